import { describe, expect, it } from 'vitest'
import { holdsSpecAsText, referredSpecs } from '../../../generator/base/cloudformation.ts'
import type { Diagnostic } from '../../../generator/base/diagnostic.ts'
import type { Json } from '../../../generator/base/json.ts'
import { load } from '../../../generator/load/load.ts'
import { memoryReader } from '../../../generator/load/reader.ts'
import { normalize } from '../../../generator/normalize/normalize.ts'

describe('where a template has its specs from', () => {
  const include = (location: Json): Json => ({ 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: location } } })
  const cases: readonly [name: string, properties: Json, want: readonly string[]][] = [
    ['a file beside it', { DefinitionUri: './openapi.yaml' }, ['./openapi.yaml']],
    ['an object in S3', { DefinitionUri: { Bucket: 'b', Key: 'k/api.yaml' } }, ['s3://b/k/api.yaml']],
    ['an object in S3, of an API that is not of SAM', { BodyS3Location: { Bucket: 'b', Key: 'k' } }, ['s3://b/k']],
    ['an object whose bucket is late-bound', { BodyS3Location: { Bucket: { Ref: 'B' }, Key: 'k' } }, []],
    ['an included file', { DefinitionBody: include('api.yaml') }, ['api.yaml']],
    ['an included file that is late-bound', { Body: include({ 'Fn::Sub': '${X}' }) }, []],
    ['an included file in a bucket that is late-bound', { Body: include({ 'Fn::Sub': 's3://${B}/k' }) }, ['s3://${B}/k']],
    ['a file whose place has variables', { DefinitionUri: { 'Fn::Sub': ['${D}/api.yaml', { D: 'x' }] } }, ['${D}/api.yaml']],
    ['another transform', { Body: { 'Fn::Transform': { Name: 'Mine', Parameters: { Location: 'x' } } } }, []],
    ['the spec itself', { Body: { openapi: '3.0.0' } }, []],
    ['nothing', null, []],
  ]
  it.each(cases)('%s', (_, properties, want) => {
    expect(referredSpecs({ Resources: { Api: { Properties: properties } } })).toEqual(want)
  })
  it('the body of an API', () => expect(referredSpecs(include('api.yaml'))).toEqual(['api.yaml']))
  it('in nothing', () => expect(referredSpecs(null)).toEqual([]))
})

const api = (properties: string): string => `Resources:\n  Api:\n    Properties: ${properties}\n`
const include = (location: string): string =>
  `{ DefinitionBody: { 'Fn::Transform': { Name: AWS::Include, Parameters: { Location: ${location} } } } }`

const named: readonly (readonly [name: string, entry: string, template: string, help: string])[] = [
  ['the template is named', '', api('{ DefinitionUri: ./api.yaml }'), 'Give apigen `infra/api.yaml`.'],
  ['its body is named', '#/Resources/Api/Properties/DefinitionBody', api(include('api.yaml')), 'Give apigen `infra/api.yaml`.'],
  [
    'a body that it has not is named',
    '#/Resources/Api/Properties/DefinitionBody',
    api('{ DefinitionUri: { Bucket: b, Key: api.yaml } }'),
    'The template has its spec from elsewhere: give apigen a copy of `s3://b/api.yaml`.',
  ],
]

describe('a template that has its spec from elsewhere says where, when', () => {
  it.each(named)('%s', async (_name, pointer, template, help) => {
    const found: Diagnostic[] = []
    const report = (diagnostic: Diagnostic): void => void found.push(diagnostic)
    const reader = memoryReader({ 'infra/template.yaml': template })
    const loaded = await load(`infra/template.yaml${pointer}`, { reader }, report)
    if (loaded) normalize(loaded, report)
    expect(found.map((diagnostic) => diagnostic.help)).toEqual([help])
  })
})

const texts: readonly (readonly [string, Json, boolean])[] = [
  ['text around which Fn::Sub stands', { 'Fn::Sub': 'openapi: 3.0.3\npaths: {}\n' }, true],
  ['text with variables', { 'Fn::Sub': ['{ "swagger": "2.0" }', { A: 'b' }] }, true],
  ['text in JSON', '{\n  "openapi" : "3.0.3"\n}', true],
  ['text that is no spec', { 'Fn::Sub': 'arn:${AWS::Partition}:openapi' }, false],
  ['a spec', { openapi: '3.0.3', paths: {} }, false],
]

describe('a spec as text', () => {
  it.each(texts)('%s', (_name, body, want) => {
    expect(holdsSpecAsText({ Resources: { Api: { Properties: { Body: body } } } })).toBe(want)
    expect(holdsSpecAsText(body)).toBe(want)
  })
})
