import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../../generator/base/json.ts'
import { CodeFile } from '../../../../../generator/emit/code.ts'
import { header, python } from '../../../../../generator/emit/languages/python.ts'
import { createCompiler } from '../../../../../generator/emit/languages/validation/compile-schema.ts'
import { pythonDialect } from '../../../../../generator/emit/languages/validation/python-dialect.ts'
import { violationsInPython } from '../../../../support/compile-schema-python.ts'
import { present } from '../../../../support/program.ts'

const MANY = {
  type: 'object',
  properties: Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`m${index}`, { type: 'integer' }])),
}

/** How many integers each function checks, the fewest first. */
function membersIn(schema: Json): number[] {
  const context = { direction: 'any', resolve: () => undefined, unchecked: () => {} } as const
  const file = new CodeFile({ syntax: python, header: header('a test') })
  const compiler = createCompiler(context, pythonDialect(file))
  compiler.checkOf('many', { schema, pointer: '/components/schemas/Many' })
  const members = compiler.declarations().map(({ code }) => code.split('is_integer(').length - 1)
  return members.toSorted((one, other) => one - other)
}

describe('an object of many members', () => {
  it('is checked by several functions, each of few', () => {
    expect(membersIn(MANY)).toEqual([0, 40, 50])
  })

  it('is checked by several functions where its members have many', () => {
    const inner = {
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`n${index}`, { type: 'integer' }])),
    }
    const outer = { type: 'object', properties: { a: inner, b: { type: 'array', items: inner }, c: inner, d: { type: 'integer' } } }
    // A member that is an object counts itself too, and a list its items: 21 + 22, then 21 + 1.
    expect(membersIn(outer)).toEqual([0, 21, 40])
  })

  it.skipIf(!present('python3', '--version'))('is checked whole', () => {
    const values = [{}, { m0: 1, m40: 2, m89: 3 }, { m0: 'a', m39: 'a', m40: 'a', m89: 'a', other: 'a' }, 'text']
    expect(violationsInPython([{ schema: MANY, values }])).toEqual([[0, 0, 4, 1]])
  })
})
