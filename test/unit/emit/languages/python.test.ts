import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../generator/base/json.ts'
import { pythonIdentifier, pythonModule } from '../../../../generator/base/python-names.ts'
import { docstring, isFieldName, lineComment, literal } from '../../../../generator/emit/languages/python.ts'
import { categoryOf } from '../../../../generator/emit/languages/validation/unicode-categories.ts'

describe('Python', () => {
  it.each<[name: string, value: Json, want: string]>([
    ['nothing', null, 'None'],
    ['booleans', [true, false], '[True, False]'],
    ['numbers', [1, -1.5, 1e21, 1e-7, -0], '[1, -1.5, 1e+21, 1e-7, -0.0]'],
    ['quotes and backslashes', '"\\\'', '"\\"\\\\\'"'],
    ['braces stay, for nothing is formatted', '{x}', '"{x}"'],
    ['line ends', 'a\r\n\u2028', '"a\\x0d\\x0a\\u2028"'],
    ['letters beyond ASCII', 'é😀', '"\\xe9\\U0001f600"'],
    ['half a pair', '\ud800', '"\\ud800"'],
    ['objects', { 'a"': [{}] }, '{"a\\"": [{}]}'],
  ])('has literals: %s', (_, value, want) => {
    expect(literal(value)).toBe(want)
  })

  it.each([
    ['', ''],
    ['one', '"""one"""'],
    ['two\r\nlines', '"""two\nlines\n"""'],
    ['ends with "', '"""ends with \\""""'],
    ['three """ quotes', '"""three \\"\\"\\" quotes"""'],
    ['a backslash \\N', '"""a backslash \\\\N"""'],
    ['unseen \u202e', '"""unseen <U+202E>"""'],
  ])('has docstrings: %j', (text, want) => {
    expect(docstring(text)).toBe(want)
  })

  it.each([
    ['plain', '# plain'],
    ['a\rb\fc', '# a\n# b\n# c'],
    ['-*- coding: utf-7 -*-', '# -*- coding : utf-7 -*-'],
    ['type: ignore', '# type : ignore'],
    ['noqa and pyright: basic', '# no qa and pyright : basic'],
  ])('has comments that tell no tool anything: %j', (text, want) => {
    expect(lineComment(text)).toBe(want)
  })

  it.each([
    ['class', 'class_'],
    ['list', 'list_'],
    ['1st', '_1st'],
    ['a-b', 'a_b'],
  ])('has identifiers: %s', (name, want) => {
    expect(pythonIdentifier(name)).toBe(want)
  })

  it.each([
    ['getPet', 'get_pet'],
    ['import', 'import_'],
    ['types', 'types_'],
    ['con', 'con_'],
    ['shop-get-pet', 'shop_get_pet'],
  ])('has modules: %s', (name, want) => {
    expect(pythonModule(name)).toBe(want)
  })

  it.each([
    ['name', true],
    ['petId', true],
    ['Pet', false],
    ['class', false],
    ['str', false],
    ['__private', false],
    ['a-b', false],
  ])('has fields of classes: %s', (name, want) => {
    expect(isFieldName(name)).toBe(want)
  })

  it.each([
    ['\\p{L}', 'L'],
    ['\\P{Lu}', '^Lu'],
    ['\\p{gc=Uppercase_Letter}', 'Lu'],
    ['\\p{Script=Greek}', undefined],
    ['\\p{Alphabetic}', undefined],
    ['\\p{constructor}', undefined],
  ])('has the general categories of characters: %s', (property, want) => {
    expect(categoryOf(property)).toBe(want)
  })
})
