import { describe, expect, it } from 'vitest'
import type { Json } from '../../../generator/base/json.ts'
import { schemaNames } from '../../../generator/emit/languages/type-names.ts'
import { typeOf } from '../../../generator/emit/languages/typescript-types.ts'
import type { ApiModel, Operation } from '../../../generator/model/api-model.ts'
import type { Schema } from '../../../generator/model/schema.ts'
import { derived } from '../../support/document.ts'
import { seeded } from '../../support/random.ts'
import { render } from '../../support/render.ts'
import { accepts, sampleOf } from '../../support/sample-schema.ts'

const SCHEMAS = {
  Tag: { type: 'object', required: ['label'], properties: { label: { type: 'string' } } },
  Pet: {
    type: 'object',
    required: ['id', 'name', 'age', 'tags'],
    properties: {
      id: { type: 'integer', readOnly: true },
      name: { type: 'string' },
      kind: { enum: ['cat', 'dog'] },
      age: { type: 'number' },
      sold: { type: ['boolean', 'null'] },
      tags: { type: 'array', items: { $ref: '#/components/schemas/Tag' } },
    },
  },
}

const PARAMETERS = [
  { name: 'petId', in: 'path', required: true, schema: { type: 'integer' } },
  { name: 'page', in: 'query', schema: { type: 'string' } },
  { name: 'limit', in: 'query', required: true, schema: { type: 'integer' } },
  { name: 'state', in: 'query', schema: { enum: ['open', 'closed'] } },
  { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
]

type Given = { readonly [key: string]: unknown }

const LAMBDA = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${Pets.Arn}/invocations'

/** An operation whose templates are given, by content type. */
function read(
  templates: Given,
  operation: Given = {},
  integration: Given = {},
): ReturnType<typeof derived> & { readonly operation: Operation } {
  const result = derived({
    components: { schemas: SCHEMAS },
    paths: {
      '/pets/{petId}': {
        put: {
          responses: { '200': { description: '' } },
          parameters: PARAMETERS,
          requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
          'x-amazon-apigateway-integration': { type: 'aws', httpMethod: 'POST', uri: LAMBDA, requestTemplates: templates, ...integration },
          ...operation,
        },
      },
    },
  })
  return { ...result, operation: result.model.operations[0] as Operation }
}

function eventOf(operation: Operation): Schema | undefined {
  return 'event' in operation.integration ? operation.integration.event : undefined
}

function printed(schema: Schema | undefined, model: ApiModel): string | undefined {
  return schema && typeOf(schema, { view: 'write', names: schemaNames(model) }).replace(/\s+/g, ' ')
}

const json = (text: string): Given => ({ 'application/json': text })

/** A template, and the type of the event that it makes. */
const TEMPLATES: readonly (readonly [name: string, template: string, type: string])[] = [
  ['the whole body', `$input.json('$')`, 'PetInput'],
  [
    'members of the body',
    `{"name": $input.json('$.name'), "kind": $input.json('$.kind'), "id": $input.json('$.id'), "whole": $input.body}`,
    '{ name: string; kind: "cat" | "dog" | ""; id: number | ""; whole: PetInput }',
  ],
  [
    'values between quotes and without',
    `#set($pet = $input.path('$'))\n{"name": "$pet.name", "kind": "$pet.kind", "age": $pet.age, "text": "$pet.age", "tags": $pet.tags}`,
    '{ name: string kind: "cat" | "dog" | "" age: number text: string tags: Tag[] }',
  ],
  [
    'parameters',
    `{"id": $input.params('petId'), "limit": $input.params().querystring.get('limit'), "page": "$input.params('page')", "state": "$input.params('state')", "trace": "$input.params().header.get('x-trace')"}`,
    '{ id: number limit: number page: string state: "open" | "closed" | "" trace: string }',
  ],
  [
    'members that a condition may leave out',
    `{#if($input.params('page') != "")"page": "$input.params('page')",#end"end": 1}`,
    '{ page?: string; end: 1 }',
  ],
  [
    'what a condition made sure of',
    `#set($pet = $input.path('$')){"end": null#if($pet.kind != ""), "kind": $input.json('$.kind'), "word": "$pet.kind"#end}`,
    '{ end: null; kind?: "cat" | "dog"; word?: "cat" | "dog" }',
  ],
  [
    'two ways to write one member',
    `{"page": #if($input.params('page') == "")null#{else}"$input.params('page')"#end}`,
    '{ page: null | string }',
  ],
  [
    'two whole objects',
    `#if($input.params('page') == "a b"){"op": "create", "name": $input.json('$.name')}#else{"op": "list"}#end`,
    '{ op: "create"; name: string } | { op: "list" }',
  ],
  [
    'a loop in a list',
    `[#foreach($tag in $input.path('$.tags')){"label": "$tag.label", "at": $foreach.index}#if($foreach.hasNext),#end#end]`,
    '{ label: string; at: number }[]',
  ],
  [
    'a loop over parameters',
    `{#foreach($name in $input.params().querystring.keySet())"$name": "$input.params().querystring.get($name)"#if($foreach.hasNext),#end#end}`,
    '{ [key: string]: string }',
  ],
  [
    'everything there is about a request, as API Gateway writes it',
    `#set($allParams = $input.params())
{
"body-json" : $input.json('$'),
"params" : {
#foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
"$type" : {
    #foreach($paramName in $params.keySet())
    "$paramName" : "$util.escapeJavaScript($params.get($paramName))"
        #if($foreach.hasNext),#end
    #end
}
    #if($foreach.hasNext),#end
#end
},
"stage-variables" : {
#foreach($key in $stageVariables.keySet())
"$key" : "$util.escapeJavaScript($stageVariables.get($key))"
    #if($foreach.hasNext),#end
#end
},
"context" : { "http-method" : "$context.httpMethod", "time" : $context.requestTimeEpoch }
}`,
    '{ "body-json": PetInput params: { [key: string]: { [key: string]: string } } "stage-variables": { [key: string]: string } context: { "http-method": string; time: number } }',
  ],
  [
    'variables that are set twice',
    `#set($comma = ""){#if($input.params('page') != "")$comma"page": "x"#set($comma = ", ")#end#if($input.params('state') != "")$comma"state": "$input.params('state')"#end}`,
    '{ page?: "x"; state?: "open" | "closed" }',
  ],
  [
    'literals',
    String.raw`{"text": "a\"b", "number": -1.5, "yes": true, "no": null, "object": {}, "list": [], "some": [1, "a", 1]}`,
    String.raw`{ text: "a\"b" number: -1.5 yes: true no: null object: { [key: string]: never } list: never[] some: (1 | "a")[] }`,
  ],
  [
    'what is calculated',
    `#set($tags = $input.path('$.tags'))#set($next = 1 + 1)#set($long = $tags.size() > 2){"size": $tags.size(), "next": $next, "long": $long, "empty": $tags.isEmpty()}`,
    '{ size: number; next: number; long: boolean; empty: boolean }',
  ],
  ['a block', `#define($page)"page": "$input.params('page')"#end{$page, "end": 1}`, '{ page: string; end: 1 }'],
  [
    'a text in a text',
    `#set($key = "pet-$input.params('page')")#set($tags = "$input.json('$.tags')"){"key": "$key", "tags": $tags}`,
    '{ key: string; tags: Tag[] }',
  ],
  ['names of members from the body', `{ $input.json('$.name'): $input.json('$.age') }`, '{ [key: string]: number }'],
  [
    'encoded texts',
    `{"body": "$util.base64Encode($input.body)", "page": "$util.urlEncode($input.params('page'))"}`,
    '{ body: string; page: string }',
  ],
  ['a parsed body', `#set($pet = $util.parseJson($input.body)){"age": $pet.age}`, '{ age: number }'],
  ['an early end', `{"a": 1}#if($input.params('page') == "-")#stop#end `, '{ a: 1 }'],
  [
    'paths to lists',
    `{"labels": $input.json('$.tags[*].label'), "first": "$input.path('$.tags[0].label')"}`,
    '{ labels: string[]; first: string }',
  ],
]

describe('the event of hand-written templates', () => {
  it.each(TEMPLATES)('%s', (_name, template, want) => {
    const { operation, model, reported } = read(json(template))
    expect(printed(eventOf(operation), model)).toBe(want)
    expect(reported).toEqual([])
  })

  it.each(TEMPLATES)('%s: is what the gateway prints', (_name, template) => {
    const { operation, model } = read(json(template))
    const event = eventOf(operation) as Schema
    const named = new Map(model.schemas.map(({ name, schema }) => [name, schema]))
    const random = seeded(7)
    let parsed = 0
    for (let run = 0; run < 200; run++) {
      const request = sampleRequest(operation, named, random)
      const { output } = render(template, request)
      let value: Json
      try {
        value = JSON.parse(output) as Json
      } catch {
        continue
      }
      parsed++
      expect(accepts(event, value, named), `${JSON.stringify(request)} → ${output}`).toBe(true)
    }
    expect(parsed).toBeGreaterThan(100)
  })
})

type Request = NonNullable<Parameters<typeof render>[1]>

function sampleRequest(operation: Operation, named: ReadonlyMap<string, Schema>, random: () => number): Request {
  const places: Record<string, Record<string, string>> = { path: {}, query: {}, header: {} }
  for (const { name, in: place, schema, required } of operation.parameters) {
    const values = places[place]
    if (values && (required || random() < 0.6)) values[name] = String(sampleOf(schema, named, random))
  }
  const content = operation.body?.contents[0]
  const body = content ? JSON.stringify(sampleOf(content.schema, named, random)) : ''
  return { path: places.path ?? {}, query: places.query ?? {}, header: places.header ?? {}, body, stageVariables: { alias: 'live' } }
}

describe('an event', () => {
  it('is one of several where content types have templates of their own, or none', () => {
    const content = { 'application/json': { schema: { type: 'string' } }, 'application/vnd.pet+json': { schema: { type: 'integer' } } }
    const body = { requestBody: { required: true, content } }
    const one = read({ 'application/json': '{"a": $input.json("$")}' }, body)
    expect(printed(eventOf(one.operation), one.model)).toBe('{ a: string } | number')
    const never = read({ 'application/json': '{"a": $input.json("$")}' }, body, { passthroughBehavior: 'never' })
    expect(printed(eventOf(never.operation), never.model)).toBe('{ a: string }')
    const both = read({ 'application/json': '{"a": $input.json("$")}', 'application/vnd.pet+json': '{"b": $input.json("$")}' }, body)
    expect(printed(eventOf(both.operation), both.model)).toBe('{ a: string } | { b: number }')
  })

  it('may be an empty body where none is required', () => {
    const content = { 'application/json': { schema: { type: 'array', items: { type: 'string' } } } }
    const { operation, model } = read(json('{"a": $input.json("$")}'), { requestBody: { content } })
    expect(printed(eventOf(operation), model)).toBe('{ a: string[] | { [key: string]: never } }')
  })

  it('is left to the run time where it is that of the contract', () => {
    const { operation } = read(json('{"metadata": {"operation": "putPets"}, "data": {"body": $input.json("$")}}'))
    expect(eventOf(operation)).toBeUndefined()
  })

  it.each([
    ['a parameter without quotes', `{"page": $input.params('page')}`, '{ page: unknown }', [`$input.params('page')`]],
    ['a text of the body without quotes', `{"a": [$input.path('$.name')]}`, '{ a: unknown[] }', [`$input.path('$.name')`]],
    ['an object that prints as Java does', `#set($m = {"a": 1}){"m": $m}`, '{ m: unknown }', ['$m']],
    ['what the template itself changed', `#set($p = $input.path('$'))#set($p.age = "x"){"age": $p.age}`, '{ age: unknown }', ['$p.age']],
    ['values side by side', `{"a": 1$input.params('limit')}`, '{ a: unknown }', [`$input.params('limit')`]],
    ['no JSON at all', `<pet>$input.path('$.name')</pet>`, 'unknown', ['<pet>']],
    ['what is no JSON in the middle', `{"a": 1 "b" #if(true)x#end}`, 'unknown', ['x']],
    ['nothing', '  ', 'unknown', ['  ']],
  ])('has no type for %s, and says so', (_name, template, want, places) => {
    const { operation, model, reported } = read(json(template))
    expect(printed(eventOf(operation), model)).toBe(want)
    expect(
      reported.map(({ code, at }) => [code, template.slice(at?.inside?.offset, (at?.inside?.offset ?? 0) + (at?.inside?.length ?? 0))]),
    ).toEqual(places.map((place) => ['derive/untyped-event', place]))
  })

  it('is made in time whatever the template', () => {
    const many = (text: string, count: number): string => text.repeat(count)
    const hostile = [
      many('[', 30_000),
      many(`#foreach($a in $input.path('$.tags'))`, 150) + many('#end', 150),
      `{${many(`#if($input.params('page') != "")"a": 1,#end`, 2000)}}`,
      `#if($a == "")1${Array.from({ length: 3000 }, (_, index) => `#elseif($b${index} == "")#set($c${index} = 1)`).join('')}#end{}`,
      `#set($a = $input.path('$'))${many('#set($a = $a.tags)', 3000)}"$a"`,
      `$input.path('$')${many('.a', 30_000)}`,
      many('#if($a)"#end', 5000),
    ]
    for (const template of hostile) expect(eventOf(read(json(template)).operation)).toBeDefined()
  })
})
