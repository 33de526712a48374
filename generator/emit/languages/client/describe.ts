import { diagnose, type Report } from '../../../base/diagnostic.ts'
import { allocateFileNames, allocateNames, kebabCase } from '../../../base/names.ts'
import type { Once } from '../../../base/once.ts'
import type { ApiModel, Content, Operation, Parameter } from '../../../model/api-model.ts'
import type { Schema } from '../../../model/schema.ts'
import { distinctlySent } from '../sent-type.ts'
import { type OperationTypeNames, operationTypeNames, schemaNames } from '../type-names.ts'
import type { ClientInput, ClientModel, ClientOperation, ClientScheme, Written } from './model.ts'
import { inputKeys, TAKEN, variablesOf } from './names.ts'
import { alternatives, clientSchemes, placeOf } from './security.ts'
import { pathOf, write } from './written.ts'

/** Methods whose bodies `fetch` refuses to send. */
const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/** Describes the functions of a client for a model. Operations that answer preflight requests have none. */
export function clientModel(model: ApiModel, once: Once<ApiModel>): ClientModel {
  const names = once(schemaNames)
  const types = once(operationTypeNames)
  const operations = model.operations.filter((operation) => !operation.preflight)
  const schemes = clientSchemes(model, operations)
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

/** Reports what the functions of a client cannot do. */
export function reportLosses(model: ApiModel, report: Report): void {
  const operations = model.operations.filter((operation) => !operation.preflight)
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
    query: queries.flatMap((one) => (one.with === 'plain' ? [{ name: one.name ?? one.key, key: one.key }] : [])),
    writtenQuery: queries.filter((one) => one.with !== 'plain'),
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

/** What reads the answers of an operation: as little of the runtime as they need. */
function readerOf({ responses }: Operation): ClientOperation['read'] {
  const contents = responses.flatMap((response) => response.contents)
  if (contents.every(isText)) return contents.some(isUnmarked) ? 'readJson' : 'readText'
  const succeeded = responses.filter(({ status }) => status.startsWith('2'))
  const failed = responses.filter(({ status }) => !status.startsWith('2')).flatMap((response) => response.contents)
  const isBlob = succeeded.every(({ contents }) => contents.length > 0 && contents.every(({ form }) => form === 'binary'))
  return succeeded.length > 0 && isBlob && failed.every((content) => isText(content) && !isUnmarked(content)) ? 'readBytes' : 'readAny'
}

const isText = ({ form }: Content): boolean => form === 'json' || form === 'text'

/** JSON of a media type that does not say so. */
const isUnmarked = ({ form, mediaType }: Content): boolean => form === 'json' && !/[/+]json\b/.test(mediaType) && mediaType !== '*/*'
