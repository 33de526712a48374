import { diagnose, type Report } from '../../../base/diagnostic.ts'
import { isObject, type Json } from '../../../base/json.ts'
import { allocateNames, cut, hashSuffix, snakeCase } from '../../../base/names.ts'
import { originOf } from '../../../base/origin.ts'
import { follow, join, localPointer, tokens } from '../../../base/pointer.ts'
import type { ApiModel, Content, Operation } from '../../../model/api-model.ts'
import type { SpecDocument } from '../../../model/document.ts'
import type { Code } from '../../code.ts'
import { partsOf } from '../handlers/parts.ts'
import { createCompiler, type Declaration, type SchemaCompiler } from './compile-schema.ts'
import type { Dialect } from './dialect.ts'
import type { SchemaContext, Target } from './schema-context.ts'
import { withoutFiles } from './without-files.ts'

/** What is checked of a request, as names of functions. */
export interface OperationCheck {
  readonly parameters: readonly { readonly place: 'path' | 'query' | 'header' | 'cookie'; readonly member: string; readonly check: Code }[]
  /** `checks`: one for each media type, none where the body is bytes to the handler. */
  readonly body?: { readonly required: boolean; readonly checks: readonly BodyCheck[] }
}

/** The check of a body of a media type. */
export interface BodyCheck {
  readonly mediaType: string
  readonly check: Code | undefined
}

/** The checks of a model's operations, in the making. */
export interface OperationChecks {
  checkOf(operation: Operation): OperationCheck
  /** All functions and constants that the checks made so far need; call it once, last. */
  declarations(): Declaration[]
}

/** Compiles what requests must be. What cannot be checked is reported. */
export function createOperationChecks(model: ApiModel, document: SpecDocument, dialect: Dialect, report: Report): OperationChecks {
  const context = contextOf(model, document, 'request', report)
  const compiler = createCompiler(context, dialect)
  const checked = (operation: Operation, content: Content): Json | undefined => {
    if (content.form === 'binary') return undefined
    if (content.form !== 'multipart') return content.json
    const parts = partsOf(operation, content)
    return parts && withoutFiles(content.json, parts, context)
  }
  return {
    checkOf: (operation) => checkOf(compiler, operation, checked),
    declarations: compiler.declarations,
  }
}

/** What the compiler needs to know of a document. What cannot be checked is reported. */
export function contextOf(model: ApiModel, document: SpecDocument, direction: SchemaContext['direction'], report: Report): SchemaContext {
  const schemas = new Map(model.schemas.map((named) => [named.key, named]))
  return {
    direction,
    resolve: (ref) => resolve(ref, schemas),
    unchecked(what, pointer, why) {
      const code = what === 'pattern' ? 'emit/pattern-not-checked' : 'emit/reference-not-checked'
      report(diagnose(code, `The ${what} is not checked: ${why}.`, originOf(document.origins, pointer)))
    },
  }
}

/** The schema that a `$ref` leads to: a named one, or a part of one. */
function resolve(ref: string, schemas: ReadonlyMap<string, ApiModel['schemas'][number]>): Target | undefined {
  const pointer = localPointer(ref)
  const [first, second, key = '', ...rest] = pointer === undefined ? [] : tokens(pointer)
  const named = first === 'components' && second === 'schemas' ? schemas.get(key) : undefined
  if (pointer === undefined || !named) return undefined
  if (rest.length === 0) return { key: pointer, name: `schema${named.name}`, schema: named.json }
  const part = follow(named.json, pointer.slice(join('', 'components', 'schemas', key).length))
  if (!isObject(part) && typeof part !== 'boolean') return undefined
  return { key: pointer, name: `schema${named.name}_${hashSuffix(pointer)}`, schema: part }
}

/** Parameters arrive in an object a place. */
const PLACES = [
  { place: 'path', member: 'path' },
  { place: 'query', member: 'query' },
  { place: 'header', member: 'headers' },
  { place: 'cookie', member: 'cookies' },
] as const

/** `checked`: the schema of what a handler is given; none where that is bytes, which the schema of the document does not describe. */
function checkOf(
  compiler: SchemaCompiler,
  operation: Operation,
  checked: (operation: Operation, content: Content) => Json | undefined,
): OperationCheck {
  const { id, body } = operation
  const parameters = PLACES.flatMap(({ place, member }) => {
    const members = operation.parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, required, json, pointer }) => ({ name, required, schema: json, pointer: join(pointer, 'schema') }))
    return members.length === 0 ? [] : [{ place, member, check: compiler.membersOf(`${id}_${member}`, members) }]
  })
  if (!body) return { parameters }
  // Named by what they are of, so that a media type that is added renames no other.
  const names =
    body.contents.length > 1
      ? allocateNames(body.contents.map(({ mediaType }) => ({ key: mediaType, wish: `${id}_body_${wordsOf(mediaType)}` })))
      : undefined
  const checks = body.contents.map((content): BodyCheck => {
    const { mediaType, pointer } = content
    const schema = checked(operation, content)
    if (schema === undefined) return { mediaType, check: undefined }
    const name = names ? (names.get(mediaType) ?? '') : `${id}_body`
    return { mediaType, check: compiler.checkOf(name, { schema, pointer: join(pointer, 'schema') }) }
  })
  return { parameters, body: { required: body.required, checks } }
}

/** `json` of `application/json`, `any` of `*` on both sides. */
export function wordsOf(mediaType: string): string {
  return cut(snakeCase(mediaType.replace(/^application\//, '')), 64, '_') || 'any'
}
