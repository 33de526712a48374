import type { Diagnostic } from '../../generator/base/diagnostic.ts'
import { asObject, type Json, type JsonObject } from '../../generator/base/json.ts'
import { follow } from '../../generator/base/pointer.ts'
import { gatewayDocument } from '../../generator/emit/gateway/gateway-document.ts'
import { judge } from '../../generator/judge/judge.ts'
import type { SpecDocument } from '../../generator/model/document.ts'
import { derived, specDocument } from './document.ts'

/** What became of a normalized document on its way to API Gateway. */
export interface Lowered {
  readonly document: JsonObject
  readonly pointers: Readonly<Record<string, string>>
  readonly reported: readonly Diagnostic[]
  at(pointer: string): Json | undefined
}

/** The gateway document of a normalized document. */
export function lowered(root: { readonly [key: string]: unknown }, latePaths: SpecDocument['latePaths'] = {}): Lowered {
  const { model } = derived(root)
  const reported: Diagnostic[] = []
  const { document, pointers } = gatewayDocument({ model, document: { ...specDocument(root), latePaths } }, (diagnostic) =>
    reported.push(diagnostic),
  )
  return { document, pointers, reported, at: (pointer) => follow(document, pointer) as Json | undefined }
}

/** The model that a schema becomes. */
export function loweredSchema(schema: unknown, others: { readonly [key: string]: unknown } = {}): Json | undefined {
  return lowered({ components: { schemas: { Given: schema, ...others } } }).at('/components/schemas/Given')
}

/** What the judge says of a normalized document. */
export function judged(root: { readonly [key: string]: unknown }): readonly Diagnostic[] {
  const { document, pointers } = lowered(root)
  const reported: Diagnostic[] = []
  judge({ document, pointers, origins: asObject(specDocument(root).origins) as unknown as SpecDocument['origins'] }, (diagnostic) =>
    reported.push(diagnostic),
  )
  return reported
}
