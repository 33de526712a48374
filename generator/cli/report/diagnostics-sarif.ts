import { type DiagnosticCode, entryOf } from '../../base/catalog.ts'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { JsonObject } from '../../base/json.ts'
import { createLocator, type Texts } from '../../load/locate.ts'
import { inReadingOrder } from './reading-order.ts'
import { sarifLog } from './sarif.ts'

/** Diagnostics as a SARIF log, with their help in the message. */
export function diagnosticsSarif(diagnostics: readonly Diagnostic[], texts: Texts): JsonObject {
  const findings = inReadingOrder(diagnostics, createLocator(texts)).map(({ code, severity, message, at, help, related = [] }) => ({
    code,
    severity,
    message: help === undefined ? message : `${message} ${help}`,
    at,
    related,
  }))
  return sarifLog(findings, (code) => entryOf(code as DiagnosticCode), texts)
}
