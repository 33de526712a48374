import type { DiagnosticCode } from '../base/catalog.ts'
import { type Diagnostic, diagnose, type Report, type SourceRef } from '../base/diagnostic.ts'
import type { Json, JsonObject } from '../base/json.ts'
import { escapeToken } from '../base/pointer.ts'
import type { Loaded } from '../model/document.ts'

/** The versions that are read differently. */
export type SpecVersion = '2.0' | '3.0' | '3.1'

/** A part of the normalized document whose own place is known at the end only: a hoisted component, or the document itself. */
export interface Base {
  prefix: string
}

/** Where a value will stand and where it came from. */
export interface Place {
  readonly base: Base
  /** Pointer below the base. */
  readonly at: string
  readonly file: string
  readonly from: string
}

/** The sections of `components` that a `$ref` may lead to. */
export type Section =
  | 'schemas'
  | 'parameters'
  | 'responses'
  | 'requestBodies'
  | 'headers'
  | 'examples'
  | 'links'
  | 'callbacks'
  | 'securitySchemes'
  | 'pathItems'

/** A value of any file that becomes a component of its own. */
export interface Target {
  readonly section: Section
  readonly file: string
  readonly pointer: string
  readonly base: Base
  /** What it would like to be called. */
  readonly wish: string
}

/** A `$ref` (or a discriminator's mapping) that gets its text when all names are known. */
interface Patch {
  readonly object: Record<string, Json>
  readonly key: string
  readonly target: Target
}

/** One entry of `origins` in the making. */
interface Origin {
  readonly base: Base
  readonly at: string
  readonly source: SourceRef
}

/** A parameter of a path that has no variable of its name. */
interface Unplaced {
  readonly base: Base
  /** The operation. */
  readonly at: string
  readonly name: string
  readonly value: Json
}

/** Everything the parts of `normalize` share during one run. */
export interface Context {
  readonly loaded: Loaded
  readonly report: Report
  readonly version: SpecVersion
  /** The document as written. */
  readonly source: JsonObject
  /** Its own place: `base.prefix` is `''`. */
  readonly root: Place
  readonly targets: Map<string, Target>
  /** Targets that are still to be converted, in the order they were found. */
  readonly pending: Target[]
  readonly patches: Patch[]
  readonly origins: Origin[]
  /** Parameters of paths that have no such variable; the pointer of each is known at the end only. */
  readonly unplaced: Unplaced[]
  /** `file#pointer` of what a component of the document is an alias of → its section and name. */
  readonly aliases: Map<string, { readonly section: Section; readonly name: string }>
  /** `section #/reference` of the document's own file → the text of the reference, where it means one of the author's components. */
  readonly ownReferences: Map<string, string>
  /** `$anchor`s and `$id`s of each file, found when first asked for. */
  readonly anchors: Map<string, ReadonlyMap<string, string>>
}

/** The place of a member that keeps its name. */
export function child(place: Place, token: string | number): Place {
  const step = `/${typeof token === 'number' ? token : escapeToken(token)}`
  return { base: place.base, at: place.at + step, file: place.file, from: place.from + step }
}

/** The place of something that stands elsewhere in the normalized document than in the source; notes the origin. */
export function moved(context: Context, at: Place, source: Place): Place {
  const place: Place = { base: at.base, at: at.at, file: source.file, from: source.from }
  context.origins.push({ base: at.base, at: at.at, source: { file: source.file, pointer: source.from } })
  return place
}

/** Where a place is in the author's files. */
export function sourceOf(place: Place, on?: 'key' | 'value'): SourceRef {
  return { file: place.file, pointer: place.from, ...(on && { on }) }
}

/** Reports a finding at a place. */
export function tell(
  context: Context,
  code: DiagnosticCode,
  message: string,
  place: Place,
  on?: 'key' | 'value',
  more: Pick<Diagnostic, 'help' | 'related'> = {},
): void {
  context.report(diagnose(code, message, sourceOf(place, on), more))
}
