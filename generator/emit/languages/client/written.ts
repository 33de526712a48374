import { wellFormed } from '../../../base/percent.ts'
import type { Operation, Parameter } from '../../../model/api-model.ts'
import type { Schema } from '../../../model/schema.ts'
import type { Written } from './model.ts'

/** The path of an operation: literal texts, percent-encoded, and how its variables are written. */
export function pathOf(
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
  return wellFormed(text).replace(/%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@%]/gu, (char) => encodeURIComponent(char))
}

/** How the value of a parameter is written on the wire. */
export function write(parameter: Parameter, key: string, schemas: ReadonlyMap<string, Schema>): Written {
  const { in: place, name, explode, style } = parameter
  const mayBe = kindsOf(parameter.schema, schemas)
  if (parameter.mediaType !== undefined) {
    return { with: place === 'path' ? 'jsonSegment' : place === 'header' ? 'jsonHeader' : 'jsonPair', key, name }
  }
  if (place === 'path') {
    if (style === 'label') return { with: 'label', key, extra: explode }
    if (style === 'matrix') return { with: 'matrix', key, name, extra: explode }
    return mayBe.object || mayBe.list ? { with: 'simple', key, extra: explode } : { with: 'segment', key }
  }
  if (place === 'header') return mayBe.object ? { with: 'headerText', key, extra: explode } : { with: 'plain', key }
  // One value looks the same in every style, and a list in that which is the default.
  if (place === 'query' && !mayBe.object && (!mayBe.list || (explode && style !== 'deepObject'))) return { with: 'plain', key, name }
  if (style === 'deepObject') return { with: 'deepObject', key, name }
  if (style === 'spaceDelimited' && !explode) return { with: 'delimited', key, name, extra: '%20' }
  if (style === 'pipeDelimited' && !explode) return { with: 'delimited', key, name, extra: '%7C' }
  // A cookie has one value, however its list is declared.
  if (!explode || place === 'cookie') return { with: 'delimited', key, name, extra: ',' }
  return { with: 'formPairs', key, name }
}

/** Whether a value may be an object or a list. */
function kindsOf(schema: Schema, schemas: ReadonlyMap<string, Schema>): { readonly object: boolean; readonly list: boolean } {
  const seen = new Set<Schema>()
  const pending: Schema[] = [schema]
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (next.kind === 'union' || next.kind === 'intersection') pending.push(...next.members)
    const target = next.kind === 'ref' ? schemas.get(next.to) : undefined
    if (target) pending.push(target)
  }
  const values = [...seen].flatMap((one) => (one.kind === 'enum' ? one.values : []))
  const has = (...kinds: readonly Schema['kind'][]): boolean => [...seen].some(({ kind }) => kinds.includes(kind))
  return {
    object: has('unknown', 'object') || values.some((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
    list: has('unknown', 'array', 'tuple') || values.some(Array.isArray),
  }
}
