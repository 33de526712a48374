import { describe, expect, it } from 'vitest'
import { readForm } from '../../../../../runtime/typescript/handler/forms.ts'

describe('the fields of a form', () => {
  it('may be a list of very many, which takes as long as reading them', () => {
    const fields = readForm('t=a&'.repeat(500_000), { fields: { t: { list: 'string' } } }) as { readonly t: readonly string[] }
    expect(fields.t).toHaveLength(500_000)
  })

  it('are the last of several where they are no list, and JSON arrays are values as any other', () => {
    expect(readForm('a=1&a=2&b=[1]&b=[2]', { fields: { a: 'number', b: 'json' } })).toEqual({ a: 2, b: [2] })
  })
})
