import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../generator/base/json.ts'
import { cleanDocument } from '../../../../generator/emit/public/clean-document.ts'
import { model } from '../../../support/model.ts'

function cleaned(root: { readonly [key: string]: unknown }): JsonObject {
  return cleanDocument({ openapi: '3.1.0', info: { title: 'Shop', version: '1' }, paths: {}, ...root } as JsonObject, model())
}

describe('the public document', () => {
  const cases: readonly (readonly [string, { readonly [key: string]: unknown }, unknown])[] = [
    [
      'extensions go at every depth',
      {
        'x-apigen': {},
        paths: {
          '/a': {
            'x-amazon-apigateway-any-method': {},
            get: { 'x-amazon-apigateway-integration': {}, parameters: [{ name: 'a', 'x-b': 1 }] },
          },
        },
      },
      { paths: { '/a': { get: { parameters: [{ name: 'a' }] } } } },
    ],
    [
      'names of the author stay',
      {
        components: {
          schemas: { A: { properties: { 'x-b': { type: 'string', 'x-c': 1 } } } },
          securitySchemes: { 'x-api-key': {} },
          headers: { 'x-rate': {} },
        },
      },
      {
        components: {
          schemas: { A: { properties: { 'x-b': { type: 'string' } } } },
          securitySchemes: { 'x-api-key': {} },
          headers: { 'x-rate': {} },
        },
      },
    ],
    [
      'requirements name schemes',
      { security: [{ 'x-api-key': [] }], paths: { '/a': { get: { security: [{ 'x-api-key': [] }] } } } },
      { security: [{ 'x-api-key': [] }], paths: { '/a': { get: { security: [{ 'x-api-key': [] }] } } } },
    ],
    [
      'extensions among responses go',
      { paths: { '/a': { get: { responses: { '200': {}, default: { 'x-b': 1 }, 'x-a': {} } } } } },
      { paths: { '/a': { get: { responses: { '200': {}, default: {} } } } } },
    ],
    [
      'examples are data',
      {
        components: {
          schemas: { A: { example: { 'x-a': 1, Ref: 'b' }, default: { 'x-a': 1 }, enum: [{ 'x-a': 1 }], examples: [{ 'x-a': 1 }] } },
          examples: { 'x-e': { value: { 'x-a': 1 }, 'x-b': 1 } },
        },
      },
      {
        components: {
          schemas: { A: { example: { 'x-a': 1, Ref: 'b' }, default: { 'x-a': 1 }, enum: [{ 'x-a': 1 }], examples: [{ 'x-a': 1 }] } },
          examples: { 'x-e': { value: { 'x-a': 1 } } },
        },
      },
    ],
    [
      'intrinsics give way to their likely branch',
      {
        paths: {
          '/a': {
            get: { summary: { 'Fn::If': ['C', { Ref: 'AWS::NoValue' }, 's'] }, description: { Ref: 'D' }, tags: ['a', { Ref: 'T' }] },
          },
        },
      },
      { paths: { '/a': { get: { summary: 's', tags: ['a'] } } } },
    ],
    [
      'a title that is late-bound is that of the model',
      { info: { title: { Ref: 'T' }, version: '1' } },
      { info: { version: '1', title: 'Shop' } },
    ],
    [
      'a property called Ref',
      { components: { schemas: { A: { properties: { Ref: { type: 'string' } } } } } },
      { components: { schemas: { A: { properties: { Ref: { type: 'string' } } } } } },
    ],
  ]
  test.each(cases)('%s', (_name, given, want) => {
    expect(cleaned(given)).toEqual({ openapi: '3.1.0', info: { title: 'Shop', version: '1' }, paths: {}, ...(want as object) })
  })

  test('the order is kept', () => {
    expect(Object.keys(cleaned({ servers: [], tags: [], components: {} }))).toEqual([
      'openapi',
      'info',
      'paths',
      'servers',
      'tags',
      'components',
    ])
  })
})
