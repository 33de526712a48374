import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../generator/base/diagnostic.ts'
import { registry } from '../../generator/diff/registry.ts'
import { diskReader } from '../../generator/load/disk.ts'
import type { Difference } from '../../generator/model/difference.ts'
import { diffSpecs, readSpec, type Spec } from '../../generator/pipeline.ts'
import { conformance } from '../support/conformance.ts'

const data = conformance('oasdiff', 'data')

/** What the oasdiff program finds breaking in each pair; null where it refuses to compare. `record-oasdiff.mjs` wrote it. */
const { answers }: { readonly answers: Readonly<Record<string, readonly string[] | null>> } = JSON.parse(
  readFileSync(new URL('oasdiff-answers.json', import.meta.url), 'utf8'),
)

const PATH_PARAMETER = 'The path has no such variable, so the parameter means nothing; lint says so.'
const PREFIX_ITEMS = 'A list whose first items are declared now refuses what it took: only where `items` stands beside it is that unclear.'

/** Where we answer otherwise than oasdiff, with the reason. One that no longer does has to leave the list. */
const disagreements: Readonly<Record<string, { readonly breaking: boolean; readonly because: string }>> = {
  'checker/api_security_global_added_revision.yaml → checker/api_security_global_added_base.yaml': {
    breaking: true,
    because: 'Whoever opens a door has to be stopped by a review, though no caller breaks (decision 0043).',
  },
  'checker/prefix_items_prop_base.yaml → checker/prefix_items_prop_revision.yaml': { breaking: true, because: PREFIX_ITEMS },
  'checker/prefix_items_prop_revision.yaml → checker/prefix_items_prop_base.yaml': { breaking: true, because: PREFIX_ITEMS },
  'checker/request_body_any_of_media_type_base.yaml → checker/request_body_any_of_media_type_revision.yaml': {
    breaking: false,
    because: 'The alternative has another name and says the same: no request is told apart by it.',
  },
  'checker/request_body_any_of_media_type_revision.yaml → checker/request_body_any_of_media_type_base.yaml': {
    breaking: false,
    because: 'The alternative has another name and says the same: no request is told apart by it.',
  },
  'checker/request_parameter_became_enum_base.yaml → checker/request_parameter_became_enum_revision.yaml': {
    breaking: false,
    because: PATH_PARAMETER,
  },
  'checker/request_parameter_min_increased_base.yaml → checker/request_parameter_min_increased_revision.yaml': {
    breaking: false,
    because: PATH_PARAMETER,
  },
  'checker/request_parameter_extensible_enum_base.yaml → checker/request_parameter_extensible_enum_revision.yaml': {
    breaking: false,
    because: '`x-extensible-enum` is an extension that neither OpenAPI nor API Gateway knows.',
  },
  'checker/request_xml_type_compatible_base.yaml → checker/request_xml_type_compatible_revision.yaml': {
    breaking: true,
    because: 'oasdiff takes any XML for a string; a handler that reads a string does not read the object that clients send.',
  },
  'checker/response_property_one_of_wrapped_revision.yaml → checker/response_property_one_of_wrapped_base.yaml': {
    breaking: true,
    because: 'The new object is narrower than an alternative without being one of them: containment is not proved (decision 0042).',
  },
  'checker/webhook_operation_base.yaml → checker/webhook_operation_revision.yaml': {
    breaking: false,
    because: 'API Gateway serves no webhooks, so they are not compared.',
  },
  'required-properties/request-new-required-prop-base.yaml → required-properties/request-new-required-prop-revision.yaml': {
    breaking: true,
    because: 'A name in `required` is asked for, whether it is declared in `properties` or not.',
  },
  'required-properties/write-only-delete-partial-base.yaml → required-properties/write-only-delete-partial-revision.yaml': {
    breaking: true,
    because: 'The member is no longer declared but required now, so requests without it are refused.',
  },
}

const specs = new Map<string, Promise<Spec | undefined>>()

/** The spec of a file, which is read once; undefined for one that cannot be read. */
function specAt(path: string): Promise<Spec | undefined> {
  const known = specs.get(path) ?? readSpec(path, { reader: diskReader(dirname(path)) }, () => {})
  specs.set(path, known)
  return known
}

async function compare(base: string, head: string): Promise<readonly Difference[]> {
  const [before, after] = [await specAt(base), await specAt(head)]
  if (!before || !after) throw new Error(`${before ? head : base} cannot be read`)
  return diffSpecs(before, after)
}

describe.skipIf(!data)('pairs of oasdiff', () => {
  const at = (name: string): string => join(data ?? '', name)

  it.each(Object.entries(answers))('%s', async (pair, expected) => {
    const [base = '', head = ''] = pair.split(' → ')
    const found = await compare(at(base), at(head))
    for (const { code } of found) expect(registry.has(code), code).toBe(true)
    const breaking = found.some(({ severity }) => severity === 'error')
    const disagreement = disagreements[pair]
    if (expected === null) expect(disagreement).toBeUndefined()
    else if (disagreement) {
      expect(disagreement.breaking).not.toBe(expected.length > 0)
      expect(breaking).toBe(disagreement.breaking)
    } else expect(breaking).toBe(expected.length > 0)
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
    expect(Object.keys(disagreements).filter((pair) => !pairs.includes(pair))).toEqual([])
  })

  it('have nothing to say of a file beside itself', async () => {
    const files = readdirSync(data ?? '', { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ya?ml|json)$/.test(name))
    const told: string[] = []
    let read = 0
    for (const name of files) {
      const found: Diagnostic[] = []
      const again = await readSpec(at(name), { reader: diskReader(dirname(at(name))) }, (diagnostic) => found.push(diagnostic))
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
    const found = await compare(at('github-enterprise-3.18.json'), at('github-enterprise-3.19.json'))
    expect(counted(found)).toEqual({
      'request-property-became-not-nullable': 2,
      'request-property-max-items-set': 1,
      'request-property-min-items-set': 1,
    })
    expect(found.length).toBe(96)
  })

  it('finds what was changed in Stripe, however many operations a schema is shared by', async () => {
    const found = await compare(at('stripe.json'), at('stripe-changed.json'))
    expect(counted(found)).toEqual({
      'api-removed-without-deprecation': 3,
      'new-required-request-parameter': 10,
      'response-property-type-generalized': 12,
    })
    expect(found.length).toBe(41)
    // One line names the 399 operations that a line each would have named 399 times.
    const dispute = found.find(({ message }) => message.startsWith('`dispute.amount`'))
    expect(dispute?.operations?.length).toBeGreaterThan(300)
  })
})
