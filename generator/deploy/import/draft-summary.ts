import { asObject, compareText, equal, type Json, type JsonObject } from '../../base/json.ts'
import { escapeToken } from '../../base/pointer.ts'
import { inferVariables, substitute } from '../aws-variables.ts'
import type { Draft } from '../cloud.ts'
import { compareExport } from '../compare-export.ts'
import { entitiesOf } from '../entities.ts'
import { methodOfDocument, methodOfDraft } from './draft-methods.ts'
import { partsOfDocument, partsOfDraft } from './draft-parts.ts'

/**
 * What a document and the resources that API Gateway makes of it have in common, in one form: by kinds, then by names. The texts that only
 * people read are no part of it, and neither are models that no method uses: nobody is served them.
 */
export type Summary = Readonly<Record<SummaryKind, JsonObject>>

/** The kinds of things of an API, as a plan calls them. */
export const summaryKinds = ['method', 'model', 'authorizer', 'validator', 'gateway-response', 'setting'] as const
export type SummaryKind = (typeof summaryKinds)[number]

/** How the API itself differs from a document, at most ten places; empty where it is what the document says. */
export function draftDifferences(document: JsonObject, draft: Draft): string[] {
  const [wanted, found] = summaries(document, draft)
  return differences(wanted, found)
}

/** Both in one form; what API Gateway puts in place of `${AWS::Region}` and its like is put into the document's. */
export function summaries(document: JsonObject, draft: Draft): readonly [wanted: Summary, found: Summary] {
  const [wanted, found] = [ofDocument(document), ofDraft(draft)]
  return [substitute(wanted, inferVariables(wanted, found)) as Summary, found]
}

/** Pointers of what is otherwise in one of two values, at most ten. */
export function differences(wanted: Json, found: Json): string[] {
  const places: string[] = []
  const visit = (a: Json | undefined, b: Json | undefined, pointer: string): void => {
    if (places.length >= 10 || equal(a ?? null, b ?? null)) return
    const [left, right] = [asObject(a), asObject(b)]
    const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort(compareText)
    if (names.length === 0 || a === undefined || b === undefined || a === null || b === null) places.push(pointer)
    else for (const name of names) visit(left[name], right[name], `${pointer}/${escapeToken(name)}`)
  }
  visit(wanted, found, '')
  return places
}

function ofDocument(document: JsonObject): Summary {
  const { wanted } = compareExport(document, {})
  const method = new Map<string, Json>()
  for (const { kind, id, value } of entitiesOf(wanted).values()) if (kind === 'method') method.set(id, methodOfDocument(asObject(value)))
  return { method: Object.fromEntries(method), ...partsOfDocument(wanted) }
}

function ofDraft(draft: Draft): Summary {
  const method = Object.entries(draft.methods).map(([id, value]) => [id, methodOfDraft(asObject(value))] as const)
  return { method: Object.fromEntries(method), ...partsOfDraft(draft) }
}
