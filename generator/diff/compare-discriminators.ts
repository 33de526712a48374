import { equal, isObject, type Json, own } from '../base/json.ts'
import { member, members, type Place } from './place.ts'
import type { Found } from './schema-pair.ts'
import type { SchemaView } from './schema-view.ts'

/** Compares by which member, and by which of its values, the alternatives of a schema are told apart. */
export function compareDiscriminators(base: SchemaView, head: SchemaView, found: Found): void {
  const before = base.keywords.get('discriminator')
  const after = head.keywords.get('discriminator')
  if (!before && !after) return
  if (!before) found('discriminator-added', base.pointer, after?.pointer ?? head.pointer, 'has a discriminator now.')
  else if (!after) found('discriminator-removed', before.pointer, head.pointer, 'no longer has a discriminator.')
  else {
    if (!equal(propertyName(before), propertyName(after)))
      found(
        'discriminator-property-name-changed',
        before.pointer,
        after.pointer,
        `is told apart by \`${JSON.stringify(propertyName(after))}\`; it was \`${JSON.stringify(propertyName(before))}\`.`,
      )
    const old = new Map(members(member(before, 'mapping')))
    const now = new Map(members(member(after, 'mapping')))
    for (const [value, place] of now) {
      const match = old.get(value)
      if (!match) found('discriminator-mapping-added', before.pointer, place.pointer, `knows the kind \`${value}\` now.`)
      else if (!equal(match.value, place.value))
        found('discriminator-mapping-changed', match.pointer, place.pointer, `gives the kind \`${value}\` another schema.`)
    }
    for (const [value, place] of old)
      if (!now.has(value)) found('discriminator-mapping-deleted', place.pointer, after.pointer, `no longer knows the kind \`${value}\`.`)
  }
}

function propertyName(discriminator: Place): Json {
  return isObject(discriminator.value) ? (own(discriminator.value, 'propertyName') ?? null) : null
}
