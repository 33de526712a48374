import { describe, expect, it } from 'vitest'
import type { Model } from '../../../../../runtime/gateway/definition/rest-api.ts'
import { sampleTemplate } from '../../../../../runtime/gateway/service/model-template.ts'

const to = (name: string) => ({ $ref: `https://apigateway.amazonaws.com/restapis/a1/models/${name}` })

function templateOf(schemas: Record<string, object | string>): string {
  const models = Object.entries(schemas).map(([name, schema]): [string, Model] => [
    name,
    { id: name, name, contentType: 'application/json', schema: typeof schema === 'string' ? schema : JSON.stringify(schema) },
  ])
  const byName = Object.fromEntries(models)
  return sampleTemplate('a1', byName, byName.Root as Model).replace("#set($inputRoot = $input.path('$'))\n", '')
}

const number = { type: 'number' }

describe('sample templates', () => {
  it.each<[name: string, given: Record<string, object | string>, want: string]>([
    [
      'an object (the sample of the API reference)',
      { Root: { type: 'object', properties: { a: number, b: number, op: { type: 'string' }, c: number } } },
      '{\n  "a" : 3.1415,\n  "b" : 3.1415,\n  "op" : "foo",\n  "c" : 3.1415\n}',
    ],
    [
      'values of the other types',
      { Root: { properties: { n: { type: 'integer' }, b: { type: 'boolean' }, o: {}, t: { type: ['string', 'null'] } } } },
      '{\n  "n" : 42,\n  "b" : true,\n  "o" : {},\n  "t" : "foo"\n}',
    ],
    [
      'a list of objects',
      { Root: { type: 'array', items: { properties: { age: { type: 'integer' } } } } },
      '[\n##TODO: Update this foreach loop to reference array from input json\n#foreach($elem in $inputRoot)\n {\n  "age" : 42\n} \n#if($foreach.hasNext),#end\n#end\n]',
    ],
    [
      'a list in an object',
      { Root: { properties: { tags: { type: 'array', items: { type: 'string' } } } } },
      '{\n  "tags" : [\n##TODO: Update this foreach loop to reference array from input json\n#foreach($elem in $inputRoot.tags)\n   "foo" \n#if($foreach.hasNext),#end\n#end\n  ]\n}',
    ],
    ['a model that it names', { Root: { properties: { pet: to('Pet') } }, Pet: { type: 'string' } }, '{\n  "pet" : "foo"\n}'],
    ['a model that names itself', { Root: { properties: { next: to('Root') } } }, '{\n  "next" : {}\n}'],
    ['a model that is not there', { Root: to('Gone') }, '{}'],
    ['a schema that is no JSON', { Root: '<xml/>' }, '{}'],
  ])('%s', (_, given, want) => {
    expect(templateOf(given)).toBe(want)
  })
})
