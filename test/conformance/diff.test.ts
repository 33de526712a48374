import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../generator/base/diagnostic.ts'
import { registry } from '../../generator/diff/registry.ts'
import { diskReader } from '../../generator/load/disk.ts'
import type { Difference } from '../../generator/model/difference.ts'
import { diffSpecs, type PairSide, readPair, readSurface, type SpecSurface } from '../../generator/pipeline.ts'
import { conformance } from '../support/conformance.ts'
import { presentInFull } from '../support/program.ts'
import { pick } from '../support/random.ts'
import { disagreements, otherRules, outside } from './support/oasdiff-reasons.ts'

const data = conformance('oasdiff', 'data')

/** What the oasdiff program finds in each pair, `RULE LEVEL`; null where it refuses to compare. `record-oasdiff.mjs` wrote it. */
const record: { readonly rules: readonly string[]; readonly answers: Readonly<Record<string, readonly string[] | null>> } = JSON.parse(
  readFileSync(new URL('oasdiff-answers.json', import.meta.url), 'utf8'),
)
const { answers } = record

const specs = new Map<string, Promise<SpecSurface | undefined>>()

/** The spec of a file, which is read once; undefined for one that cannot be read. */
function specAt(path: string): Promise<SpecSurface | undefined> {
  const known = specs.get(path) ?? readSurface(path, { reader: diskReader(dirname(path)) }, () => {})
  specs.set(path, known)
  return known
}

async function compare(base: string, head: string): Promise<readonly Difference[]> {
  const [before, after] = [await specAt(base), await specAt(head)]
  if (!before || !after) throw new Error(`${before ? head : base} cannot be read`)
  return diffSpecs(before, after)
}

const LEVELS = { error: 3, warning: 2, note: 1 } as const

/** The same of two specs that were read beside each other, so that what they say alike is cut off. */
async function compareCut(base: string, head: string): Promise<readonly Difference[]> {
  const side = (entry: string): PairSide => ({ entry, options: { reader: diskReader(dirname(entry)) }, report: () => {} })
  const { base: before, head: after } = await readPair(side(base), side(head))
  if (!before || !after) throw new Error(`${before ? head : base} cannot be read`)
  return diffSpecs(before, after)
}

const rules = new Set(record.rules)

/** Whether a rule is in both vocabularies. */
function isShared(answer: string): boolean {
  const id = answer.slice(0, answer.indexOf(' '))
  return registry.has(id) && rules.has(id)
}

describe('rules of oasdiff', () => {
  const table = conformance('oasdiff', 'checks.tsv')

  it('are ours, or are outside for a reason', () => {
    expect(Object.keys(outside).sort()).toEqual(record.rules.filter((id) => !registry.has(id)))
    expect(Object.keys(outside).length).toBeLessThanOrEqual(60)
  })

  it.skipIf(!table)('are all of the published table', () => {
    const published = readFileSync(table ?? '', 'utf8')
      .split('\n')
      .slice(1)
    const ids = published.map((line) => line.slice(0, Math.max(0, line.indexOf('\t'))))
    expect(ids.filter((id) => /^[a-z0-9-]+$/.test(id) && !rules.has(id))).toEqual([])
  })
})

describe.skipIf(!data)('pairs of oasdiff', () => {
  const at = (name: string): string => join(data ?? '', name)

  it.each(Object.entries(answers))('%s', async (pair, expected) => {
    const [base = '', head = ''] = pair.split(' → ')
    const found = await compare(at(base), at(head))
    for (const { code } of found) expect(registry.has(code), code).toBe(true)
    const breaking = found.some(({ severity }) => severity === 'error')
    const disagreement = disagreements[pair]
    if (expected === null) return expect([disagreement, otherRules[pair]]).toEqual([undefined, undefined])
    const isBreaking = expected.some((one) => one.endsWith(' 3'))
    if (disagreement) expect(disagreement.breaking).not.toBe(isBreaking)
    expect(breaking).toBe(disagreement ? disagreement.breaking : isBreaking)
    const ours = [...new Set(found.map(({ code, severity }) => `${code} ${LEVELS[severity]}`))].filter(isShared).sort()
    const isSame = ours.join() === expected.filter(isShared).join()
    expect(isSame, `${ours.join(', ')}; oasdiff: ${expected.join(', ')}`).toBe(otherRules[pair] === undefined)
  })

  it('have the same differences where what both say alike is cut off', async () => {
    for (const pair of pick(Object.keys(answers), 40, 20_261)) {
      const [base = '', head = ''] = pair.split(' → ')
      expect(await compareCut(at(base), at(head)), pair).toEqual(await compare(at(base), at(head)))
    }
  })

  it.skipIf(!presentInFull('oasdiff', '--version'))('are recorded as the program says them today', { timeout: 60_000 }, () => {
    const script = fileURLToPath(new URL('support/record-oasdiff.mjs', import.meta.url))
    const { stdout } = spawnSync(process.execPath, [script, 'oasdiff', ...Object.keys(answers)], { encoding: 'utf8' })
    expect(JSON.parse(stdout)).toEqual({ rules: record.rules, answers })
  })

  it('are all there, and so are those we answer otherwise', () => {
    const files = new Set(readdirSync(data ?? '', { recursive: true, encoding: 'utf8' }))
    const pairs = [...files].flatMap((base) => {
      const revision = base.replace(/base(?=\.[a-z]+$|\/)/, 'revision')
      return revision !== base && files.has(revision) && /\.(ya?ml|json)$/.test(base)
        ? [`${base} → ${revision}`, `${revision} → ${base}`]
        : []
    })
    expect(Object.keys(answers).sort()).toEqual(pairs.sort())
    expect(Object.keys(otherRules).length / Object.values(answers).filter((answer) => answer !== null).length).toBeLessThanOrEqual(0.05)
    expect([...Object.keys(disagreements), ...Object.keys(otherRules)].filter((pair) => !pairs.includes(pair))).toEqual([])
  })

  it('have nothing to say of a file beside itself', async () => {
    const files = readdirSync(data ?? '', { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ya?ml|json)$/.test(name))
    const told: string[] = []
    let read = 0
    for (const name of files) {
      const found: Diagnostic[] = []
      const again = await readSurface(at(name), { reader: diskReader(dirname(at(name))) }, (diagnostic) => found.push(diagnostic))
      const spec = await specAt(at(name))
      if (!spec || !again) continue
      read++
      for (const { code, message } of await diffSpecs(spec, again)) told.push(`${name}: ${code}: ${message}`)
    }
    expect(told).toEqual([])
    expect(read).toBeGreaterThan(300)
  })
})

const large = conformance('large')

describe.skipIf(!large)('large specs', () => {
  const at = (name: string): string => join(large ?? '', name)
  const counted = (differences: readonly Difference[]): Readonly<Record<string, number>> => {
    const counts: Record<string, number> = {}
    for (const { severity, code } of differences) if (severity === 'error') counts[code] = (counts[code] ?? 0) + 1
    return counts
  }

  it('finds what breaks clients between two releases of GitHub Enterprise', async () => {
    const [base, head] = [at('github-enterprise-3.18.json'), at('github-enterprise-3.19.json')]
    const found = await compareCut(base, head)
    if (process.env.APIGEN_REQUIRE === 'all') expect(found).toEqual(await compare(base, head))
    expect(counted(found)).toEqual({
      'request-property-became-not-nullable': 2,
      'request-property-max-items-set': 1,
      'request-property-min-items-set': 1,
    })
    expect(found.length).toBe(102)
  })

  it('finds what was changed in Stripe, however many operations a schema is shared by', async () => {
    const [base, head] = [at('stripe.json'), at('stripe-changed.json')]
    const found = await compareCut(base, head)
    if (process.env.APIGEN_REQUIRE === 'all') expect(found).toEqual(await compare(base, head))
    expect(counted(found)).toEqual({
      'api-path-removed-without-deprecation': 3,
      'new-required-request-parameter': 10,
      'response-required-property-removed': 12,
    })
    expect(found.length).toBe(46)
    // One line names the 399 operations that a line each would have named 399 times.
    const dispute = found.find(({ message }) => message.startsWith('`dispute.amount`'))
    expect(dispute?.operations?.length).toBeGreaterThan(300)
  })
})
