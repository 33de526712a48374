import type { Diagnostic } from '../../generator/base/diagnostic.ts'
import type { Json, JsonObject } from '../../generator/base/json.ts'
import { derive } from '../../generator/derive/derive.ts'
import type { ApiModel } from '../../generator/model/api-model.ts'
import type { SpecDocument } from '../../generator/model/document.ts'
import type { FunctionSettings } from '../../generator/model/settings.ts'

/** A normalized document for tests: what is given, and the least that it needs besides. */
export function specDocument(root: { readonly [key: string]: unknown }): SpecDocument {
  return {
    kind: 'rest',
    root: { openapi: '3.1.0', info: { title: 'Shop', version: '1' }, paths: {}, ...root } as JsonObject,
    origins: { '': { file: 'openapi.yaml', pointer: '' } },
    latePaths: {},
    unplaced: {},
    version: '3.1.0',
  }
}

/** The model of a document and what was reported on the way. */
export function derived(
  root: { readonly [key: string]: unknown },
  functions: FunctionSettings = {},
  stageFunctions: FunctionSettings = {},
): { readonly model: ApiModel; readonly reported: readonly Diagnostic[] } {
  const reported: Diagnostic[] = []
  const model = derive(specDocument(root), { functions, stageFunctions, source: 'openapi.yaml' }, (diagnostic) => reported.push(diagnostic))
  return { model, reported }
}

/** A document with one operation at `GET /pets`. */
export function withOperation(operation: { readonly [key: string]: unknown }, path = '/pets', method = 'get'): { readonly paths: Json } {
  return { paths: { [path]: { [method]: { responses: { '200': { description: '' } }, ...operation } } } as Json }
}
