import { describe, expect, it } from 'vitest'
import { holdsSpecAsText, referredSpecs } from '../../../generator/base/cloudformation.ts'
import type { Json } from '../../../generator/base/json.ts'

describe('where a template has its specs from', () => {
  const include = (location: Json): Json => ({ 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: location } } })
  const cases: readonly [name: string, properties: Json, want: readonly string[]][] = [
    ['a file beside it', { DefinitionUri: './openapi.yaml' }, ['./openapi.yaml']],
    ['an object in S3', { DefinitionUri: { Bucket: 'b', Key: 'k/api.yaml' } }, ['s3://b/k/api.yaml']],
    ['an object in S3, of an API that is not of SAM', { BodyS3Location: { Bucket: 'b', Key: 'k' } }, ['s3://b/k']],
    ['an object whose bucket is late-bound', { BodyS3Location: { Bucket: { Ref: 'B' }, Key: 'k' } }, []],
    ['an included file', { DefinitionBody: include('api.yaml') }, ['api.yaml']],
    ['an included file that is late-bound', { Body: include({ 'Fn::Sub': '${X}' }) }, []],
    ['another transform', { Body: { 'Fn::Transform': { Name: 'Mine', Parameters: { Location: 'x' } } } }, []],
    ['the spec itself', { Body: { openapi: '3.0.0' } }, []],
    ['nothing', null, []],
  ]
  it.each(cases)('%s', (_, properties, want) => {
    expect(referredSpecs({ Resources: { Api: { Properties: properties } } })).toEqual(want)
  })
  it('in nothing', () => expect(referredSpecs(null)).toEqual([]))
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
