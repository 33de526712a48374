import { camelCase } from '../../../base/names.ts'
import type { Operation, Parameter } from '../../../model/api-model.ts'

/** Names that every object answers to. */
export const ON_EVERY_OBJECT: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

/** Names that the index of a client exports itself, words that a function may not be called, and the parameters of all functions. */
export const TAKEN: ReadonlySet<string> = new Set(['createclient', 'sigv4', 'basic', 'send', 'then', 'client', 'input', 'options'])

/** Members of the input that are no parameters, and others that none may be called. */
const RESERVED = new Set(['body', 'contentType', 'method', ...ON_EVERY_OBJECT])

/** A path parameter keeps its plain name, then those of the query, of headers, of cookies: adding one later renames none before. */
export function inputKeys(parameters: readonly Parameter[], operation: Operation): Map<string, string> {
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

/** The variables of the path of an operation. */
export function variablesOf(operation: Operation): string[] {
  const parts = operation.segments.flatMap((segment) => (segment.kind === 'mixed' ? segment.parts : [segment]))
  return [...new Set(parts.flatMap((part) => (part.kind === 'variable' ? [part.name] : [])))]
}
