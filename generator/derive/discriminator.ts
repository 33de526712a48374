import { asString, isObject, type Json, own } from '../base/json.ts'
import type { Discriminator, Schema } from '../model/schema.ts'
import { type Context, schemaNameOf } from './context.ts'

/** The property that tells a union's members apart; members that no mapping names go by the key of their schema. */
export function readDiscriminator(context: Context, json: Json | undefined, members: readonly Schema[]): Discriminator | undefined {
  const property = isObject(json) ? asString(own(json, 'propertyName')) : undefined
  if (property === undefined || !isObject(json)) return undefined
  const names = new Set(members.flatMap((member) => (member.kind === 'ref' ? [member.to] : [])))
  const mapping: { value: string; to: string }[] = []
  const given = own(json, 'mapping')
  if (isObject(given)) {
    for (const value of Object.keys(given)) {
      const target = asString(given[value])
      // A target is a reference, or a bare key: what looks like neither names nothing.
      const to = target === undefined ? undefined : (schemaNameOf(context, target) ?? context.schemaNames.get(target))
      if (to !== undefined && names.has(to)) mapping.push({ value, to })
    }
  }
  const mapped = new Set(mapping.map(({ to }) => to))
  for (const [key, name] of context.schemaNames) if (names.has(name) && !mapped.has(name)) mapping.push({ value: key, to: name })
  return { property, mapping }
}
