import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../generator/base/diagnostic.ts'
import { memoryReader } from '../../generator/load/reader.ts'
import { diffSpecs, generateFiles, readSpec } from '../../generator/pipeline.ts'
import { conformance } from '../support/conformance.ts'
import { allPayloads, hostileSpec, textPayloads } from '../support/hostile.ts'
import { documentText, growth, type Recipe, runAll } from '../support/hostile-documents.ts'
import { judgeOfEscapes } from '../support/hostile-judge.ts'
import type { Draft } from '../support/hostile-positions.ts'

const file = conformance('hostile', 'payloads.json')
const payloads = file === undefined ? [] : allPayloads(file)
const valued = <T>(is: (value: Draft) => boolean): { id: string; value: T }[] =>
  payloads.flatMap(({ id, value }) => (is(Object(value)) ? [{ id, value: value as T }] : []))

describe.skipIf(file === undefined)('hostile documents', () => {
  const recipes = valued<Recipe>(({ generate }) => generate !== undefined && generate !== 'string')
  // `npm run prove -- hostile-documents` takes the others.
  const small = recipes.filter(({ value }) => ['allOf-binary-tree', 'oneOf-nested'].includes(value.generate))

  it.each(recipes.filter(({ value }) => value.generate === 'nest'))('that nest without end are refused: $id', async ({ id, value }) => {
    const { spec, found } = await runAll(id.startsWith('yaml') ? 'a.yaml' : 'a.json', documentText(value))
    expect([spec, found.map(({ code }) => code)]).toEqual([undefined, ['load/too-deep']])
  })

  it.each(small)('that grow when inlined do not: $id', async ({ value }) => {
    expect(await growth(value)).toBeLessThan(20)
  })

  const yaml = (file === undefined ? [] : textPayloads(file)).filter(({ id }) => id.startsWith('yaml-'))
  it.each(yaml)('are data, whatever their tags and keys say: $id', async ({ value }) => {
    const { spec, found } = await runAll('a.yaml', value)
    expect(spec).toBeUndefined()
    expect(found.map(({ severity }) => severity)).toContain('error')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('say in their comments what they want', async () => {
    const text = JSON.stringify(hostileSpec([]), null, 1)
    const comments = textPayloads(file ?? '').map(({ value }) => `# ${value.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\ufeff]/gu, ' ')}\n`)
    const plain = await runAll('a.yaml', text)
    const commented = await runAll('a.yaml', comments.join('') + text)
    expect(commented.bytes).toBe(plain.bytes)
    expect(commented.spec?.document.root).toEqual(plain.spec?.document.root)
  })

  it.each([
    ['a schema', (spec: Draft, ref: unknown) => (spec.components.schemas.NewPet.properties.other = { $ref: ref })],
    ['a schema by name', (spec: Draft, ref: unknown) => (spec.components.schemas.Other = { $ref: ref })],
    ['a path', (spec: Draft, ref: unknown) => (spec.paths['/other'] = { $ref: ref })],
    ['a parameter', (spec: Draft, ref: unknown) => spec.paths['/pets'].get.parameters.push({ $ref: ref })],
    ['a body', (spec: Draft, ref: unknown) => (spec.paths['/pets'].post.requestBody = { $ref: ref })],
    ['a response', (spec: Draft, ref: unknown) => (spec.paths['/pets'].post.responses['400'] = { $ref: ref })],
    ['a header', (spec: Draft, ref: unknown) => (spec.paths['/pets'].get.responses['200'].headers.Other = { $ref: ref })],
    ['an example', (spec: Draft, ref: unknown) => (spec.components.examples = { a: { $ref: ref } })],
    ['a link', (spec: Draft, ref: unknown) => (spec.components.links = { a: { operationRef: ref } })],
    ['a mapping', (spec: Draft, ref: unknown) => (spec.components.schemas.Care.discriminator.mapping.other = ref)],
    ['the title', (spec: Draft, ref: unknown) => (spec.info.title = { $ref: ref })],
    ['a default', (spec: Draft, ref: unknown) => (spec.components.schemas.NewPet.properties.name.default = { $ref: ref })],
  ])('refer to nothing that is outside, in place of %s', async (_, put) => {
    const refs = payloads
      .filter(({ id, class: kind }) => kind === 'ssrf-lfi' || id.startsWith('ref-'))
      .filter(({ value }) => typeof Object(value).generate !== 'string')
    expect(refs.length).toBeGreaterThan(10)
    for (const { id, value } of refs) {
      const spec = hostileSpec([])
      put(spec, value)
      const read: string[] = []
      const memory = memoryReader({ 'a.json': JSON.stringify(spec) })
      const reader = {
        ...memory,
        read(name: string) {
          read.push(name)
          return memory.read(name)
        },
      }
      const found: Diagnostic[] = []
      const known = await readSpec('a.json', { reader }, (diagnostic) => found.push(diagnostic))
      if (known) for await (const _ of generateFiles(known, ['types', 'public'], () => {}));
      expect([id, read.filter((name) => name !== 'a.json')]).toEqual([id, []])
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    }
  })
})

describe.skipIf(file === undefined)('hostile pairs of names', () => {
  const judge = judgeOfEscapes()
  const pairs = valued<{ pair: readonly string[] }>(({ pair }) => pair !== undefined)
  const places = [
    'components.schemas.<key>',
    'schema.enum[]',
    'schema.properties.<key>',
    'parameters[].name in query',
    'paths.<key> of a mock',
  ]
  it.each(pairs.flatMap(({ id, value }) => places.map((place) => ({ id, place, pair: value.pair }))))(
    '$id stay two at $place',
    async ({ place, pair }) => {
      expect(await judge(pair.map((text) => ({ place, text })))).toEqual({ refused: false, problems: [] })
    },
  )

  it.each(pairs)('$id stay two as operations', async ({ value }) => {
    const spec = hostileSpec([])
    ;[spec.paths['/pets'].get.operationId, spec.paths['/pets'].post.operationId] = value.pair
    const { spec: read } = await runAll('a.json', JSON.stringify(spec))
    const ids = read?.model.operations.map(({ id }) => id.toLowerCase()) ?? []
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThan(5)
  })
})

describe.skipIf(file === undefined)('what a document grants itself', () => {
  const grants = payloads.filter(({ id }) => id.startsWith('gw-'))
  const wanted: Readonly<Record<string, readonly string[]>> = {
    'gw-integration-exfil': ['integration-uri-changed', 'integration-type-changed'],
    'gw-open-policy': ['resource-policy-added'],
    'gw-auth-none': ['operation-authorizer-removed'],
  }
  it.each(grants)('is seen in a review: $id', async ({ id, value }) => {
    const spec = hostileSpec([])
    Object.assign(id === 'gw-open-policy' ? spec : spec.paths['/pets'].post, value)
    const [base, head] = await Promise.all([hostileSpec([]), spec].map((one) => runAll('a.json', JSON.stringify(one))))
    const differences = base?.spec && head?.spec ? await diffSpecs(base.spec, head.spec) : []
    const loud = differences.filter(({ severity }) => severity !== 'note').map(({ code }) => code)
    expect(loud).toEqual(expect.arrayContaining([...(wanted[id] ?? ['no such payload'])]))
  })
})
