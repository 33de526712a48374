import { transformSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../../../generator/base/diagnostic.ts'
import { validators } from '../../../../generator/emit/validators/index.ts'
import type { OutputFile } from '../../../../generator/model/output.ts'
import * as check from '../../../../runtime/typescript/validation/check.ts'
import { compile } from '../../../support/compile.ts'
import { derived, specDocument } from '../../../support/document.ts'

interface Emitted {
  readonly files: readonly OutputFile[]
  readonly text: string
  readonly reported: readonly Diagnostic[]
  /** The violations of a request of the operation `run`, as `place pointer message`. */
  violations(request: { path?: unknown; query?: unknown; headers?: unknown; body?: unknown; contentType?: unknown }): string[]
}

function emit(operation: object, schemas: object = {}): Emitted {
  const root = {
    paths: { '/run/{id}': { post: { operationId: 'run', responses: { 200: { description: '' } }, ...operation } } },
    components: { schemas },
  }
  const reported: Diagnostic[] = []
  const input = { model: derived(root).model, document: specDocument(root) }
  const files = [...(validators.emit(input, (diagnostic) => reported.push(diagnostic)) as Iterable<OutputFile>)]
  const checks = files.filter(({ path }) => path.startsWith('generated/checks/'))
  const text = checks.map((file) => file.text).join('\n')
  const load = (module: string): { checkRun?: (request: object) => check.Violation[] } => {
    if (module.endsWith('/validation/check.js')) return check as object
    const file = checks.find(({ path }) => path === `generated/checks/${module.slice(2, -3)}.ts`)
    const made = { exports: {} }
    const { code } = transformSync(file?.text ?? '', { loader: 'ts', format: 'cjs', target: 'es2022' })
    new Function('module', 'require', code)(made, load)
    return made.exports
  }
  const module = load('./run.js')
  return {
    files,
    text,
    reported,
    violations: (request) => {
      const found = module.checkRun?.({ path: {}, query: {}, headers: {}, body: undefined, ...request }) ?? []
      return found.map(({ in: place, pointer, message }) => `${place} ${pointer} ${message}`)
    },
  }
}

const body = (schema: unknown, required = true): object => ({ requestBody: { required, content: { 'application/json': { schema } } } })
const parameters = (...list: object[]): object => ({ parameters: list })

describe('a check of a multipart body', () => {
  const file = { type: 'string', format: 'binary', minLength: 5 }
  const given = { bytes: new Uint8Array(200_000) }
  const { violations } = emit(
    { requestBody: { required: true, content: { 'multipart/form-data': { schema: { $ref: '#/components/schemas/Upload' } } } } },
    {
      Upload: {
        allOf: [{ $ref: '#/components/schemas/Named' }, { properties: { pages: { $ref: '#/components/schemas/Pages' } } }],
        required: ['photo'],
        properties: { photo: file },
        unevaluatedProperties: { type: 'integer' },
      },
      Named: { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 2 } } },
      Pages: { type: 'array', items: file, maxItems: 1 },
    },
  )

  it('says what is wrong with texts, and of files what is missing or too much', () => {
    expect(violations({ body: { name: 'ab', photo: given, pages: [given], n: 1 } })).toEqual([])
    expect(violations({ body: { name: 'a', pages: [given, given], n: 'x' } }).sort()).toEqual([
      'body /n must be an integer',
      'body /name must have at least 2 characters',
      'body /pages must have at most 1 item',
      'body /photo is required',
    ])
  })
})

describe('a check of an operation', () => {
  const { violations } = emit(
    {
      ...parameters(
        { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
        { name: 'page size', in: 'query', required: true, schema: { type: 'integer', maximum: 10 } },
        { name: 'X-Trace', in: 'header', schema: { type: 'string', pattern: '^[a-f0-9]{4}$' } },
        { name: 'session', in: 'cookie', required: true, schema: { type: 'string' } },
      ),
      ...body({ $ref: '#/components/schemas/Pet' }),
    },
    {
      Pet: {
        type: 'object',
        required: ['id', 'name', 'toString', 'kind'],
        properties: {
          id: { type: 'string', readOnly: true },
          kind: { $ref: '#/components/schemas/Kind' },
          name: { type: 'string', minLength: 2 },
          'a/b~c': { const: 1 },
          next: { $ref: '#/components/schemas/Pet' },
          tags: { type: 'array', items: { type: 'string', maxLength: 3 }, uniqueItems: true },
        },
        additionalProperties: { type: 'number' },
      },
      Kind: { enum: ['cat', 'dog'], readOnly: true },
    },
  )
  const good = { path: { id: 1 }, query: { 'page size': 1 }, headers: {}, body: { name: 'Rex', toString: 1 } }

  it.each<[string, object, string[]]>([
    ['a right request', {}, []],
    ['a path parameter of another type', { path: { id: 'x' } }, ['path /id must be an integer']],
    ['a path parameter too small', { path: { id: 0 } }, ['path /id must be at least 1']],
    ['a missing parameter', { query: {} }, ['query /page size is required']],
    ['a parameter of a prototype', { query: Object.create({ 'page size': 1 }) }, ['query /page size is required']],
    ['a parameter too large', { query: { 'page size': 11 } }, ['query /page size must be at most 10']],
    ['a header', { headers: { 'X-Trace': 'xyz' } }, ['header /X-Trace must match ^[a-f0-9]{4}$']],
    ['no body', { body: undefined }, ['body  is required']],
    ['null', { body: null }, ['body  must be an object']],
    [
      'a missing member, and one that every object inherits',
      { body: { id: 'x' } },
      ['body /name is required', 'body /toString is required'],
    ],
    ['a deep member', { body: { ...good.body, next: { name: 'R', toString: 1 } } }, ['body /next/name must have at least 2 characters']],
    ['a name with slashes', { body: { ...good.body, 'a/b~c': 2 } }, ['body /a~1b~0c must be 1']],
    ['an undeclared member', { body: { ...good.body, more: 'x' } }, ['body /more must be a number']],
    ['__proto__', { body: JSON.parse('{"name":"Rex","toString":1,"__proto__":"x"}') }, ['body /__proto__ must be a number']],
    ['an enumeration', { body: { ...good.body, kind: 'cow' } }, ['body /kind must be "cat" or "dog"']],
    [
      'items',
      { body: { ...good.body, tags: ['abcd', 1, 'a'] } },
      ['body /tags/0 must have at most 3 characters', 'body /tags/1 must be a string'],
    ],
    ['equal items', { body: { ...good.body, tags: ['a', 'a'] } }, ['body /tags must not have an item twice']],
  ])('%s', (_, change, want) => {
    expect(violations({ ...good, ...change })).toEqual(want)
  })

  it('gives up on what is nested too deeply', () => {
    let deep: object = { name: 'Rex', toString: 1 }
    for (let level = 0; level < 5_000; level++) deep = { name: 'Rex', toString: 1, next: deep }
    expect(violations({ ...good, body: deep })).toEqual(['body  must not be nested deeper than 100 levels'])
  })

  it('names a hundred violations at most', () => {
    expect(violations({ ...good, body: { ...good.body, tags: Array.from({ length: 1_000 }, (_, index) => index) } })).toHaveLength(100)
  })
})

describe('a body', () => {
  it('need not be there when it is not required', () => {
    const { violations } = emit(body({ type: 'object' }, false))
    expect([violations({}), violations({ body: 1 })]).toEqual([[], ['body  must be an object']])
  })

  it('is checked as the media type it has', () => {
    const content = {
      'application/json; charset=utf-8': { schema: { type: 'object', required: ['a'] } },
      'text/plain': { schema: { type: 'string', maxLength: 1 } },
      'application/x-www-form-urlencoded': { schema: { type: 'object', properties: { a: { type: 'integer' } } } },
      'image/png': { schema: { type: 'string', format: 'binary' } },
    }
    const { violations } = emit({ requestBody: { required: true, content } })
    expect(violations({ body: {}, contentType: 'application/json; charset=utf-8' })).toEqual(['body /a is required'])
    expect(violations({ body: {}, contentType: 'APPLICATION/JSON' })).toEqual(['body /a is required'])
    expect(violations({ body: 'xy', contentType: 'text/plain' })).toEqual(['body  must have at most 1 character'])
    expect(violations({ body: { a: 'x' }, contentType: 'application/x-www-form-urlencoded' })).toEqual(['body /a must be an integer'])
    expect(violations({ body: new Uint8Array(), contentType: 'image/png' })).toEqual([])
    expect(violations({ contentType: 'text/plain' })).toEqual(['body  is required'])
  })

  it('has one function for each media type, named after it', () => {
    const schema = { type: 'object', required: ['a'] }
    const content = { 'application/json': { schema }, 'application/vnd.a+json': { schema }, 'application/vnd-a+json': { schema } }
    const { files } = emit({ requestBody: { content } })
    const text = files.find(({ path }) => path === 'generated/checks/run.ts')?.text ?? ''
    const names = [...text.matchAll(/function (\w+_body_\w+)\(/g)].map(([, name = '']) => name.replace(/[0-9a-f]{8}$/, '#'))
    expect(names.sort()).toEqual(['run_body_json', 'run_body_vnd_a_json#', 'run_body_vnd_a_json#'])
  })

  it('of an alternative says what is wrong with the only one of its kind', () => {
    const cat = { type: 'object', required: ['purrs'], properties: { kind: { const: 'cat' } } }
    const { violations } = emit(body({ anyOf: [{ $ref: '#/components/schemas/Cat' }, { type: 'null' }] }), { Cat: cat })
    expect(violations({ body: {} })).toEqual(['body /purrs is required'])
    expect(violations({ body: 1 })).toEqual(['body  must match one of 2 alternatives'])
    expect(violations({ body: null })).toEqual([])
  })

  it('of exactly one of several alternatives may not match two', () => {
    const { violations } = emit(body({ oneOf: [{ type: 'integer' }, { minimum: 2 }] }))
    expect(violations({ body: 3 })).toEqual(['body  must match exactly one of 2 alternatives, not 2'])
  })

  it('cannot make a check run for ever', () => {
    const node = {
      anyOf: [
        { properties: { next: { $ref: '#/components/schemas/Node' } }, required: ['x'] },
        { properties: { next: { $ref: '#/components/schemas/Node' } } },
      ],
    }
    const { violations } = emit(body({ $ref: '#/components/schemas/Node' }), { Node: node })
    let deep: object = {}
    for (let level = 0; level < 40; level++) deep = { next: deep }
    expect(violations({ body: deep })).toEqual(['body  must be smaller to be checked'])
  })
})

describe('what is not checked is reported', () => {
  const codes = ({ reported }: Emitted): string[] => reported.map(({ code, at }) => `${code} ${at?.pointer}`)
  const at = '/paths/~1run~1{id}/post/requestBody/content/application~1json/schema'

  it.each([
    ['a pattern that looks behind', { type: 'string', pattern: '(?<=a)b' }, [`emit/pattern-not-checked ${at}/pattern`]],
    ['a pattern that is bound later', { type: 'string', pattern: '${Pattern}' }, [`emit/pattern-not-checked ${at}/pattern`]],
    ['a dynamic reference', { $dynamicRef: '#node' }, [`emit/reference-not-checked ${at}`]],
    ['a reference to nothing', { $ref: '#/components/schemas/Nobody' }, [`emit/reference-not-checked ${at}`]],
  ])('%s', (_, schema, want) => {
    const emitted = emit(body(schema))
    expect(codes(emitted)).toEqual(want)
    expect(emitted.violations({ body: 'x' })).toEqual([])
  })

  it('a schema that is nothing but itself', () => {
    const emitted = emit(body({ $ref: '#/components/schemas/A' }), {
      A: { allOf: [{ $ref: '#/components/schemas/B' }] },
      B: { anyOf: [{ $ref: '#/components/schemas/A' }] },
    })
    expect(new Set(codes(emitted).map((line) => line.split(' ')[0]))).toEqual(new Set(['emit/reference-not-checked']))
    expect(emitted.violations({ body: 1 })).toEqual([])
  })

  it('and a member whose name a pattern might allow is let through', () => {
    const emitted = emit(body({ patternProperties: { '(?<=a)b': { type: 'string' } }, additionalProperties: false }))
    expect(codes(emitted)).toHaveLength(1)
    expect(emitted.violations({ body: { b: 1 } })).toEqual([])
  })
})

describe('what is checked in part only', () => {
  const partly = { type: 'string', pattern: '(?<=a)b' }
  it.each<[string, object]>([
    ['not', { not: partly }],
    ['oneOf', { oneOf: [partly, { type: 'string' }] }],
    ['if', { if: partly, else: false }],
    ['maxContains', { contains: partly, minContains: 0, maxContains: 1 }],
    ['not, by a reference', { not: { $ref: '#/components/schemas/Partly' } }],
  ])('%s refuses nothing', (_, schema) => {
    const { violations } = emit(body(schema), { Partly: partly })
    expect([violations({ body: 'x' }), violations({ body: ['x', 'y'] })]).toEqual([
      [],
      'oneOf' in schema ? ['body  must match one of 2 alternatives'] : [],
    ])
  })
})

describe('schemas as they are found', () => {
  it.each<[string, unknown]>([
    ['a text', 'string'],
    [
      'keywords of wrong types',
      { type: 7, enum: 'x', minimum: '1', maxLength: -1, required: 'a', properties: [], items: 3, allOf: {}, pattern: 1, not: 'x' },
    ],
    ['an intrinsic in place of a schema', { 'Fn::If': ['A', { type: 'string' }, { type: 'number' }] }],
    ['a type that there is not among others', { type: ['Integer', 'null'] }],
    ['an intrinsic in place of a value', { enum: [{ Ref: 'Kind' }], maximum: { Ref: 'Max' } }],
    ['names of every object', { properties: { constructor: { type: ['string'] }, hasOwnProperty: true } }],
  ])('%s is no constraint', (_, schema) => {
    expect(emit(body(schema)).violations({ body: { constructor: 'x' } })).toEqual([])
  })

  it('print code that compiles, however strict the compiler', () => {
    let nested: object = { type: 'string', pattern: '^\\p{L}$', format: 'email' }
    for (let level = 0; level < 30; level++)
      nested =
        level % 3 === 0
          ? { properties: { '__proto__"\n*/': nested } }
          : level % 3 === 1
            ? { items: nested }
            : { anyOf: [nested, { type: 'null' }] }
    const odd = {
      if: { required: ['a'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { minProperties: 2 },
      else: false,
      not: { const: '*/ </script>' },
      dependentRequired: { a: ['b'] },
      dependentSchemas: { a: true, b: { maxProperties: 3 } },
      propertyNames: { maxLength: 5 },
      patternProperties: { '^x': { type: 'integer' }, y: true },
      unevaluatedProperties: { type: 'string' },
      prefixItems: [{ type: 'string' }],
      contains: { const: 1 },
      maxContains: 2,
      unevaluatedItems: false,
    }
    // Every item counts, or none, so no item is looked at.
    const blind = [true, false].map((contains) => ({ contains, unevaluatedItems: false }))
    const { files, violations } = emit(body({ allOf: [nested, odd, ...blind, { $ref: '#/components/schemas/E' }] }), { E: {} })
    expect(compile({ a: files }, { noUnusedLocals: true, noUnusedParameters: true })).toEqual([])
    expect(violations({ body: 1 })).toEqual([])
  })
})
