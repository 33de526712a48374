import { describe, expect, it } from 'vitest'
import type { Json } from '../../../generator/base/json.ts'
import type { FunctionSettings } from '../../../generator/model/settings.ts'
import { derived, withOperation } from '../../support/document.ts'

type Wish = { readonly [key: string]: unknown }

const operation = (operationId: string, more: Wish = {}): Json =>
  ({ operationId, responses: { '200': { description: '' } }, ...more }) as Json
const shop = (root: Wish = {}, wishes: readonly Wish[] = [{}, {}, {}]): Wish => ({
  ...root,
  paths: {
    '/pets': {
      get: operation('listPets', { tags: ['pets'], ...wishes[0] }),
      post: operation('createPet', { tags: ['pets'], ...wishes[1] }),
    },
    '/orders': { get: operation('listOrders', wishes[2]) },
  },
})

describe('which function serves an operation', () => {
  const each = { 'shop-list-pets': ['listPets'], 'shop-create-pet': ['createPet'], 'shop-list-orders': ['listOrders'] }
  const cases: readonly (readonly [string, Wish, FunctionSettings, Readonly<Record<string, readonly string[]>>])[] = [
    ['one for each operation', shop(), {}, each],
    [
      'one for each tag, and for an operation without one',
      shop(),
      { grouping: 'tag' },
      { 'shop-pets': ['listPets', 'createPet'], 'shop-list-orders': ['listOrders'] },
    ],
    ['one for the whole API', shop(), { grouping: 'api' }, { shop: ['listPets', 'createPet', 'listOrders'] }],
    ['what the document says, before the config', shop({ 'x-apigen': { grouping: 'operation' } }), { grouping: 'api' }, each],
    ['no grouping that there is', shop({ 'x-apigen': { grouping: 'constructor' } }), {}, each],
    [
      'a name that several share, whatever the grouping',
      shop({}, [{ 'x-apigen-function': 'reading' }, {}, { 'x-apigen-function': { name: 'reading', memory: 256 } }]),
      { grouping: 'tag' },
      { 'shop-reading': ['listPets', 'listOrders'], 'shop-pets': ['createPet'] },
    ],
    [
      'a name that differs in case alone from another',
      shop({}, [{ 'x-apigen-function': 'Pets' }, { 'x-apigen-function': 'pets' }]),
      {},
      { 'shop-petsf3037e76': ['listPets'], 'shop-petscc861905': ['createPet'], 'shop-list-orders': ['listOrders'] },
    ],
    [
      'a name that is too long, cut and marked',
      shop({ 'x-apigen': { name: 'shop', grouping: 'api' } }, [{ 'x-apigen-function': 'a'.repeat(70) }]),
      {},
      { [`shop-${'a'.repeat(42)}-8c4df146`]: ['listPets'], shop: ['createPet', 'listOrders'] },
    ],
  ]
  it.each(cases)('%s', (_, root, settings, want) => {
    const { functions } = derived(root, settings).model
    const found = Object.fromEntries(functions.map(({ id, operations }) => [id, operations]))
    expect(Object.keys(found).every((name) => name.length <= 64)).toBe(true)
    expect(found).toEqual(want)
  })
})

describe('the settings of a function', () => {
  const cases: readonly (readonly [string, { stage?: Wish; operation?: Wish; root?: Wish; config?: Wish }, Wish])[] = [
    ['are absent where nobody says anything', {}, { environment: {} }],
    ["the config's", { config: { memory: 1024, role: 'r' } }, { memory: 1024, executionRole: 'r', environment: {} }],
    [
      "the document's, before the config's",
      { root: { memory: 512 }, config: { memory: 1024, timeout: 9 } },
      { memory: 512, timeout: 9, environment: {} },
    ],
    [
      "the operation's, before the document's",
      { operation: { architecture: 'arm64' }, root: { architecture: 'x86_64', ephemeralStorage: 1024 } },
      { architecture: 'arm64', ephemeralStorage: 1024, environment: {} },
    ],
    [
      "the stage's, before all",
      { stage: { memory: 2048 }, operation: { memory: 128 }, config: { memory: 256 } },
      { memory: 2048, environment: {} },
    ],
    [
      'one variable of the environment after the other',
      {
        stage: { environment: { A: 'stage' } },
        operation: { environment: { A: 'operation', B: 'operation' } },
        config: { environment: { B: 'config', C: 'config' } },
      },
      { environment: { A: 'stage', B: 'operation', C: 'config' } },
    ],
    ['keepWarm without a number', { operation: { keepWarm: true } }, { keepWarm: 9, environment: {} }],
    ['keepWarm off, though the document says on', { operation: { keepWarm: false }, root: { keepWarm: 5 } }, { environment: {} }],
    ['what is none is not heard', { operation: { architecture: 'mips', memory: '1 GB', role: '' } }, { environment: {} }],
  ]
  it.each(cases)('%s', (_, { stage = {}, operation: wish, root, config = {} }, want) => {
    const document = { ...withOperation({ ...(wish && { 'x-apigen-function': wish }) }), ...(root && { 'x-apigen': { function: root } }) }
    const [found] = derived(document, config, stage).model.functions
    const { id: _id, role: _role, operations: _operations, permissions: _permissions, origin: _origin, ...settings } = found ?? {}
    expect(settings).toEqual(want)
  })

  it('are told of where operations of one function contradict each other', () => {
    const wish = (memory: number): Wish => ({ 'x-apigen-function': { name: 'all', memory } })
    const { model, reported } = derived(shop({}, [wish(128), wish(256), wish(128)]))
    expect(model.functions.map(({ memory }) => memory)).toEqual([128])
    expect(reported.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'derive/function-conflict: `memory` is already 128 for this function.',
      'derive/function-conflict: `memory` is already 256 for this function.',
    ])
  })

  const timeouts: readonly (readonly [string, FunctionSettings, FunctionSettings, number])[] = [
    ['the config, beyond what API Gateway waits', { timeout: 30 }, {}, 1],
    ['a stage, beyond what API Gateway waits', { timeout: 20 }, { timeout: 900 }, 1],
    ['the config, where the stage says less', { timeout: 30 }, { timeout: 29 }, 0],
    ['the config, within what API Gateway waits', { timeout: 29 }, {}, 0],
  ]
  it.each(timeouts)('a timeout of %s', (_, general, stage, want) => {
    const { reported } = derived(withOperation({}), general, stage)
    expect(reported.filter(({ code, severity }) => code === 'lambda/timeout' && severity === 'warning')).toHaveLength(want)
  })
})
