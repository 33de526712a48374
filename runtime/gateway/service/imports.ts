import { type ImportIssue, importDocument, importFailure } from '../definition/import.ts'
import { parseBody } from '../definition/parse.ts'
import type { EndpointType, RestApi } from '../definition/rest-api.ts'
import { ENDPOINT_TYPES } from '../facts.ts'
import { toText } from '../http.ts'
import type { JsonObject } from '../json.ts'
import { type Call, type Operation, seconds } from './call.ts'
import { badRequest, notInEnum, validation } from './errors.ts'
import { findApi, withApi } from './find.ts'
import { viewApi } from './rest-apis.ts'

export const importRestApi: Operation = (call) => {
  const { api, warnings } = run(call, readBody(call), undefined)
  return { body: { ...viewApi(api, 'created'), ...warnings }, next: withApi(call.state, api) }
}

export const putRestApi: Operation = (call) => {
  // What cannot be read is refused before anybody looks for the API (recorded).
  const document = readBody(call)
  const { api, warnings } = run(call, document, findApi(call))
  return { body: { ...viewApi(api, 'whole'), ...warnings }, next: withApi(call.state, api) }
}

function readBody({ bytes }: Call): unknown {
  const parsed = parseBody(toText(bytes))
  if (parsed.kind === 'invalid') throw badRequest(parsed.message)
  return parsed.document
}

function run({ query, world }: Call, document: unknown, base: RestApi | undefined): { api: RestApi; warnings: JsonObject } {
  const mode = base === undefined ? 'create' : oneOf(query.get('mode'), 'mode', ['merge', 'overwrite'])
  const basePath = oneOf(query.get('basepath'), 'basepath', ['ignore', 'prepend', 'split'])
  const endpointType = query.get('endpointConfigurationTypes')
  const { api, issues } = importDocument(document, {
    mode,
    ...(base !== undefined && { base }),
    basePath,
    ignoreDocumentation: query.get('ignore') === 'documentation',
    ...(endpointType !== null && { endpointType: endpointTypeOf(endpointType) }),
    ids: world.ids,
    region: world.region,
    accountId: world.accountId,
    partition: world.partition,
    now: seconds(world),
  })
  const failure = importFailure(issues, query.get('failonwarnings') === 'true')
  if (failure !== undefined) throw badRequest(failure)
  if (api === undefined) throw badRequest('Invalid OpenAPI input.')
  return { api, warnings: warningsOf(issues) }
}

function warningsOf(issues: readonly ImportIssue[]): JsonObject {
  const warnings = [...new Set(issues.map((issue) => issue.message))]
  return warnings.length > 0 ? { warnings } : {}
}

/** A value of the query, the first of those allowed where there is none. */
function oneOf<T extends string>(value: string | null, name: string, allowed: readonly [T, ...T[]]): T {
  if (value === null) return allowed[0]
  const known = allowed.find((item) => item === value)
  if (known === undefined) throw validation([notInEnum(value, name, allowed)])
  return known
}

function endpointTypeOf(value: string): EndpointType {
  const known = ENDPOINT_TYPES.find((item) => item === value)
  if (known === undefined) throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE')
  return known
}
