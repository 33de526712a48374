import type { Report, SourceRef } from '../../base/diagnostic.ts'
import { asString, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { originOf } from '../../base/origin.ts'
import { follow, localPointer } from '../../base/pointer.ts'
import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { SpecDocument } from '../../model/document.ts'
import { createLosses, type Losses } from './losses.ts'
import { type Survey, surveyModels } from './survey.ts'

/** What every part of the gateway document is made from; one per document, never kept. */
export interface Context {
  readonly document: SpecDocument
  readonly root: JsonObject
  readonly model: ApiModel
  readonly report: Report
  /** Operations by their pointer in the normalized document. */
  readonly operations: ReadonlyMap<string, Operation>
  /** `operationId`s that several operations have. */
  readonly sharedIds: ReadonlySet<string>
  readonly survey: Survey
  readonly losses: Losses
  /** Gateway pointer → normalized pointer, where the one does not follow from its nearest ancestor. */
  readonly pointers: Record<string, string>
}

/** Looks at the whole document once, so that names are given independently of order. */
export function createContext(input: { readonly model: ApiModel; readonly document: SpecDocument }, report: Report): Context {
  const { model, document } = input
  return {
    document,
    root: document.root,
    model,
    report,
    operations: new Map(model.operations.map((operation) => [operation.pointer, operation])),
    sharedIds: repeated(model.operations.flatMap(({ operationId }) => operationId ?? [])),
    survey: surveyModels(document.root, model),
    losses: createLosses(),
    pointers: { '': '' },
  }
}

/** A value and where it stands in the normalized document. */
export interface Located {
  readonly value: Json | undefined
  readonly pointer: string
}

/** Follows local `$ref`s from one object to the next, at most 32 times; a reference that leads nowhere gives no value. */
export function resolve(root: JsonObject, value: Json | undefined, pointer: string): Located {
  let located: Located = { value, pointer }
  for (let hops = 0; hops < 32 && isObject(located.value); hops++) {
    const ref = asString(own(located.value, '$ref'))
    const target = ref === undefined ? undefined : localPointer(ref)
    if (target === undefined) return located
    located = { value: follow(root, target) as Json | undefined, pointer: target }
  }
  return isObject(located.value) && Object.hasOwn(located.value, '$ref') ? { value: undefined, pointer } : located
}

/** The author's place of a normalized pointer. */
export function placeOf(context: Context, pointer: string, on?: 'key' | 'value'): SourceRef {
  return originOf(context.document.origins, pointer, on)
}

function repeated(texts: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const again = new Set<string>()
  for (const text of texts) (seen.has(text) ? again : seen).add(text)
  return again
}
