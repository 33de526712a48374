import { expect, it } from 'vitest'
import type { Diagnostic } from '../../../generator/base/diagnostic.ts'
import type { JsonObject } from '../../../generator/base/json.ts'
import { judgeTemplates } from '../../../generator/judge/judge-templates.ts'
import { specDocument, withOperation } from '../../support/document.ts'

const KEY = 'x-amazon-apigateway-integration'

const integrated = (requestTemplates: JsonObject, more: JsonObject = {}): JsonObject => ({
  paths: {
    '/pets': {
      get: { [KEY]: { requestTemplates, responses: { default: { responseTemplates: { 'application/json': '#if' } } }, ...more } },
    },
  },
})

const said = (document: JsonObject, authored: { readonly [key: string]: unknown }): readonly Diagnostic[] => {
  const found: Diagnostic[] = []
  judgeTemplates({ document, pointers: {}, spec: specDocument(withOperation({ [KEY]: authored }, '/pets')) }, (one) => found.push(one))
  return found
}

const cases: readonly (readonly [name: string, document: JsonObject, authored: JsonObject, want: readonly string[]])[] = [
  [
    'one that apigen wrote and Velocity cannot read',
    integrated({ 'application/json': '#set($x' }, { responses: {} }),
    {},
    ['/paths/~1pets/get'],
  ],
  ['one of each side', integrated({ 'application/json': '#foreach(' }), {}, ['/paths/~1pets/get', '/paths/~1pets/get']],
  ['none that it can read', integrated({ 'application/json': '{"region": "${AWS::Region}"}' }, { responses: {} }), {}, []],
  [
    'none of the author, which the linter reads',
    integrated({ 'application/json': '#set($x' }, { responses: {} }),
    { requestTemplates: { 'application/json': '#set($x' } },
    [],
  ],
]

it.each(cases)('the judge of templates names %s', (_name, document, authored, want) => {
  const found = said(document, authored)
  expect(found.map(({ code }) => code)).toEqual(want.map(() => 'templates/syntax'))
  for (const [index, pointer] of want.entries()) expect(found[index]?.at?.pointer.startsWith(pointer)).toBe(true)
})
