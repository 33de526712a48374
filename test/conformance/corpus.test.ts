import { describe, expect, it } from 'vitest'
import { asObject, type Json } from '../../generator/base/json.ts'
import { annotatedSpecs, corpusFile } from '../support/corpus.ts'
import { generateFrom } from '../support/generate.ts'
import { pick } from '../support/random.ts'

// A seeded sample; `npm run prove -- corpus` takes all of them.
const sample = pick(annotatedSpecs(), 30, 11)

describe.skipIf(sample.length === 0)('real annotated specs', () => {
  it.each(sample.map((spec) => [spec.slug, spec] as const))('%s', async (_, spec) => {
    const result = await generateFrom(corpusFile(spec))
    if (!('files' in result)) throw new Error(result.diagnostics.map(({ message }) => message).join(' '))
    const { model } = result.spec
    const has = (path: string): boolean => result.files.some((file) => file.path === path)
    expect(model.operations.filter(({ function: served, id }) => served !== undefined && !has(`handlers/typescript/${id}.ts`))).toEqual([])
    const gateway = result.files.find(({ path }) => path === 'generated/gateway/openapi.json')
    if (model.kind === 'http') {
      expect(gateway).toBeUndefined()
      return
    }
    const paths = asObject(asObject(JSON.parse(gateway?.text ?? '{}') as Json).paths)
    const lost = model.operations.filter(({ method, path }) => {
      const key = method === 'ANY' ? 'x-amazon-apigateway-any-method' : method.toLowerCase()
      return !JSON.stringify(paths[path] ?? null).includes(`"${key}"`)
    })
    expect(lost.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  })
})
