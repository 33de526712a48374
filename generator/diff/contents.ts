import { member, members, type Place } from './place.ts'

/** Media types of two bodies, matched by name. */
export interface MatchedContents {
  readonly pairs: readonly { readonly mediaType: string; readonly base: Place; readonly head: Place }[]
  readonly removed: readonly (readonly [string, Place])[]
  readonly added: readonly (readonly [string, Place])[]
}

/** Matches the `content` of two bodies; case and blanks in a media type do not count. */
export function matchContents(base: Place, head: Place): MatchedContents {
  const old = new Map(members(member(base, 'content')).map(([name, place]) => [fold(name), [name, place] as const]))
  const now = new Map(members(member(head, 'content')).map(([name, place]) => [fold(name), [name, place] as const]))
  const pairs = [...old].flatMap(([key, [mediaType, place]]) => {
    const other = now.get(key)
    return other ? [{ mediaType, base: place, head: other[1] }] : []
  })
  return {
    pairs,
    removed: [...old].filter(([key]) => !now.has(key)).map(([, entry]) => entry),
    added: [...now].filter(([key]) => !old.has(key)).map(([, entry]) => entry),
  }
}

/** The schema of a media type; one that allows everything where none is written. */
export function schemaPlace(content: Place): Place {
  return member(content, 'schema') ?? { value: true, pointer: `${content.pointer}/schema` }
}

function fold(mediaType: string): string {
  return mediaType.toLowerCase().replace(/\s/g, '')
}
