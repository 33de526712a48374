import { asArray, asObject, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { isIntrinsic } from '../base/late-bound.ts'
import { methodOf } from '../base/methods.ts'
import { join } from '../base/pointer.ts'
import type { Holder, OperationNode, SchemaNode, TemplateNode, View } from './rule.ts'

/** Who is told of each node. */
export interface Listener {
  object(holder: Holder, value: JsonObject, pointer: string): void
  extension(holder: Holder, key: string, value: Json, pointer: string): void
  path(path: string, value: JsonObject, pointer: string): void
  operation(node: OperationNode): void
  response(status: string, value: JsonObject, pointer: string, operation: OperationNode): void
  schema(node: SchemaNode): void
  template(node: TemplateNode): void
}

const SCHEMA_MAPS: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])
const SCHEMA_LISTS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const SCHEMAS: ReadonlySet<string> = new Set([
  'items',
  'additionalProperties',
  'additionalItems',
  'unevaluatedProperties',
  'unevaluatedItems',
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
])

/** The one walk over a normalized document, in its order; nothing behind a `$ref` is visited twice. */
export function walk(view: View, listener: Listener): void {
  const { root } = view
  hold(listener, 'root', root, '')
  if (isObject(own(root, 'info'))) hold(listener, 'info', root.info as JsonObject, '/info')
  for (const [index, server] of asArray(own(root, 'servers')).entries()) {
    if (isObject(server)) hold(listener, 'server', server, join('/servers', index))
  }
  for (const [index, tag] of asArray(own(root, 'tags')).entries()) if (isObject(tag)) hold(listener, 'tag', tag, join('/tags', index))
  const operations = new Map(view.operations.map((operation) => [operation.pointer, operation]))
  for (const { path, value, pointer } of view.paths) {
    listener.path(path, value, pointer)
    hold(listener, 'path', value, pointer)
    for (const key of Object.keys(value)) {
      const operation = methodOf(key) === undefined ? undefined : operations.get(join(pointer, key))
      if (operation) operationNode(operation, listener)
    }
  }
  components(view, listener)
}

/** Tells of an object and of its vendor members. */
function hold(listener: Listener, holder: Holder, value: JsonObject, pointer: string): void {
  if (isIntrinsic(value)) return
  listener.object(holder, value, pointer)
  for (const key of Object.keys(value)) {
    if (key.startsWith('x-')) listener.extension(holder, key, value[key] as Json, join(pointer, key))
  }
}

function operationNode(operation: OperationNode, listener: Listener): void {
  const { value, pointer } = operation
  listener.operation(operation)
  hold(listener, 'operation', value, pointer)
  for (const [index, item] of asArray(own(value, 'parameters')).entries())
    parameter(item as Json, join(pointer, 'parameters', index), listener)
  const body = own(value, 'requestBody')
  if (isObject(body) && !Object.hasOwn(body, '$ref')) {
    hold(listener, 'body', body, join(pointer, 'requestBody'))
    content(own(body, 'content'), join(pointer, 'requestBody', 'content'), listener)
  }
  for (const [status, item] of Object.entries(asObject(own(value, 'responses')))) {
    const at = join(pointer, 'responses', status)
    if (!isObject(item) || status.startsWith('x-')) continue
    listener.response(status, item, at, operation)
    response(item, at, listener)
  }
  for (const template of operation.templates) listener.template(template)
}

function parameter(item: Json, pointer: string, listener: Listener): void {
  if (!isObject(item) || Object.hasOwn(item, '$ref')) return
  hold(listener, 'parameter', item, pointer)
  schema(own(item, 'schema'), join(pointer, 'schema'), 'parameter', listener)
  content(own(item, 'content'), join(pointer, 'content'), listener)
}

function response(item: JsonObject, pointer: string, listener: Listener): void {
  if (Object.hasOwn(item, '$ref')) return
  hold(listener, 'response', item, pointer)
  for (const [name, header] of Object.entries(asObject(own(item, 'headers')))) {
    if (isObject(header)) schema(own(header, 'schema'), join(pointer, 'headers', name, 'schema'), 'parameter', listener)
  }
  content(own(item, 'content'), join(pointer, 'content'), listener)
}

function content(value: Json | undefined, pointer: string, listener: Listener): void {
  for (const [type, media] of Object.entries(asObject(value))) {
    if (isObject(media)) schema(own(media, 'schema'), join(pointer, type, 'schema'), 'body', listener)
  }
}

function schema(value: Json | undefined, pointer: string, use: SchemaNode['use'], listener: Listener): void {
  if (!isObject(value) || isIntrinsic(value)) return
  listener.schema({ value, pointer, use })
  hold(listener, 'schema', value, pointer)
  for (const key of Object.keys(value)) {
    const inner = value[key]
    if (typeof inner !== 'object' || inner === null) continue
    if (SCHEMA_MAPS.has(key)) {
      for (const [name, member] of Object.entries(asObject(inner))) schema(member as Json, join(pointer, key, name), use, listener)
    } else if (SCHEMA_LISTS.has(key)) {
      for (const [index, member] of asArray(inner).entries()) schema(member as Json, join(pointer, key, index), use, listener)
    } else if (SCHEMAS.has(key)) schema(inner as Json, join(pointer, key), use, listener)
  }
}

function components(view: View, listener: Listener): void {
  const value = own(view.root, 'components')
  if (!isObject(value)) return
  hold(listener, 'components', value, '/components')
  const section = (name: string): [string, Json, string][] =>
    Object.entries(asObject(own(value, name))).map(([key, item]) => [key, item as Json, join('/components', name, key)])
  for (const [, item, pointer] of section('schemas')) schema(item, pointer, 'body', listener)
  for (const [, item, pointer] of section('parameters')) parameter(item, pointer, listener)
  for (const [, item, pointer] of section('requestBodies')) {
    if (!isObject(item) || Object.hasOwn(item, '$ref')) continue
    hold(listener, 'body', item, pointer)
    content(own(item, 'content'), join(pointer, 'content'), listener)
  }
  for (const [, item, pointer] of section('responses')) if (isObject(item)) response(item, pointer, listener)
  for (const { value: scheme, pointer } of view.schemes) hold(listener, 'scheme', scheme, pointer)
}
