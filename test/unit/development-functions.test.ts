import { describe, expect, it } from 'vitest'
import { developmentFunctions } from '../../generator/development-functions.ts'
import { memoryReader } from '../../generator/load/reader.ts'
import { readSpec, type Spec } from '../../generator/pipeline.ts'
import type { FilesBeside, FunctionSource } from '../../runtime/gateway/lambda/function-source.ts'

interface Wish {
  readonly fn?: object
  readonly summary?: string
  readonly type?: string
}

async function specOf({ fn = {}, summary = 'A pet.', type = 'string' }: Wish = {}): Promise<Spec> {
  const schema = { type: 'object', properties: { name: { type } } }
  const operation = (id: string): object => ({
    operationId: id,
    summary,
    responses: { '200': { description: 'A pet.', content: { 'application/json': { schema } } } },
    'x-apigen-function': { name: id, ...fn },
  })
  const paths = { '/a': { get: operation('getA') }, '/b': { get: operation('getB') } }
  const text = JSON.stringify({ openapi: '3.0.1', info: { title: 'Shop', version: '1' }, paths })
  const spec = await readSpec('a.json', { reader: memoryReader({ 'a.json': text }) }, () => {})
  if (!spec) throw new Error('it cannot be read')
  return spec
}

async function sourceOf(wish: Wish, variables?: Readonly<Record<string, string>>): Promise<FunctionSource> {
  const [source] = Object.values(developmentFunctions(await specOf(wish), '/project', { ...(variables && { variables }) }))
  if (source === undefined) throw new Error('there is no such function')
  return source
}

async function besideOf(wish: Wish, variables?: Readonly<Record<string, string>>): Promise<FilesBeside | undefined> {
  const source = await sourceOf(wish, variables)
  return source.kind === 'inline' ? undefined : source.beside
}

describe('functions in development', () => {
  it('are given the checks of their own responses alone, with all that these need', async () => {
    const beside = await besideOf({})
    const files = (await beside?.make()) ?? []
    expect([beside?.variable, beside?.module]).toEqual(['APIGEN_RESPONSE_CHECKS', 'checks.ts'])
    expect(files.map(({ path }) => path)).toEqual([
      'checks.ts',
      'development/check-response.ts',
      'validation/check.ts',
      'validation/pattern.ts',
      'handler/content.ts',
    ])
    expect(files[0]?.text).toContain('"getA"')
    expect(files[0]?.text).not.toContain('"getB"')
  })

  it('are given them in Python as a package', async () => {
    const beside = await besideOf({ fn: { runtime: 'python3.13' } })
    expect(beside?.module).toBeUndefined()
    expect(((await beside?.make()) ?? []).map(({ path }) => path)).toContain('apigen_response_checks/checks.py')
  })

  it('are given them in Java as sources and a provider, which the gateway compiles', async () => {
    const beside = await besideOf({ fn: { runtime: 'java21' } })
    expect(((await beside?.make()) ?? []).map(({ path }) => path)).toEqual([
      'Declared.java',
      'development/CheckResponse.java',
      'development/ResponseCheck.java',
      'META-INF/services/generated.handlers.java.runtime.ResponseFaults',
    ])
  })

  it.each<[name: string, wish: Wish, variables: Readonly<Record<string, string>>]>([
    ['the spec says no', { fn: { environment: { APIGEN_CHECK_RESPONSES: '0' } } }, {}],
    ['whoever starts them says no', { fn: { environment: { APIGEN_CHECK_RESPONSES: '1' } } }, { APIGEN_CHECK_RESPONSES: '0' }],
    ['the code is of the user alone', { fn: { runtime: 'python3.13', handler: 'app.get', code: 'app' } }, {}],
    ['their language has none', { fn: { runtime: 'provided.al2023', code: 'app' } }, {}],
  ])('are given none where %s', async (_, wish, variables) => {
    expect(await besideOf(wish, variables)).toBeUndefined()
  })

  it('have the variables of this machine before their own', async () => {
    expect(await sourceOf({ fn: { environment: { COLOR: 'blue', SIZE: '1' } } }, { COLOR: 'green' })).toMatchObject({
      environment: { COLOR: 'green', SIZE: '1' },
    })
  })

  it('are others where a response is another, and the same where only words are', async () => {
    const [before, words, response] = await Promise.all([besideOf({}), besideOf({ summary: 'One.' }), besideOf({ type: 'integer' })])
    expect(words?.version).toBe(before?.version)
    expect(response?.version).not.toBe(before?.version)
  })
})
