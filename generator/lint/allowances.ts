import { catalog, type DiagnosticCode } from '../base/catalog.ts'
import { type Diagnostic, diagnose, type Report } from '../base/diagnostic.ts'
import { asObject, type Json } from '../base/json.ts'
import { originOf } from '../base/origin.ts'
import { join, parent } from '../base/pointer.ts'
import { suggest } from '../base/suggest.ts'
import type { SpecDocument } from '../model/document.ts'

/** Findings and the `x-apigen-allow`s that may silence them: they meet when the walk is over, whichever came first. */
export interface Allowances {
  /** Notes an `x-apigen-allow`; `pointer` is its own. */
  add(value: Json, pointer: string): void
  /** Takes a finding at a place of the normalized document. */
  judge(finding: Diagnostic, pointer: string): void
  /** Reports all findings that nothing silences, and the allowances that silence nothing. */
  finish(report: Report): void
}

interface Allowance {
  readonly code: string
  readonly pointer: string
  used: boolean
}

/** The findings that only `lint` knows; others are reported by stages that ran before it. */
const GROUPS = new Set(['contract', 'gateway', 'lambda', 'security', 'templates'])

/** Starts an empty set for one run. */
export function createAllowances(document: SpecDocument): Allowances {
  const byHolder = new Map<string, Allowance[]>()
  const findings: { readonly finding: Diagnostic; readonly pointer: string }[] = []
  return {
    add(value, pointer) {
      const holder = parent(pointer) ?? ''
      byHolder.set(
        holder,
        Object.keys(asObject(value)).map((code) => ({ code, pointer: join(pointer, code), used: false })),
      )
    },
    judge(finding, pointer) {
      findings.push({ finding, pointer })
    },
    finish(report) {
      for (const { finding, pointer } of findings) {
        const allowance = find(byHolder, finding.code, pointer)
        if (allowance && finding.severity !== 'error') allowance.used = true
        else report(finding)
      }
      for (const allowance of [...byHolder.values()].flat()) {
        if (!allowance.used)
          report(diagnose('contract/unused-allow', why(allowance.code), originOf(document.origins, allowance.pointer, 'key')))
      }
    },
  }
}

function find(byHolder: ReadonlyMap<string, readonly Allowance[]>, code: string, pointer: string): Allowance | undefined {
  if (byHolder.size === 0) return undefined
  for (let holder: string | undefined = pointer; holder !== undefined; holder = parent(holder)) {
    const found = byHolder.get(holder)?.find((allowance) => allowance.code === code)
    if (found) return found
  }
  return undefined
}

function why(code: string): string {
  if (!Object.hasOwn(catalog, code)) {
    const near = suggest(code, Object.keys(catalog))
    return `There is no finding called \`${code}\`${near === undefined ? '.' : `; did you mean \`${near}\`?`}`
  }
  const group = code.split('/')[0] ?? ''
  if (!GROUPS.has(group)) return `\`${code}\` is found before the rules run and cannot be allowed.`
  if (catalog[code as DiagnosticCode].severity === 'error') return `\`${code}\` is an error and cannot be allowed.`
  return `Nothing below this object is found by \`${code}\`, so allowing it has no effect.`
}
