import { describe, expect, it } from 'vitest'
import { bindLateBound } from '../../../generator/base/bind.ts'
import type { Json } from '../../../generator/base/json.ts'

const bindings: Readonly<Record<string, Json>> = {
  Stage: 'prod',
  Size: 3,
  IsProd: true,
  'IsTest?': 'false',
  'Handler.Arn': 'arn:aws:lambda:x:1:function:h',
  'var.table': 'pets',
}

const cases: [string, Json, Json, string[]][] = [
  ['a Ref', { Ref: 'Stage' }, 'prod', []],
  ['a Ref keeps the type of its binding', { Ref: 'Size' }, 3, []],
  ['an unbound Ref', { a: { Ref: 'Other' } }, { a: { Ref: 'Other' } }, ['Other']],
  ['a Ref to what the importer knows', { Ref: 'AWS::Region' }, '${AWS::Region}', []],
  ['Fn::Sub as text', { 'Fn::Sub': 'x-${Stage}-${Handler.Arn}' }, 'x-prod-arn:aws:lambda:x:1:function:h', []],
  ['Fn::Sub with variables of its own', { 'Fn::Sub': ['${A}/${Stage}', { A: { Ref: 'Size' } }] }, '3/prod', []],
  ['Fn::Sub with an unbound variable', { 'Fn::Sub': ['${A}', { A: { Ref: 'Other' } }] }, '${A}', ['Other']],
  ['Fn::Sub with an escape', { 'Fn::Sub': '${!stageVariables.x} ${Stage}' }, '${stageVariables.x} prod', []],
  ['Fn::Sub leaves the importer its own', { 'Fn::Sub': 'arn:${AWS::Partition}:${Stage}' }, 'arn:${AWS::Partition}:prod', []],
  ['Fn::If of a true condition', { 'Fn::If': ['IsProd', 'a', 'b'] }, 'a', []],
  ['Fn::If of a false condition', { 'Fn::If': ['IsTest?', 'a', { Ref: 'Stage' }] }, 'prod', []],
  ['Fn::If of an unbound condition', { 'Fn::If': ['Never', 'a', 'b'] }, { 'Fn::If': ['Never', 'a', 'b'] }, ['Never']],
  ['Fn::If without a value', { a: { 'Fn::If': ['IsTest?', 1, { Ref: 'AWS::NoValue' }] }, b: 1 }, { b: 1 }, []],
  ['no value in a list', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2], []],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, 1]] }, 'a-prod-1', []],
  ['Fn::Join with an unbound part', { 'Fn::Join': ['-', [{ Ref: 'X' }]] }, { 'Fn::Join': ['-', [{ Ref: 'X' }]] }, ['X']],
  ['Fn::GetAtt', { 'Fn::GetAtt': ['Handler', 'Arn'] }, 'arn:aws:lambda:x:1:function:h', []],
  ['Fn::Select of a Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b'] }] }, 'b', []],
  ['a placeholder in text', 'name: ${var.table}', 'name: pets', []],
  ['an unbound placeholder', 'name: ${module.x["a"].arn}', 'name: ${module.x["a"].arn}', ['module.x["a"].arn']],
  ['a stage variable', '${stageVariables.alias}', '${stageVariables.alias}', []],
  ['a placeholder in a key', { '/${Stage}/pets': 1 }, { '/prod/pets': 1 }, []],
  ['variables of a template', { requestTemplates: { a: '${mine} ${Stage}' } }, { requestTemplates: { a: '${mine} prod' } }, []],
  ['a condition of a policy', { Condition: { StringEquals: { a: '${Stage}' } } }, { Condition: { StringEquals: { a: 'prod' } } }, []],
  ['names of prototypes', { Ref: 'constructor' }, { Ref: 'constructor' }, ['constructor']],
]

describe('bindLateBound', () => {
  it.each(cases)('binds %s', (_name, given, want, unbound) => {
    expect(bindLateBound(given, bindings)).toEqual({ value: want, unbound })
  })

  it('gives the value itself when nothing changes', () => {
    const given = { a: [1, { b: 'c' }] }
    expect(bindLateBound(given, bindings).value).toBe(given)
  })

  it('keeps a key named __proto__ a key', () => {
    const { value } = bindLateBound(JSON.parse('{"__proto__": {"Ref": "Stage"}, "a": 1}') as Json, bindings)
    expect(JSON.stringify(value)).toBe('{"__proto__":"prod","a":1}')
  })
})
