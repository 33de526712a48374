import { ApigenFailure, type Diagnostic, diagnose } from '../base/diagnostic.ts'
import { join } from '../base/pointer.ts'
import { suggest } from '../base/suggest.ts'
import { registry } from '../diff/registry.ts'
import type { Difference } from '../model/difference.ts'
import type { IgnoredDifference } from '../model/settings.ts'
import type { Context } from './context.ts'

/** Differences as the config wants them. */
export interface Settled {
  readonly differences: readonly Difference[]
  /** How many `diff.ignore` leaves out. */
  readonly ignored: number
  /** Entries of `diff.ignore` whose day is over and that would have left something out. */
  readonly expired: readonly IgnoredDifference[]
}

const FINGERPRINT = /^[0-9a-f]{12}$/

/** Leaves out what the config ignores on this day (UTC), by rule or fingerprint, and gives rules the severities that it sets. */
export function settle(context: Context, found: readonly Difference[], today: string): Settled {
  const { severity: severities, ignore } = context.settings.diff
  const isOver = ({ until }: IgnoredDifference): boolean => until !== undefined && until < today
  const ignored = new Set(ignore.filter((one) => !isOver(one)).map(({ rule }) => rule))
  const kept = found.filter(({ code, fingerprint }) => !ignored.has(code) && !ignored.has(fingerprint))
  const named = new Set(kept.flatMap(({ code, fingerprint }) => [code, fingerprint]))
  const differences = kept.map((difference) => ({
    ...difference,
    severity: (Object.hasOwn(severities, difference.code) ? severities[difference.code] : undefined) ?? difference.severity,
  }))
  // What follows from nothing but what was left out is left out with it.
  const isFollowed = kept.length === found.length || differences.some(({ area }) => area !== 'consequence')
  return {
    differences: isFollowed ? differences : [],
    ignored: isFollowed ? found.length - kept.length : count(found) - count(kept),
    expired: ignore.filter((one) => isOver(one) && named.has(one.rule)),
  }
}

/** Refuses a config that names rules which do not exist: what it means to ignore would be reported, or worse, the other way round. */
export function checkRules(context: Context): void {
  const { severity, ignore } = context.settings.diff
  const { file = '' } = context.config
  const unknown = (rule: string, pointer: string, on: 'key' | 'value'): Diagnostic[] => {
    if (registry.has(rule)) return []
    const near = suggest(rule, registry.keys())
    const help = near ? `Did you mean \`${near}\`?` : 'apigen explain lists all rules; a fingerprint has 12 hexadecimal digits.'
    return [diagnose('config/invalid', `There is no difference rule \`${rule}\`.`, { file, pointer, on }, { help })]
  }
  const diagnostics = [
    ...Object.keys(severity).flatMap((rule) => unknown(rule, join('/diff/severity', rule), 'key')),
    ...ignore.flatMap(({ rule }, index) => (FINGERPRINT.test(rule) ? [] : unknown(rule, join('/diff/ignore', index), 'value'))),
  ]
  if (diagnostics.length > 0) throw new ApigenFailure('usage', `The config file \`${file}\` cannot be used.`, { diagnostics })
}

function count(differences: readonly Difference[]): number {
  return differences.filter(({ area }) => area !== 'consequence').length
}
