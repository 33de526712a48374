import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../generator/base/json.ts'
import { desire } from '../../../generator/deploy/desire.ts'
import { observe } from '../../../generator/deploy/observe.ts'
import { type ImportPlan, planImport } from '../../../generator/deploy/plan-import.ts'
import type { Throttles } from '../../../generator/deploy/throttles.ts'
import type { ApiModel } from '../../../generator/model/api-model.ts'
import { fakeCloud, type Holdings } from '../../support/fake-cloud.ts'

const model = { name: 'pets', operations: [] }

type Part = { readonly [key: string]: unknown }

const ROLE = 'arn:aws:iam::123456789012:role'
const integration = (more: Part = {}): Part => ({
  'x-amazon-apigateway-integration': { type: 'http', httpMethod: 'GET', uri: 'https://example.com/', ...more },
})
const method = (more: Part = {}): Part => ({ responses: { '200': { description: '' } }, ...integration(), ...more })
const guard = (uri = 'guard'): Part => ({
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'custom',
  'x-amazon-apigateway-authorizer': {
    type: 'token',
    authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/functions/${uri}/invocations`,
  },
})
const document = (more: Part = {}): JsonObject =>
  ({
    openapi: '3.0.1',
    info: { title: 'Pets', version: '1' },
    paths: { '/pets': { get: method() } },
    components: {},
    ...more,
  }) as JsonObject

const apis = [{ id: 'a1', name: 'Pets', tags: { 'apigen:api': 'pets' } }]
const serving = (found: JsonObject, variables: Readonly<Record<string, string>> = { alias: 'dev' }): Holdings => ({
  apis,
  stages: { 'a1/dev': { name: 'dev', deploymentId: 'd1', variables, throttles: {}, document: found } },
})

async function plan(wanted: JsonObject, holdings: Holdings, variables: Readonly<Record<string, string>> = {}): Promise<ImportPlan> {
  return planImport(desire(model, wanted, 'dev', { variables }), await observe(fakeCloud(holdings), { name: 'pets' }, 'dev'))
}

const lines = ({ changes }: ImportPlan): string[] =>
  changes.map(({ action, kind, id, risk }) => `${action} ${kind} ${id}${risk === 'none' ? '' : ` [${risk}]`}`)

describe('a plan', () => {
  it('creates all of it where nothing is there', async () => {
    expect(lines(await plan(document(), {}))).toEqual([
      'create method GET /pets',
      'create rest-api pets',
      'create setting info.title',
      'create setting info.version',
      'create stage-variable alias',
      'create deployment dev',
      'create stage dev',
    ])
  })

  it('throttles what the spec throttles, and leaves the throttles of others', async () => {
    const operations = [{ method: 'GET', path: '/pets', throttle: { rate: 5, burst: 10 } }] as unknown as ApiModel['operations']
    const desired = desire({ name: 'pets', operations }, document(), 'dev', {})
    const throttled = async (throttles: Throttles): Promise<string[]> => {
      const stage = { name: 'dev', deploymentId: 'd1', variables: { alias: 'dev' }, throttles, document: document() }
      return lines(planImport(desired, await observe(fakeCloud({ apis, stages: { 'a1/dev': stage } }), { name: 'pets' }, 'dev')))
    }
    expect(await throttled({})).toEqual(['create throttle GET /pets', 'update stage dev'])
    expect(await throttled({ 'GET /pets': { rate: 5, burst: 9 } })).toEqual(['update throttle GET /pets', 'update stage dev'])
    expect(await throttled({ 'GET /pets': { rate: 5, burst: 10 }, 'GET /other': { rate: 1, burst: 1 } })).toEqual([])
  })

  it('is empty where the stage serves it already', async () => {
    expect(await plan(document(), serving(document()))).toMatchObject({ changes: [], api: { id: 'a1', name: 'Pets' } })
  })

  it('is the same for the same two', async () => {
    const [one, two] = [await plan(document(), {}), await plan(document(), {})]
    expect(two).toEqual(one)
  })

  const cases: readonly (readonly [name: string, found: JsonObject, wanted: JsonObject, want: readonly string[]])[] = [
    [
      'says what else there will be and what goes',
      document({ paths: { '/pets': { get: method() }, '/old': { get: method() } } }),
      document({ paths: { '/pets': { get: method(), put: method() } } }),
      ['delete method GET /old [destroys]', 'create method PUT /pets', 'create deployment dev', 'update stage dev'],
    ],
    [
      'has privileges first',
      document(),
      document({ paths: { '/a': { get: method() }, '/pets': { get: method(integration({ credentials: `${ROLE}/a` })) } } }),
      ['update method GET /pets [privilege]', 'create method GET /a', 'create deployment dev', 'update stage dev'],
    ],
    [
      'takes an authorizer for a privilege, whether it comes, goes or changes',
      document({ components: { securitySchemes: { one: guard(), two: guard() } } }),
      document({ components: { securitySchemes: { two: guard('other'), three: guard() } } }),
      [
        'delete authorizer one [privilege]',
        'update authorizer two [privilege]',
        'create authorizer three',
        'create deployment dev',
        'update stage dev',
      ],
    ],
    [
      'takes who may call for a privilege',
      document({ components: { securitySchemes: { guard: guard() } }, paths: { '/pets': { get: method({ security: [{ guard: [] }] }) } } }),
      document({ components: { securitySchemes: { guard: guard() } } }),
      ['update method GET /pets [privilege]', 'create deployment dev', 'update stage dev'],
    ],
    [
      'says which settings return to their default',
      document({ 'x-amazon-apigateway-minimum-compression-size': 10 }),
      document(),
      ['delete setting x-amazon-apigateway-minimum-compression-size', 'create deployment dev', 'update stage dev'],
    ],
  ]
  it.each(cases)('%s', async (_name, found, wanted, want) => {
    expect(lines(await plan(wanted, serving(found)))).toEqual(want)
  })

  it('says in which parts a method changes', async () => {
    const wanted = document({
      paths: { '/pets': { get: method({ ...integration({ uri: 'https://example.org/' }), responses: { '404': { description: '' } } }) } },
    })
    const { changes } = await plan(wanted, serving(document()))
    expect(changes[0]?.why).toBe('It changes in responses.200, responses.404, x-amazon-apigateway-integration.uri.')
  })

  it('needs no deployment for a variable, and leaves those of others alone', async () => {
    const changed = await plan(document(), serving(document(), { alias: 'dev', table: 'a', theirs: 'x' }), { table: 'b' })
    expect(lines(changed)).toEqual(['update stage-variable table', 'update stage dev'])
    expect(changed.changes[0]?.why).toBe('It changes from `a` to `b`.')
  })
})
