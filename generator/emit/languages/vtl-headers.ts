import { asObject, asString, type Json, type JsonObject, own, put } from '../../base/json.ts'
import type { ApiModel, Operation, Response, ResponseHeader } from '../../model/api-model.ts'

/** What a preflight answer allows and the answer itself has to repeat, so that a browser hands it to the page (Fetch, 3.2). */
const REPEATED = ['access-control-allow-origin', 'access-control-allow-credentials', 'access-control-expose-headers']

/**
 * The headers of a response whose values are known beforehand, as mappings of an integration response: those of CORS that the
 * path's preflight answers with, and declared headers with a constant or a default; a mock answers with examples, too. What a
 * function says stands above them.
 */
export function staticHeaders(
  operation: Operation,
  model: ApiModel,
  response: Response | undefined,
  values: 'known' | 'examples' = 'known',
): JsonObject {
  const mappings: Record<string, Json> = {}
  const spelling = new Map((response?.headers ?? []).map(({ name }) => [name.toLowerCase(), name]))
  for (const [name, value] of corsHeaders(operation, model)) {
    put(mappings, `method.response.header.${spelling.get(name.toLowerCase()) ?? name}`, value)
  }
  for (const header of response?.headers ?? []) {
    const value = knownValue(header) ?? (values === 'examples' ? headerText(header.examples[0]?.value) : undefined)
    const key = `method.response.header.${header.name}`
    if (value !== undefined && !Object.hasOwn(mappings, key)) put(mappings, key, `'${value}'`)
  }
  return mappings
}

/** The headers of CORS that the operation's responses get and do not all declare. */
export function addedHeaders(operation: Operation, model: ApiModel): string[] {
  return corsHeaders(operation, model)
    .map(([name]) => name)
    .filter(
      (name) => !operation.responses.every(({ headers }) => headers.some((header) => header.name.toLowerCase() === name.toLowerCase())),
    )
}

/** The headers of CORS that the answers of a function behind a proxy integration have unless its code gives them, by name. */
export function proxyHeaders(operation: Operation, model: ApiModel): JsonObject {
  if (operation.integration.kind !== 'lambda-proxy') return {}
  return Object.fromEntries(corsHeaders(operation, model).map(([name, value]) => [name, value.slice(1, -1)]))
}

/** Headers with fixed values that the mock for `OPTIONS` on the same path sets. */
function corsHeaders(operation: Operation, model: ApiModel): [string, string][] {
  const preflight = model.operations.find((other) => other.preflight && other.path === operation.path)
  const raw = preflight?.integration.raw
  if (raw === undefined || operation.preflight) return []
  const found = new Map<string, [string, string]>()
  for (const answer of Object.values(asObject(own(raw, 'responses')))) {
    for (const [key, value] of Object.entries(asObject(own(asObject(answer), 'responseParameters')))) {
      const name = /^method\.response\.header\.(.+)$/.exec(key)?.[1]
      const fixed = asString(value)
      if (name === undefined || fixed === undefined || !/^'.*'$/s.test(fixed)) continue
      if (REPEATED.includes(name.toLowerCase()) && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), [name, fixed])
    }
  }
  return [...found.values()]
}

/** The one value that a header may have, or the one it has unless told otherwise, where a mapping can write it. */
function knownValue({ schema }: ResponseHeader): string | undefined {
  const [only, ...others] = schema.kind === 'enum' ? schema.values : []
  return headerText(schema.default ?? (others.length === 0 ? only : undefined))
}

function headerText(value: Json | undefined): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined
  const text = String(value)
  return /^[\x20-\x26\x28-\x7e]+$/.test(text) ? text : undefined
}
