import { canonicalJson, isObject, type Json, type JsonObject } from '../../../generator/base/json.ts'
import { compareExport } from '../../../generator/deploy/compare-export.ts'
import { exportDocument } from '../../../runtime/gateway/definition/export.ts'
import { importDocument } from '../../../runtime/gateway/definition/import.ts'
import type { RestApi } from '../../../runtime/gateway/definition/rest-api.ts'
import type { Case } from './cases.ts'

/** The document goes into the embedded gateway and comes out again, and what came out goes in and comes out the same. */
export function* lostOnTheWay(document: JsonObject, kind: Case['kind']): Iterable<string> {
  const first = imported(document)
  if (!first) return
  for (const type of ['oas30', 'swagger'] as const) {
    const exported = exportOf(first, type)
    const second = imported(exported)
    if (!second) {
      yield `its export as ${type} is refused`
      continue
    }
    const again = exportOf(second, type)
    if (canonicalJson(again) !== canonicalJson(exported))
      yield `its export as ${type} does not survive an import: ${firstDifference(exported, again)}`
    // Swagger 2.0 has one list of media types for all responses of an operation, so that an export in it says less.
    if (type === 'swagger') continue
    const [a, b] = [substance(first, second), substance(second, second)]
    if (canonicalJson(a) !== canonicalJson(b)) yield `an import of its export is another API: ${firstDifference(a, b)}`
    // What API Gateway makes of wrong types is its own affair, and of late-bound values nobody puts their stand-ins.
    if (kind !== 'plain') continue
    for (const difference of compareExport(document, exported).differences.slice(0, 3)) yield `a verification would fail: ${difference}`
  }
}

function imported(document: JsonObject): RestApi | undefined {
  let count = 0
  return importDocument(document, {
    mode: 'create',
    ids: { next: (length) => (count++).toString(36).padStart(length, '0') },
    region: 'us-east-1',
    accountId: '123456789012',
    partition: 'aws',
    now: 0,
  }).api
}

function exportOf(api: RestApi, type: 'oas30' | 'swagger'): JsonObject {
  return exportDocument(api, { stageName: 'dev' }, { type, extensions: ['apigateway'], region: 'us-east-1' })
}

/** What an export is meant to keep of an API, by names in place of ids. Of models it has those that something refers to. */
function substance(api: RestApi, kept: RestApi): JsonObject {
  // An authorizer says in an export what it is by itself.
  const authorizers = Object.fromEntries(Object.entries(api.authorizers).map(([id, { authType: _, ...authorizer }]) => [id, authorizer]))
  const names = new Map<string, string>()
  for (const { id, name } of [...Object.values(api.authorizers), ...Object.values(api.requestValidators)]) names.set(id, name)
  for (const { id, path } of Object.values(api.resources)) names.set(id, path)
  const named = (value: Json): Json => {
    if (typeof value === 'string') return names.get(value) ?? value
    if (Array.isArray(value)) return value.map((item) => named(item as Json))
    if (!isObject(value)) return value
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== 'id')
        .map(([key, item]) => [names.get(key) ?? key, named(item)]),
    )
  }
  const { resources, models, requestValidators, gatewayResponses, policy, apiKeySource, binaryMediaTypes, minimumCompressionSize } = api
  return named({
    resources: Object.fromEntries(
      Object.values(resources)
        .filter(({ methods }) => Object.keys(methods).length > 0)
        .map(({ path, methods }) => [path, methods as unknown as Json]),
    ),
    models: Object.fromEntries(Object.entries(models).filter(([name]) => Object.hasOwn(kept.models, name))),
    authorizers,
    requestValidators,
    gatewayResponses,
    policy: policy ?? null,
    apiKeySource,
    binaryMediaTypes: binaryMediaTypes ?? null,
    minimumCompressionSize: minimumCompressionSize ?? null,
  } as unknown as Json) as JsonObject
}

function firstDifference(a: Json, b: Json, pointer = ''): string {
  if (isObject(a) && isObject(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const [x, y] = [Object.hasOwn(a, key) ? a[key] : undefined, Object.hasOwn(b, key) ? b[key] : undefined]
      if (x === undefined || y === undefined || canonicalJson(x) !== canonicalJson(y)) {
        if (x !== undefined && y !== undefined) return firstDifference(x, y, `${pointer}/${key}`)
        return `${pointer}/${key}: ${JSON.stringify(x)?.slice(0, 200)} became ${JSON.stringify(y)?.slice(0, 200)}`
      }
    }
  }
  return `${pointer}: ${JSON.stringify(a).slice(0, 200)} became ${JSON.stringify(b).slice(0, 200)}`
}
