import type { DiagnosticCode } from '../base/catalog.ts'
import { diagnose, type Report } from '../base/diagnostic.ts'
import { asString, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { originOf } from '../base/origin.ts'
import { follow, localPointer, tokens } from '../base/pointer.ts'
import type { SpecDocument } from '../model/document.ts'

/** What every part of derive reads; one per document, never kept. */
export interface Context {
  readonly document: SpecDocument
  readonly root: JsonObject
  readonly report: Report
  /** Key in `components.schemas` → name in the model. */
  readonly schemaNames: ReadonlyMap<string, string>
}

/** A value and the normalized pointer at which it stands. */
export interface Located {
  readonly value: Json | undefined
  readonly pointer: string
}

/** Reports a finding at a place of the normalized document. */
export function tell(context: Context, code: DiagnosticCode, message: string, pointer: string, on?: 'key' | 'value'): void {
  context.report(diagnose(code, message, originOf(context.document.origins, pointer, on)))
}

/** Follows local `$ref`s from one object to the next, at most 32 times; a reference that leads nowhere gives no value. */
export function resolve(context: Context, value: Json | undefined, pointer: string): Located {
  let located: Located = { value, pointer }
  for (let hops = 0; hops < 32 && isObject(located.value); hops++) {
    const ref = asString(own(located.value, '$ref'))
    const target = ref === undefined ? undefined : localPointer(ref)
    if (target === undefined) return located
    located = { value: follow(context.root, target) as Json | undefined, pointer: target }
  }
  return isObject(located.value) && asString(own(located.value, '$ref')) !== undefined ? { value: undefined, pointer } : located
}

/** A text that is there and not blank. */
export function textOf(object: JsonObject, key: string): string | undefined {
  const text = asString(own(object, key))
  return text === undefined || text.trim() === '' ? undefined : text
}

/** The key in `components.schemas` that a `$ref` names. */
export function schemaKey(ref: string): string | undefined {
  const pointer = localPointer(ref)
  if (pointer === undefined) return undefined
  const [components, schemas, key, ...more] = tokens(pointer)
  return components === 'components' && schemas === 'schemas' && more.length === 0 ? key : undefined
}
