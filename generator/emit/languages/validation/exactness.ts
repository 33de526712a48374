import { asObject, isObject, type Json, own } from '../../../base/json.ts'
import { isIntrinsic } from '../../../base/late-bound.ts'
import type { PatternResult } from './pattern.ts'
import type { SchemaContext } from './schema-context.ts'

/** Whether every constraint of a schema, and of all it refers to, can be checked. */
export function isExact(schema: Json, context: SchemaContext, compile: (pattern: string) => PatternResult): boolean {
  const seen = new Set<string>()
  const pending: Json[] = [schema]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (Array.isArray(next)) for (const item of next as readonly Json[]) pending.push(item)
    if (!isObject(next)) continue
    if (isIntrinsic(next) || Object.hasOwn(next, '$dynamicRef')) return false
    const pattern = own(next, 'pattern')
    const patterns = [...(typeof pattern === 'string' ? [pattern] : []), ...Object.keys(asObject(own(next, 'patternProperties')))]
    if (patterns.some((one) => compile(one).kind === 'refused')) return false
    for (const item of Object.values(next)) pending.push(item as Json)
    const ref = own(next, '$ref')
    if (typeof ref !== 'string') continue
    const target = context.resolve(ref)
    if (!target) return false
    if (!seen.has(target.key)) pending.push(target.schema)
    seen.add(target.key)
  }
  return true
}
