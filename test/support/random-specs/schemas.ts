import fc, { type Arbitrary } from 'fast-check'
import type { Json, JsonObject } from '../../../generator/base/json.ts'
import { escapeToken } from '../../../generator/base/pointer.ts'
import { name, prose } from './names.ts'

/** The versions of OpenAPI whose schemas differ. */
export type Dialect = '2.0' | '3.0' | '3.1'

/** What a schema may refer to. */
export interface Scope {
  readonly dialect: Dialect
  readonly schemas: readonly string[]
}

/** Where named schemas stand. */
export function schemaPointer({ dialect }: Pick<Scope, 'dialect'>): string {
  return dialect === '2.0' ? '#/definitions/' : '#/components/schemas/'
}

const value: Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>('a', 'A', '', 'a b', '1', 1, 0, -1, 1.5, 1e21, true, false, null),
  name,
  fc.constantFrom<Json>([], {}, [1, 'a'], { a: 1 }, { __proto__: null, a: [null] }),
)

/** Draws each member or leaves it out. */
export function members(model: Readonly<Record<string, Arbitrary<Json>>>, always: readonly string[] = []): Arbitrary<JsonObject> {
  return fc.record(model, { requiredKeys: [...always] }) as Arbitrary<JsonObject>
}

function merged(...parts: readonly Arbitrary<JsonObject>[]): Arbitrary<JsonObject> {
  return fc.tuple(...parts).map((all) => Object.assign({}, ...all) as JsonObject)
}

/** Members under odd names: an object of any names is made property by property, so that `__proto__` is one. */
export function dictionary(key: Arbitrary<string>, item: Arbitrary<Json>, maxLength = 4): Arbitrary<JsonObject> {
  return fc.array(fc.tuple(key, item), { maxLength }).map((entries) => Object.fromEntries(entries))
}

/** Any schema of a dialect, of which `scope.schemas` are named; some mean nothing, and none is more than people write. */
export function schema(scope: Scope): Arbitrary<Json> {
  const { dialect } = scope
  return fc.letrec<{ schema: Json; leaf: Json; tree: Json }>((tie) => ({
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: tie('leaf') },
      { weight: 2, arbitrary: tie('tree') },
    ),
    leaf: leaf(scope),
    tree: fc.oneof(
      { weight: 5, arbitrary: object(scope, tie('schema')) },
      { weight: 3, arbitrary: array(scope, tie('schema')) },
      { weight: 3, arbitrary: composition(scope, tie('schema')) },
      ...(dialect === '3.1' ? [{ weight: 1, arbitrary: applicators(tie('schema')) }] : []),
    ),
  })).schema
}

function annotations(dialect: Dialect): Arbitrary<JsonObject> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: members({
        description: prose,
        title: name,
        default: value,
        example: value,
        readOnly: fc.boolean(),
        ...(dialect !== '2.0' && { writeOnly: fc.boolean(), deprecated: fc.boolean() }),
        ...(dialect === '3.0' && { nullable: fc.boolean() }),
        ...(dialect === '2.0' && { 'x-nullable': fc.boolean() }),
        ...(dialect === '3.1' && { examples: fc.array(value, { maxLength: 2 }), $comment: prose }),
        externalDocs: fc.constant({ url: 'https://example.com' }),
        xml: fc.constant({ name: 'x', wrapped: true }),
      }),
    },
  )
}

function leaf(scope: Scope): Arbitrary<Json> {
  const { dialect } = scope
  const text = members(
    {
      type: fc.constant('string'),
      format: fc.constantFrom('date', 'date-time', 'uuid', 'byte', 'binary', 'email', 'password', 'int64', 'made-up'),
      pattern: fc.constantFrom('^[a-z]+$', '', '[', '\\d{3}-\\d{4}', '^\\p{L}$', '(?i)a', '^(?!x)', '/', '`${a}`', '*/', '\n'),
      minLength: fc.constantFrom<Json>(0, 1, 3),
      maxLength: fc.constantFrom<Json>(0, 5, 1e9),
      enum: fc.array(fc.oneof(fc.constantFrom('a', 'b', 'A', ''), name), { maxLength: 4 }),
    },
    ['type'],
  )
  const number = members(
    {
      type: fc.constantFrom('number', 'integer'),
      format: fc.constantFrom('int32', 'int64', 'float', 'double', 'decimal'),
      minimum: fc.constantFrom<Json>(0, -1.5, 1e300),
      maximum: fc.constantFrom<Json>(0, 10, Number.MAX_SAFE_INTEGER + 1),
      multipleOf: fc.constantFrom<Json>(1, 0.01),
      ...(dialect === '3.1'
        ? { exclusiveMinimum: fc.constantFrom<Json>(0, 5) }
        : { exclusiveMinimum: fc.boolean(), exclusiveMaximum: fc.boolean() }),
      enum: fc.array(fc.constantFrom<Json>(1, 2, -3, 0.5), { maxLength: 3 }),
    },
    ['type'],
  )
  const mixed = members({ enum: fc.array(value, { maxLength: 5 }), 'x-enum-varnames': fc.array(name, { maxLength: 5 }) }, ['enum'])
  const newer: { weight: number; arbitrary: Arbitrary<JsonObject> }[] = [
    { weight: 1, arbitrary: members({ const: value }, ['const']) },
    { weight: 1, arbitrary: fc.constant({ type: 'null' }) },
    {
      weight: 2,
      arbitrary: members(
        {
          type: fc.uniqueArray(fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'object', 'array'), { maxLength: 4 }),
          enum: fc.array(value, { maxLength: 3 }),
          minLength: fc.constant(1),
        },
        ['type'],
      ),
    },
    {
      weight: 1,
      arbitrary: members(
        { type: fc.constant('string'), contentMediaType: fc.constant('application/json'), contentEncoding: fc.constant('base64') },
        ['type'],
      ),
    },
  ]
  const plain = merged(
    fc.oneof(
      { weight: 6, arbitrary: text },
      { weight: 4, arbitrary: number },
      { weight: 2, arbitrary: fc.constant({ type: 'boolean' }) },
      { weight: 1, arbitrary: mixed },
      { weight: 1, arbitrary: fc.constant({}) },
      {
        weight: 1,
        arbitrary: fc.constantFrom<JsonObject>(
          { type: 'object' },
          { type: 'array' },
          { type: 'file' },
          { type: 'any' },
          { type: '' },
          { format: 'date' },
        ),
      },
      ...(dialect === '3.1' ? newer : []),
    ),
    annotations(dialect),
  )
  return fc.oneof(
    { weight: 6, arbitrary: plain },
    ...(scope.schemas.length > 0 ? [{ weight: 3, arbitrary: reference(scope) }] : []),
    ...(dialect === '3.1' ? [{ weight: 1, arbitrary: fc.boolean() }] : []),
  )
}

function reference(scope: Scope): Arbitrary<JsonObject> {
  const to = fc
    .constantFrom(...scope.schemas)
    .map((name): JsonObject => ({ $ref: `${schemaPointer(scope)}${encodeURIComponent(escapeToken(name)).replaceAll('%20', ' ')}` }))
  return fc.oneof(
    { weight: 6, arbitrary: to },
    // Beside a reference there may be anything: 3.1 reads it, the others ignore it.
    {
      weight: 1,
      arbitrary: merged(
        to,
        members({
          description: prose,
          nullable: fc.boolean(),
          minLength: fc.constant(1),
          properties: fc.constant({ more: { type: 'string' } }),
          readOnly: fc.boolean(),
        }),
      ),
    },
  )
}

function object(scope: Scope, inner: Arbitrary<Json>): Arbitrary<JsonObject> {
  const { dialect } = scope
  return dictionary(name, inner, 5).chain((properties) =>
    merged(
      members(
        {
          type: fc
            .constant<Json>(dialect === '3.1' ? ['object', 'null'] : 'object')
            .chain((type) => fc.constantFrom<Json>('object', 'object', type)),
          properties: fc.constant(properties),
          required: fc.oneof(
            { weight: 3, arbitrary: fc.subarray(Object.keys(properties)) },
            { weight: 1, arbitrary: fc.uniqueArray(name, { minLength: 1, maxLength: 2 }) },
          ),
          additionalProperties: fc.oneof<Arbitrary<Json>[]>(fc.boolean(), inner, fc.constant({})),
          minProperties: fc.constant(1),
          maxProperties: fc.constant(9),
          patternProperties: dictionary(fc.constantFrom('^x-', '.*', '[', '^\\d+$'), inner, 2),
          ...(dialect === '3.1' && {
            propertyNames: fc.constant({ pattern: '^[a-z]' }),
            unevaluatedProperties: fc.boolean(),
            dependentRequired: fc.constant({ id: ['name'] }),
          }),
        },
        ['properties'],
      ),
      annotations(dialect),
    ),
  )
}

function array({ dialect }: Scope, inner: Arbitrary<Json>): Arbitrary<JsonObject> {
  return merged(
    members(
      {
        type: fc.constant('array'),
        items: fc.oneof(
          { weight: 5, arbitrary: inner },
          { weight: 1, arbitrary: dialect === '3.1' ? fc.boolean() : fc.array(inner, { maxLength: 3 }) },
        ),
        minItems: fc.constantFrom<Json>(0, 1, 2),
        maxItems: fc.constantFrom<Json>(1, 3, 1000),
        uniqueItems: fc.boolean(),
        additionalItems: fc.oneof<Arbitrary<Json>[]>(fc.boolean(), inner),
        ...(dialect === '3.1' && {
          prefixItems: fc.array(inner, { maxLength: 3 }),
          contains: inner,
          minContains: fc.constant(1),
          unevaluatedItems: fc.boolean(),
        }),
      },
      ['type'],
    ),
    annotations(dialect),
  )
}

function composition(scope: Scope, inner: Arbitrary<Json>): Arbitrary<JsonObject> {
  const list = fc.array(inner, { minLength: 0, maxLength: 3 })
  const mapping = fc.array(fc.tuple(name, scope.schemas.length > 0 ? fc.constantFrom(...scope.schemas) : fc.constant('Missing')), {
    maxLength: 3,
  })
  const discriminator: Arbitrary<Json> =
    scope.dialect === '2.0'
      ? name
      : fc.record(
          {
            propertyName: name,
            mapping: mapping.map((pairs) =>
              Object.fromEntries(pairs.map(([key, to], index) => [key, index % 2 === 0 ? `${schemaPointer(scope)}${to}` : to])),
            ),
          },
          { requiredKeys: ['propertyName'] },
        )
  const union = fc.constantFrom('oneOf', 'anyOf')
  return merged(
    fc.oneof(
      { weight: 3, arbitrary: fc.tuple(union, list).map(([key, all]): JsonObject => ({ [key]: all })) },
      { weight: 3, arbitrary: list.map((all): JsonObject => ({ allOf: all })) },
      { weight: 1, arbitrary: inner.map((one): JsonObject => ({ not: one })) },
      { weight: 1, arbitrary: fc.record({ oneOf: list, anyOf: list, allOf: list }) as Arbitrary<JsonObject> },
    ),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: discriminator.map((value): JsonObject => ({ discriminator: value })) },
    ),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.constant({ type: 'object' }) },
      { weight: 1, arbitrary: dictionary(name, inner, 2).map((properties): JsonObject => ({ properties })) },
      { weight: 1, arbitrary: fc.constant({ required: ['id'] }) },
    ),
    annotations(scope.dialect),
  )
}

/** What only 3.1 has, where a schema is all of JSON Schema. */
function applicators(inner: Arbitrary<Json>): Arbitrary<JsonObject> {
  return fc.oneof(
    fc
      .record({ if: inner, yes: inner, else: inner })
      .map(({ yes, ...rest }): JsonObject => Object.fromEntries([...Object.entries(rest), ['then', yes]])),
    inner.map((one): JsonObject => ({ $defs: { Inner: one }, type: 'object', properties: { a: { type: 'string' } } })),
    inner.map((one): JsonObject => ({ dependentSchemas: { id: one } })),
    fc.constantFrom<JsonObject>(
      { $anchor: 'here' },
      { $id: 'https://example.com/a.json', type: 'string' },
      { $dynamicAnchor: 'node' },
      { $schema: 'https://json-schema.org/draft/2020-12/schema' },
    ),
  )
}
