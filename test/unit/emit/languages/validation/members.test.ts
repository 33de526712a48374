import { describe, expect, it } from 'vitest'
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

describe('an object of many members', () => {
  it('is checked by several functions, each of few', () => {
    const context = { direction: 'any', resolve: () => undefined, unchecked: () => {} } as const
    const file = new CodeFile({ syntax: python, header: header('a test') })
    const compiler = createCompiler(context, pythonDialect(file))
    compiler.checkOf('many', { schema: MANY, pointer: '/components/schemas/Many' })
    const members = compiler.declarations().map(({ code }) => code.split('is_integer(').length - 1)
    expect(members.toSorted((one, other) => one - other)).toEqual([0, 10, 40, 40])
  })

  it.skipIf(!present('python3', '--version'))('is checked whole', () => {
    const values = [{}, { m0: 1, m40: 2, m89: 3 }, { m0: 'a', m39: 'a', m40: 'a', m89: 'a', other: 'a' }, 'text']
    expect(violationsInPython([{ schema: MANY, values }])).toEqual([[0, 0, 4, 1]])
  })
})
