import { asArray, canonicalJson, equal, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import type { GatewayResponse } from '../../model/api-model.ts'
import type { ApiRule } from '../catalog/api.ts'
import type { Walk } from '../walk.ts'

/** Compares what belongs to no operation. */
export function compareApi(walk: Walk): void {
  const base = walk.base.model
  const head = walk.head.model
  const found = (rule: ApiRule, message: string, pointer: string): void =>
    walk.found({ rule, message, base: pointer, head: pointer, where: undefined })
  if (base.kind !== head.kind)
    found('api-kind-changed', `The document is for ${kindText(head.kind)}; it was for ${kindText(base.kind)}.`, '')
  if (base.name !== head.name)
    found(
      'api-name-changed',
      `The API is called \`${head.name}\`; it was \`${base.name}\`. Names of functions change with it.`,
      '/info/title',
    )
  if (base.version !== head.version)
    found('api-version-changed', `The version is ${versionText(head)}; it was ${versionText(base)}.`, '/info/version')
  compareLists(
    base.servers.map((server) => server.url),
    head.servers.map((server) => server.url),
    (added, url) => found(`api-server-${added ? 'added' : 'removed'}`, `Server \`${url}\` ${added ? 'is new' : 'is gone'}.`, '/servers'),
  )
  compareLists(base.binaryMediaTypes, head.binaryMediaTypes, (added, type) =>
    found(
      `binary-media-type-${added ? 'added' : 'removed'}`,
      `API Gateway ${added ? 'takes' : 'no longer takes'} \`${type}\` for binary: bodies of this type reach integrations ${added ? 'as Base64' : 'as text'} now.`,
      '/x-amazon-apigateway-binary-media-types',
    ),
  )
  compareSchemaNames(walk, found)
  compareGatewayResponses(walk)
  compareSetting(walk, 'x-amazon-apigateway-endpoint-configuration', 'endpoint-configuration-changed', 'endpoint configuration')
  compareSetting(walk, 'x-amazon-apigateway-minimum-compression-size', 'minimum-compression-size-changed', 'minimum compression size')
}

function versionText({ version }: { readonly version: string }): string {
  return version === '' ? 'empty' : `\`${version}\``
}

function compareSchemaNames(walk: Walk, found: (rule: ApiRule, message: string, pointer: string) => void): void {
  const names = (root: JsonObject): readonly string[] => {
    const components = own(root, 'components')
    const schemas = isObject(components) ? own(components, 'schemas') : undefined
    return isObject(schemas) ? Object.keys(schemas) : []
  }
  const now = new Set(names(walk.head.document.root))
  for (const name of names(walk.base.document.root))
    if (!now.has(name)) found('api-schema-removed', `The schema \`${name}\` is gone.`, join('/components/schemas', name))
}

function compareGatewayResponses(walk: Walk): void {
  const pointer = '/x-amazon-apigateway-gateway-responses'
  const now = new Map(walk.head.model.gatewayResponses.map((response) => [response.type, response]))
  const old = new Map(walk.base.model.gatewayResponses.map((response) => [response.type, response]))
  const found = (rule: ApiRule, type: string, text: string): void =>
    walk.found({
      rule,
      message: `Gateway response \`${type}\` ${text}.`,
      base: join(pointer, type),
      head: join(pointer, type),
      where: undefined,
    })
  for (const [type, before] of old) {
    const after = now.get(type)
    if (!after) found('gateway-response-removed', type, 'is gone: API Gateway answers as it does by itself')
    else if (canonicalJson(plain(before)) !== canonicalJson(plain(after))) found('gateway-response-changed', type, 'changed')
  }
  for (const type of now.keys()) if (!old.has(type)) found('gateway-response-added', type, 'is new')
}

function plain(response: GatewayResponse): Json {
  return [response.statusCode ?? '', response.headers, response.templates]
}

function compareSetting(walk: Walk, key: string, rule: ApiRule, noun: string): void {
  const before = own(walk.base.document.root, key)
  const after = own(walk.head.document.root, key)
  if (equal(settled(before), settled(after))) return
  const text = (value: Json | undefined): string => (value === undefined ? 'nothing' : `\`${JSON.stringify(value)}\``)
  walk.found({
    rule,
    message: `The ${noun} is ${text(after)}; it was ${text(before)}.`,
    base: `/${key}`,
    head: `/${key}`,
    where: undefined,
  })
}

/** The order of lists in a setting says nothing. */
function settled(value: Json | undefined): Json {
  if (!isObject(value)) return value ?? null
  const copy: [string, Json][] = Object.keys(value).map((key) => {
    const inner = value[key] as Json
    return [key, Array.isArray(inner) ? asArray(inner).map(canonicalJson).sort() : inner]
  })
  return copy.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, inner])
}

function compareLists(base: readonly string[], head: readonly string[], report: (added: boolean, item: string) => void): void {
  for (const item of new Set(head)) if (!base.includes(item)) report(true, item)
  for (const item of new Set(base)) if (!head.includes(item)) report(false, item)
}

function kindText(kind: 'rest' | 'http'): string {
  return kind === 'rest' ? 'REST APIs' : 'HTTP APIs'
}
