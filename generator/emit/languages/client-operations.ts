import { diagnose, type Report } from '../../base/diagnostic.ts'
import { allocateFileNames, allocateNames, camelCase, kebabCase } from '../../base/names.ts'
import type { ApiModel, Content, Operation, Parameter, Response, SecurityScheme } from '../../model/api-model.ts'
import type { Schema } from '../../model/schema.ts'
import { distinctlySent } from './sent-type.ts'
import type { OperationTypeNames, SchemaNames } from './typescript-names.ts'
import { operationTypeNames, schemaNames } from './typescript-names.ts'

/** A function of a generated client as plain data: printed once as TypeScript, once as JavaScript with its declarations. */
export interface ClientOperation {
  readonly operation: Operation
  readonly name: string
  readonly types: OperationTypeNames
  readonly inputs: readonly ClientInput[]
  /** Literal texts, percent-encoded, and variables in turn. */
  readonly path: readonly (string | Written)[]
  /** Query parameters written as `name=value`, once for every item. */
  readonly query: readonly { readonly name: string; readonly key: string }[]
  /** Query parameters written in another way. */
  readonly writtenQuery: readonly Written[]
  readonly headers: readonly { readonly name: string; readonly value: Written }[]
  readonly cookies: readonly Written[]
  readonly body: readonly Content[]
  readonly bodyRequired: boolean
  readonly responses: readonly Response[]
  readonly read: 'readText' | 'readJson' | 'readAny'
  /** Alternatives of names in `ClientModel.schemes`; empty where nothing is attached. */
  readonly auth: readonly (readonly string[])[]
  readonly repeatable: boolean
  readonly pages?: { readonly name: string; readonly token: string; readonly next: string; readonly items: string }
}

/** A member of the input of a function. */
export interface ClientInput {
  readonly key: string
  /** `text`: a string without a schema. `method`: any HTTP method. */
  readonly type: Schema | 'text' | 'method'
  readonly required: boolean
  readonly description?: string
  readonly deprecated: boolean
}

/** A value of the input, and the function of the runtime that writes it; `plain` is the value itself. */
export interface Written {
  readonly with:
    | 'plain'
    | 'unique'
    | 'segment'
    | 'greedy'
    | 'simple'
    | 'label'
    | 'matrix'
    | 'jsonSegment'
    | 'pairs'
    | 'formPairs'
    | 'delimited'
    | 'deepObject'
    | 'jsonPair'
    | 'headerText'
    | 'jsonHeader'
  readonly key: string
  /** The name on the wire, where the function wants it. */
  readonly name?: string
  readonly extra?: boolean | string
}

/** A security scheme that a client can serve. */
export interface ClientScheme {
  /** Its name in the document, and as a member of `auth`. */
  readonly name: string
  /** Name of its constant. */
  readonly constant: string
  readonly scheme: SecurityScheme
}

/** All functions of a client. */
export interface ClientModel {
  /** Operations by file, in the order of the document. */
  readonly groups: readonly { readonly file: string; readonly operations: readonly ClientOperation[] }[]
  readonly schemes: readonly ClientScheme[]
  readonly names: SchemaNames
}

/** Names that the index of a client exports itself, words that a function may not be called, and the parameters of all functions. */
const TAKEN = new Set(['createclient', 'sigv4', 'basic', 'send', 'then', 'client', 'input', 'options'])
/** Members of the input that are no parameters, and names that every object answers to. */
const RESERVED = new Set(['body', 'contentType', 'method', ...Object.getOwnPropertyNames(Object.prototype)])
/** Methods whose bodies `fetch` refuses to send. */
export const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD'])
const IAM = 'iam'

/** Describes the functions of a client for a model, and reports what they cannot do. Operations that answer preflight requests have none. */
export function clientModel(model: ApiModel, report: Report): ClientModel {
  const names = schemaNames(model)
  const types = operationTypeNames(model, names)
  const operations = model.operations.filter((operation) => !operation.preflight)
  const schemes = clientSchemes(model, operations)
  reportLosses(operations, report)
  const functions = new Map(operations.map(({ id }) => [id, TAKEN.has(id.toLowerCase()) ? `${id}_` : id]))
  const iterators = allocateNames(
    operations.filter((operation) => operation.pagination).map(({ id }) => ({ key: id, wish: `${id}Items` })),
    new Set([...functions.values(), ...TAKEN]),
  )
  const schemas = new Map(model.schemas.map((named) => [named.name, named.schema]))
  const groups = new Map<string, ClientOperation[]>()
  for (const operation of operations) {
    const { id } = operation
    const described = describe(operation, {
      name: functions.get(id) ?? id,
      types: types.get(id) ?? { request: `${id}Request`, response: `${id}Response` },
      items: iterators.get(id),
      schemes,
      schemas,
    })
    const group = groupOf(operation)
    const others = groups.get(group)
    if (others) others.push(described)
    else groups.set(group, [described])
  }
  const files = allocateFileNames([...groups.keys()].map((group) => ({ key: group, wish: kebabCase(group) || 'operations' })))
  return {
    groups: [...groups].map(([group, described]) => ({ file: files.get(group) ?? group, operations: described })),
    schemes,
    names,
  }
}

function reportLosses(operations: readonly Operation[], report: Report): void {
  const [first, ...others] = operations.filter(({ method, body }) => body && BODILESS.has(method))
  if (first) {
    const more = others.length > 0 ? `, and of ${others.length} more` : ''
    report(
      diagnose('emit/body-not-sent', `Generated clients cannot send the body of \`${first.method} ${first.path}\`${more}.`, first.origin),
    )
  }
  for (const { pagination, parameters, origin } of operations) {
    if (!pagination || parameters.some(({ in: place, name }) => place === 'query' && name === pagination.token)) continue
    const message = `There is no query parameter \`${pagination.token}\`, so generated clients cannot page through this operation.`
    report(diagnose('emit/pagination-without-parameter', message, origin))
  }
}

/** One file for every first tag; an operation without tags goes with the first part of its path. */
function groupOf(operation: Operation): string {
  const [tag] = operation.tags
  if (tag !== undefined) return tag
  const literal = operation.segments.find((segment) => segment.kind === 'literal')
  return literal?.kind === 'literal' ? literal.text : 'operations'
}

function clientSchemes(model: ApiModel, operations: readonly Operation[]): ClientScheme[] {
  const used = new Set(operations.flatMap((operation) => operation.security.flatMap(({ schemes }) => schemes.map(({ name }) => name))))
  const keyed = operations.some((operation) => operation.apiKeyRequired)
  const served = model.securitySchemes.filter(
    (scheme) => scheme.kind !== 'other' && (used.has(scheme.name) || (keyed && isGatewayKey(scheme))),
  )
  if (keyed && !served.some(isGatewayKey))
    served.push({ name: free('apiKey', served), kind: 'apiKey', in: 'header', parameter: 'x-api-key' })
  if (operations.some(({ auth }) => auth.kind === 'iam') && !served.some(({ kind }) => kind === 'sigv4')) {
    served.push({ name: free(IAM, served), kind: 'sigv4' })
  }
  const constants = allocateNames(served.map(({ name }) => ({ key: name, wish: camelCase(name) || 'scheme' })))
  return served.map((scheme) => ({ name: scheme.name, constant: constants.get(scheme.name) ?? scheme.name, scheme }))
}

function free(name: string, taken: readonly SecurityScheme[]): string {
  return taken.some((scheme) => scheme.name === name) ? free(`${name}_`, taken) : name
}

/** The scheme of API Gateway's own keys. */
function isGatewayKey(scheme: SecurityScheme): boolean {
  return scheme.kind === 'apiKey' && scheme.in === 'header' && scheme.parameter.toLowerCase() === 'x-api-key'
}

interface Surroundings {
  readonly name: string
  readonly types: OperationTypeNames
  readonly items: string | undefined
  readonly schemes: readonly ClientScheme[]
  readonly schemas: ReadonlyMap<string, Schema>
}

function describe(operation: Operation, around: Surroundings): ClientOperation {
  const auth = alternatives(operation, around.schemes)
  const carried = new Set(
    around.schemes.filter(({ name }) => auth.flat().includes(name)).map(({ scheme }) => placeOf(scheme)?.toLowerCase()),
  )
  const contents = BODILESS.has(operation.method) ? [] : distinctlySent(operation.body?.contents ?? [])
  // A credential is given once, to the client; a media type is chosen with the body.
  const parameters = operation.parameters.filter(
    ({ in: place, name }) =>
      !carried.has(`${place} ${name}`.toLowerCase()) &&
      !(place === 'header' && contents.length > 0 && name.toLowerCase() === 'content-type'),
  )
  const keys = inputKeys(parameters, operation)
  const keyOf = (parameter: Parameter): string => keys.get(`${parameter.in} ${parameter.name}`) ?? parameter.id
  const isIdempotency = ({ in: place, name }: Parameter): boolean =>
    place === 'header' && name.toLowerCase() === operation.idempotency?.header.toLowerCase()
  const inputs: ClientInput[] = [
    ...(operation.method === 'ANY' ? [{ key: 'method', type: 'method' as const, required: true, deprecated: false }] : []),
    ...variablesOf(operation)
      .filter((name) => !parameters.some((parameter) => parameter.in === 'path' && parameter.name === name))
      .map((name) => ({ key: keys.get(`path ${name}`) ?? name, type: 'text' as const, required: true, deprecated: false })),
    ...parameters.map((parameter) => ({
      key: keyOf(parameter),
      type: parameter.schema,
      required: parameter.required && !isIdempotency(parameter),
      ...(parameter.description !== undefined && { description: parameter.description }),
      deprecated: parameter.deprecated,
    })),
  ]
  const written = (parameter: Parameter): Written => write(parameter, keyOf(parameter), around.schemas)
  const queries = parameters.filter((parameter) => parameter.in === 'query').map(written)
  const headers = parameters
    .filter((parameter) => parameter.in === 'header')
    .map((parameter) => ({
      name: parameter.name,
      value: isIdempotency(parameter) ? { ...written(parameter), with: 'unique' as const } : written(parameter),
    }))
  const { idempotency, pagination } = operation
  if (idempotency && !parameters.some(isIdempotency)) {
    const key = keys.get('idempotency') ?? 'idempotencyKey'
    inputs.push({
      key,
      type: 'text',
      required: false,
      description: 'Makes a repeated call harmless; made up where it is not given.',
      deprecated: false,
    })
    headers.push({ name: idempotency.header, value: { with: 'unique', key } })
  }
  const token = parameters.find((parameter) => parameter.in === 'query' && parameter.name === pagination?.token)
  return {
    operation,
    name: around.name,
    types: around.types,
    inputs,
    path: pathOf(operation, parameters, keys, around.schemas),
    query: queries.flatMap((one) => (one.with === 'pairs' ? [{ name: one.name ?? one.key, key: one.key }] : [])),
    writtenQuery: queries.filter((one) => one.with !== 'pairs'),
    headers,
    cookies: parameters.filter((parameter) => parameter.in === 'cookie').map(written),
    body: contents,
    bodyRequired: operation.body?.required === true,
    responses: operation.responses,
    read: readerOf(operation),
    auth,
    repeatable: idempotency !== undefined,
    ...(pagination &&
      token &&
      around.items !== undefined && {
        pages: { name: around.items, token: keyOf(token), next: pagination.next, items: pagination.items },
      }),
  }
}

function placeOf(scheme: SecurityScheme): string | undefined {
  if (scheme.kind === 'apiKey') return `${scheme.in} ${scheme.parameter}`
  return scheme.kind === 'other' ? undefined : 'header authorization'
}

/** What each alternative attaches. API Gateway asks for its key and for IAM beside whatever `security` says. */
function alternatives(operation: Operation, schemes: readonly ClientScheme[]): string[][] {
  const always = schemes.filter(
    ({ scheme }) => (operation.apiKeyRequired && isGatewayKey(scheme)) || (operation.auth.kind === 'iam' && scheme.kind === 'sigv4'),
  )
  const given = operation.security.length > 0 ? operation.security : [{ schemes: [] }]
  const all = given.map((alternative) => {
    const names = new Set([...alternative.schemes.map(({ name }) => name), ...always.map(({ name }) => name)])
    const attached = schemes.filter(({ name }) => names.has(name))
    const signers = attached.filter(({ scheme }) => scheme.kind === 'sigv4')
    if (signers.length === 0) return attached.map(({ name }) => name)
    // A signature covers what the others add, so it comes last, and it takes the header `Authorization` for itself.
    const others = attached.filter(({ scheme }) => placeOf(scheme)?.toLowerCase() !== 'header authorization')
    return [...others, ...signers].map(({ name }) => name)
  })
  const unique = new Map(all.filter((names) => names.length > 0).map((names) => [names.join('\0'), names]))
  return [...unique.values()]
}

/** A path parameter keeps its plain name, then those of the query, of headers, of cookies: adding one later renames none before. */
function inputKeys(parameters: readonly Parameter[], operation: Operation): Map<string, string> {
  const keys = new Map<string, string>()
  const used = new Set(RESERVED)
  const take = (name: string, wish: string, prefix: string): void => {
    let key = used.has(wish) ? camelCase(`${prefix} ${wish}`) : wish
    while (used.has(key)) key += '_'
    used.add(key)
    keys.set(name, key)
  }
  for (const place of ['path', 'query', 'header', 'cookie'] as const) {
    for (const parameter of parameters) if (parameter.in === place) take(`${place} ${parameter.name}`, parameter.id, place)
  }
  for (const name of variablesOf(operation)) if (!keys.has(`path ${name}`)) take(`path ${name}`, camelCase(name) || 'part', 'path')
  take('idempotency', 'idempotencyKey', 'header')
  return keys
}

function variablesOf(operation: Operation): string[] {
  const parts = operation.segments.flatMap((segment) => (segment.kind === 'mixed' ? segment.parts : [segment]))
  return [...new Set(parts.flatMap((part) => (part.kind === 'variable' ? [part.name] : [])))]
}

function pathOf(
  operation: Operation,
  parameters: readonly Parameter[],
  keys: ReadonlyMap<string, string>,
  schemas: ReadonlyMap<string, Schema>,
): (string | Written)[] {
  const parts: (string | Written)[] = []
  const add = (part: string | Written): void => {
    const last = parts.at(-1)
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part
    else parts.push(part)
  }
  for (const segment of operation.segments) {
    add('/')
    for (const part of segment.kind === 'mixed' ? segment.parts : [segment]) {
      if (part.kind === 'literal') {
        add(encodePath(part.text))
        continue
      }
      const parameter = parameters.find(({ in: place, name }) => place === 'path' && name === part.name)
      const key = keys.get(`path ${part.name}`) ?? part.name
      if (parameter && !part.greedy) add(write(parameter, key, schemas))
      else add({ with: part.greedy ? 'greedy' : 'segment', key })
    }
  }
  return parts.length > 0 ? parts : ['/']
}

/** Percent-encodes what may not stand in a path, and nothing else. */
function encodePath(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@%]/gu, (char) => encodeURIComponent(char))
}

function write(parameter: Parameter, key: string, schemas: ReadonlyMap<string, Schema>): Written {
  const { in: place, name, explode, style } = parameter
  const mayBeObject = canBeObject(parameter.schema, schemas)
  if (parameter.mediaType !== undefined) {
    return { with: place === 'path' ? 'jsonSegment' : place === 'header' ? 'jsonHeader' : 'jsonPair', key, name }
  }
  if (place === 'path') {
    if (style === 'label') return { with: 'label', key, extra: explode }
    if (style === 'matrix') return { with: 'matrix', key, name, extra: explode }
    return mayBeObject ? { with: 'simple', key, extra: explode } : { with: 'segment', key }
  }
  if (place === 'header') return mayBeObject ? { with: 'headerText', key, extra: explode } : { with: 'plain', key }
  if (style === 'deepObject') return { with: 'deepObject', key, name }
  if (style === 'spaceDelimited' && !explode) return { with: 'delimited', key, name, extra: '%20' }
  if (style === 'pipeDelimited' && !explode) return { with: 'delimited', key, name, extra: '%7C' }
  // A cookie has one value, however its list is declared.
  if (!explode || place === 'cookie') return { with: 'delimited', key, name, extra: ',' }
  return { with: mayBeObject ? 'formPairs' : 'pairs', key, name }
}

function canBeObject(schema: Schema, schemas: ReadonlyMap<string, Schema>): boolean {
  const seen = new Set<Schema>()
  const pending: Schema[] = [schema]
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (next.kind === 'object' || next.kind === 'unknown') return true
    if (next.kind === 'union' || next.kind === 'intersection') pending.push(...next.members)
    const target = next.kind === 'ref' ? schemas.get(next.to) : undefined
    if (target) pending.push(target)
  }
  return false
}

/** Answers that are neither JSON nor text need more of the runtime. */
function readerOf(operation: Operation): ClientOperation['read'] {
  const contents = operation.responses.flatMap((response) => response.contents)
  if (contents.some(({ form }) => form !== 'json' && form !== 'text')) return 'readAny'
  return contents.some(({ form, mediaType }) => form === 'json' && !/[/+]json\b/.test(mediaType) && mediaType !== '*/*')
    ? 'readJson'
    : 'readText'
}
