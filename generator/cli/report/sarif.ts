import { createHash } from 'node:crypto'
import type { Severity, SourceRef } from '../../base/diagnostic.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import { createLocator, type Texts } from '../../load/locate.ts'
import { version } from '../version.ts'
import { visible } from './escape.ts'
import type { Locate } from './reading-order.ts'

/** Something at a place, as SARIF knows it: a result of a rule. */
export interface SarifFinding {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly at: SourceRef | undefined
  readonly related: readonly { readonly at: SourceRef; readonly message: string }[]
  /** Knows the same finding again in another run; made of rule, file and message where there is none. */
  readonly fingerprint?: string
}

/** What a log says of a rule. */
export interface SarifRule {
  readonly severity: Severity
  readonly title: string
  readonly cause: string
  readonly fix: string
}

/**
 * Findings as a log of SARIF 2.1.0 (OASIS), as code scanning services take it: one run, the rules that found something, places in UTF-16
 * units, files relative to the working directory.
 */
export function sarifLog(findings: readonly SarifFinding[], ruleOf: (code: string) => SarifRule, texts: Texts): JsonObject {
  const locate = createLocator(texts)
  const codes = [...new Set(findings.map(({ code }) => code))].sort()
  const indexes = new Map(codes.map((code, index) => [code, index]))
  const results = findings.map((finding) => ({
    ruleId: finding.code,
    ruleIndex: indexes.get(finding.code) as number,
    level: finding.severity,
    message: plain(finding.message),
    locations: finding.at ? [location(finding.at, locate)] : [],
    ...(finding.related.length > 0 && {
      relatedLocations: finding.related.map((one, id) => ({ id, ...location(one.at, locate), message: plain(one.message) })),
    }),
    partialFingerprints: { 'apigen/v1': finding.fingerprint ?? fingerprintOf(finding) },
  }))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'apigen', semanticVersion: version, rules: codes.map((code) => describe(code, ruleOf(code))) } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  }
}

function describe(id: string, { severity, title, cause, fix }: SarifRule): Json {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: cause },
    help: { text: `${cause}\n\n${fix}` },
    defaultConfiguration: { level: severity },
  }
}

function location(at: SourceRef, locate: Locate): { readonly physicalLocation: JsonObject } {
  const position = locate(at)
  const uri = at.file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
  const region = position && {
    startLine: position.line,
    startColumn: position.column,
    endColumn: position.column + position.length,
  }
  return { physicalLocation: { artifactLocation: { uri }, ...(region && { region }) } }
}

/** A text without links: brackets would begin one (SARIF 2.1.0, 3.11.6). */
function plain(text: string): { readonly text: string } {
  return { text: visible(text).replace(/[\\[\]]/g, '\\$&') }
}

/** The same for one finding wherever its line has moved to. */
function fingerprintOf({ code, at, message }: SarifFinding): string {
  const what = [code, at?.file ?? '', at?.pointer ?? '', message]
  return createHash('sha256').update(what.join('\0')).digest('hex').slice(0, 12)
}
