import { describe, expect, it } from 'vitest'
import type { Model } from '../../../../../runtime/gateway/definition/rest-api.ts'
import { flatSchema } from '../../../../../runtime/gateway/service/flat-model.ts'

const to = (name: string) => ({ $ref: `https://apigateway.amazonaws.com/restapis/a1/models/${name}` })
const here = (name: string) => ({ $ref: `#/definitions/${name}` })

function flat(schemas: Record<string, object>): unknown {
  const models = Object.entries(schemas).map(([name, schema]): [string, Model] => [
    name,
    { id: name, name, contentType: 'application/json', schema: JSON.stringify(schema) },
  ])
  const byName = Object.fromEntries(models)
  return JSON.parse(flatSchema('a1', byName, byName.Root as Model))
}

describe('flat models', () => {
  it.each<[name: string, given: Record<string, object>, want: object]>([
    ['no reference', { Root: { type: 'object' } }, { type: 'object' }],
    ['a model that is not there', { Root: { items: to('Gone') } }, { items: to('Gone') }],
    [
      'models through others',
      { Root: { items: to('Pet') }, Pet: { allOf: [to('Tag')] }, Tag: { type: 'string' } },
      { items: here('Pet'), definitions: { Pet: { allOf: [here('Tag')] }, Tag: { type: 'string' } } },
    ],
    ['a model that names itself', { Root: { items: to('Root') } }, { items: here('Root'), definitions: { Root: { items: here('Root') } } }],
  ])('%s', (_name, given, want) => {
    expect(flat(given)).toEqual(want)
  })

  it('refuses models with definitions of their own', () => {
    expect(() => flat({ Root: { items: to('Pet') }, Pet: { definitions: {} } })).toThrow('definitions of their own')
  })
})
