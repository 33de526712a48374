import { entryOf } from '../../base/catalog.ts'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Json } from '../../base/json.ts'
import { createLocator, type Texts } from '../../load/locate.ts'
import { inReadingOrder } from './reading-order.ts'

/** The version of everything that `--format json` prints: members are only added within one version. */
export const SCHEMA_VERSION = 1

/** Diagnostics as data. Lines and columns count from 1. */
export function diagnosticsJson(diagnostics: readonly Diagnostic[], texts: Texts): Json {
  const locate = createLocator(texts)
  return inReadingOrder(diagnostics, locate).map(({ code, severity, message, at, help, related = [] }) => ({
    code,
    severity,
    message,
    ...(at && { at: { file: at.file, pointer: at.pointer, ...locate(at) } }),
    ...(help !== undefined && { help }),
    ...(entryOf(code).stops !== undefined && severity === 'error' && { stops: entryOf(code).stops as string }),
    related: related.map((one) => ({ message: one.message, at: { file: one.at.file, pointer: one.at.pointer, ...locate(one.at) } })),
  })) as Json
}
