import { canonicalJson, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { escapeToken } from '../base/pointer.ts'
import { type AwsVariables, inferVariables, substitute } from './aws-variables.ts'
import type { Draft, Normalization, Side } from './normalizations/draft.ts'
import { normalizations, variablesNormalization } from './normalizations/index.ts'

/** A gateway document beside the export of a stage, with everything discounted that AWS does to every document. */
export interface Comparison {
  readonly equal: boolean
  /** What had to be discounted, a sentence each. */
  readonly applied: readonly string[]
  /** Pointers of what differs beyond that, with both sides; at most 100. */
  readonly differences: readonly string[]
  /** Both documents in the form in which they can be compared. */
  readonly wanted: JsonObject
  readonly found: JsonObject
  /** What API Gateway put in place of `${AWS::Region}` and its like. */
  readonly variables: AwsVariables
}

const MOST = 100

/** Compares what was put with what API Gateway gives back; `discounted` is for tests, which leave one out to see that it is needed. */
export function compareExport(
  document: JsonObject,
  exported: JsonObject,
  discounted: readonly Normalization[] = normalizations,
): Comparison {
  const applied: string[] = []
  const wanted = structuredClone(document) as Draft
  const found = structuredClone(exported) as Draft
  const sides: readonly (readonly [Draft, Side, Draft])[] = [
    [wanted, 'wanted', found],
    [found, 'found', wanted],
  ]
  for (const { sentence, apply } of discounted) {
    const before = sides.map(([draft]) => JSON.stringify(draft))
    for (const [draft, side, other] of sides) apply(draft, side, other)
    if (sides.some(([draft], index) => JSON.stringify(draft) !== before[index])) applied.push(sentence)
  }
  const variables = inferVariables(wanted, found)
  const resolved = substitute(wanted, variables) as JsonObject
  if (Object.keys(variables).length > 0) applied.push(variablesNormalization.sentence)
  const differences: string[] = []
  collect(resolved, found as JsonObject, '', differences)
  return { equal: differences.length === 0, applied, differences, wanted: resolved, found: found as JsonObject, variables }
}

function collect(wanted: Json | undefined, found: Json | undefined, pointer: string, differences: string[]): void {
  if (differences.length >= MOST || wanted === found) return
  if (isObject(wanted) && isObject(found)) {
    for (const key of new Set([...Object.keys(wanted), ...Object.keys(found)]))
      collect(own(wanted, key), own(found, key), `${pointer}/${escapeToken(key)}`, differences)
    return
  }
  if (wanted === undefined || found === undefined || canonicalJson(wanted) !== canonicalJson(found))
    differences.push(`${pointer}: ${show(wanted)} became ${show(found)}`)
}

function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}
