import type { SchemaComparison } from './compare-schemas.ts'
import { allowsEverything } from './compare-types.ts'
import { member, members, type Place } from './place.ts'
import type { Arrival, Form } from './schema-pair.ts'
import { viewSchema } from './schema-view.ts'
import type { Walk } from './walk.ts'

/** Media types of two bodies, matched by name. */
export interface MatchedContents {
  readonly pairs: readonly { readonly mediaType: string; readonly base: Place; readonly head: Place }[]
  readonly removed: readonly Named[]
  readonly added: readonly Named[]
}

type Named = readonly [mediaType: string, place: Place]

/** A media type that goes on under another name. */
export interface Renamed {
  readonly base: Named
  readonly head: Named
  readonly change: NameChange
}

/** What another name of a media type says: which parameters differ, or which of the two is the special form of the other. */
export type NameChange =
  | {
      readonly kind: 'parameters'
      readonly added: readonly string[]
      readonly removed: readonly string[]
      readonly changed: readonly string[]
    }
  | { readonly kind: 'specialized' | 'generalized' }

/** Matches what is left of media types by their names without parameters, then by the syntax that their suffix names. */
export function matchRenamed({ removed, added }: MatchedContents): readonly Renamed[] {
  const free = new Set(added)
  return removed.flatMap((base) => {
    for (const head of free) {
      const change = nameChange(base[0], head[0])
      if (!change) continue
      free.delete(head)
      return [{ base, head, change }]
    }
    return []
  })
}

function nameChange(before: string, after: string): NameChange | undefined {
  const [old = '', ...oldParameters] = fold(before).split(';')
  const [now = '', ...newParameters] = fold(after).split(';')
  if (old === now) {
    const [from, to] = [new Map(oldParameters.map(parameter)), new Map(newParameters.map(parameter))]
    const changed = [...to].filter(([key, value]) => from.has(key) && from.get(key) !== value).map(([key]) => key)
    const missing = (there: ReadonlyMap<string, string>, here: ReadonlyMap<string, string>): string[] =>
      [...there.keys()].filter((key) => !here.has(key))
    return { kind: 'parameters', added: missing(to, from), removed: missing(from, to), changed }
  }
  if (oldParameters.join() !== newParameters.join()) return undefined
  return isFormOf(now, old) ? { kind: 'specialized' } : isFormOf(old, now) ? { kind: 'generalized' } : undefined
}

function parameter(text: string): [key: string, value: string] {
  const at = text.indexOf('=')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** `application/problem+json` is a form of `application/json`. */
function isFormOf(special: string, general: string): boolean {
  const [type, subtype = ''] = special.split('/')
  const suffix = subtype.includes('+') ? subtype.slice(subtype.lastIndexOf('+') + 1) : undefined
  return suffix !== undefined && general === `${type}/${suffix}`
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

/** That one side alone says what the bodies of a media type are. */
export interface LonelySchema {
  readonly change: 'added' | 'removed'
  readonly text: string
}

/** Hands the schemas of a media type that both bodies have to their comparison, unless one side alone has a schema. */
export function compareContent(
  schemas: SchemaComparison,
  arrival: Omit<Arrival, 'form'>,
  { mediaType, base, head }: MatchedContents['pairs'][number],
): LonelySchema | undefined {
  const lonely = lonelySide(schemas.walk, member(base, 'schema'), member(head, 'schema'))
  if (lonely === 'head') return { change: 'added', text: 'has a schema now' }
  if (lonely === 'base') return { change: 'removed', text: 'no longer has a schema' }
  schemas.add({ ...arrival, form: formOf(mediaType) }, schemaPlace(base), schemaPlace(head))
  return undefined
}

/** A schema that allows everything says no more than none. */
function lonelySide(walk: Walk, base: Place | undefined, head: Place | undefined): 'base' | 'head' | undefined {
  if (!base === !head) return undefined
  const view = base ? viewSchema(walk.base.document.root, base) : head && viewSchema(walk.head.document.root, head)
  if (!view || view.never || allowsEverything(view)) return undefined
  return base ? 'base' : 'head'
}

/** How values of a media type travel: what is not JSON is text of some kind. */
function formOf(mediaType: string): Form {
  return /[/+]json(?:;|$)|\*/.test(fold(mediaType)) ? 'json' : 'markup'
}

/** The schema of a media type; one that allows everything where none is written. */
export function schemaPlace(content: Place): Place {
  return member(content, 'schema') ?? { value: true, pointer: `${content.pointer}/schema` }
}

function fold(mediaType: string): string {
  return mediaType.toLowerCase().replace(/\s/g, '')
}
