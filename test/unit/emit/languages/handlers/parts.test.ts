import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../../../../generator/base/diagnostic.ts'
import { reportBytes } from '../../../../../generator/emit/languages/handlers/parts.ts'
import { derived, specDocument, withOperation } from '../../../../support/document.ts'

const file = { type: 'string', format: 'binary' }
const text = { type: 'string' }

/** What is said of a body, and where. */
function reported(schema: unknown, more: { mediaType?: string; operation?: object } = {}): readonly Diagnostic[] {
  const { mediaType = 'multipart/form-data', operation = {} } = more
  const root = withOperation({ requestBody: { content: { [mediaType]: { schema } } }, ...operation }, '/pets', 'post')
  const found: Diagnostic[] = []
  reportBytes(derived(root).model.operations, specDocument(root), (one) => found.push(one))
  return found
}

describe('a multipart body that stays bytes', () => {
  it.each([
    ['its schema declares no parts', { type: 'object' }, {}],
    [
      'its alternatives declare no parts, or read one of them differently',
      { oneOf: [{ properties: { a: text } }, { properties: { a: file } }] },
      {},
    ],
    ['only the parts of `multipart/form-data` have names', { properties: { a: text } }, { mediaType: 'multipart/mixed' }],
    [
      'mapping templates stand before the function, and they hand on neither the boundary nor bytes that are no text',
      { properties: { a: file } },
      { operation: { 'x-apigen-integration': 'lambda' } },
    ],
  ])('is reported, for %s', (why, schema, more) => {
    const found = reported(schema, more)
    expect(found.map(({ code }) => code)).toEqual(['emit/multipart-as-bytes'])
    expect(found[0]?.message).toMatch(`body as bytes, and nothing of it is checked: ${why}.`)
    expect(found[0]?.at?.pointer).toContain('/paths/~1pets/post/requestBody/content/multipart~1')
  })

  it('is not reported where it does not, nor of other bodies', () => {
    expect(reported({ oneOf: [{ properties: { a: text } }, { properties: { b: file } }] })).toEqual([])
    expect(reported(file, { mediaType: 'application/octet-stream' })).toEqual([])
  })
})
