import type { ApiRule } from '../catalog/api.ts'
import type { Walk } from '../walk.ts'

/**
 * Compares the versions of an API in which something breaks. Versions that are no semantic ones (semver.org, 2.0.0) follow rules that
 * nobody told us, so nothing is said of them.
 */
export function compareVersions(walk: Walk): void {
  const [before, after] = [walk.base.model.version, walk.head.model.version]
  const [old, now] = [numbersOf(before), numbersOf(after)]
  if (!old || !now) return
  const found = (rule: ApiRule, text: string): void =>
    walk.found({
      rule,
      message: `Something breaks, and the version ${text}.`,
      base: '/info/version',
      head: '/info/version',
      where: undefined,
    })
  if (before === after) found('api-version-not-bumped', `is still \`${after}\``)
  else if (compareNumbers(old, now) >= 0) found('api-version-decreased', `is \`${after}\`; it was \`${before}\``)
  else if (!isBreaking(old, now)) found('api-major-version-not-bumped', `\`${after}\` says otherwise; it was \`${before}\``)
}

type Numbers = readonly [major: number, minor: number, patch: number]

const SEMANTIC =
  /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/

function numbersOf(version: string): Numbers | undefined {
  const match = SEMANTIC.exec(version)
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined
}

function compareNumbers(a: Numbers, b: Numbers): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}

/** Below 1.0.0 the second number says it. */
function isBreaking([major, minor]: Numbers, [newMajor, newMinor]: Numbers): boolean {
  return newMajor > major || (major === 0 && newMajor === 0 && newMinor > minor)
}
