import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../generator/base/diagnostic.ts'
import { registry } from '../../generator/diff/registry.ts'
import { diskReader } from '../../generator/load/disk.ts'
import type { Difference } from '../../generator/model/difference.ts'
import { diffSpecs, readSpec, type Spec } from '../../generator/pipeline.ts'
import { conformance } from '../support/conformance.ts'
import { presentInFull } from '../support/program.ts'

const data = conformance('oasdiff', 'data')

/** What the oasdiff program finds in each pair, `RULE LEVEL`; null where it refuses to compare. `record-oasdiff.mjs` wrote it. */
const { answers }: { readonly answers: Readonly<Record<string, readonly string[] | null>> } = JSON.parse(
  readFileSync(new URL('oasdiff-answers.json', import.meta.url), 'utf8'),
)

const PATH_PARAMETER = 'The path has no such variable, so the parameter means nothing; lint says so.'
const PREFIX_ITEMS = 'A list whose first items are declared now refuses what it took: only where `items` stands beside it is that unclear.'

const SAME_ALTERNATIVE = 'The alternative has another name and says the same: no request is told apart by it.'
const NOT_DECLARED = 'A name in `required` is asked for, whether it is declared in `properties` or not.'
const NOT_PROVED = 'Containment of objects is not proved (decision 0042), so it is told as a union, for which oasdiff has no rule.'
const BECAME_UNION = 'What becomes a union is told as that; oasdiff compares the listed values with those of a member.'
const LISTS_OF_TYPES = 'Alternatives that are plain types are alternatives here; oasdiff tells them as a list of types.'
const ANY_TYPE = 'A schema without a type allows every type: that is wider, not another type.'
const OTHER_TYPE = 'Where the type is another one, its members are not told as well.'
const IN_PARAMETER = 'What is inside the value of a parameter is told as a part of the request; oasdiff tells it as the parameter.'
const NO_NULL = 'A parameter is text, which has no null (decision 0041).'
const XML = 'oasdiff takes any XML for a string; a handler that reads a string does not read the object that clients send.'
const RENAMED = 'An `operationId` that is another one is told as that; oasdiff tells of one that is gone.'
const NOT_COMPARED = 'It is under `webhooks`: API Gateway serves none, so they are not compared.'
const LEVEL = 'The severity follows from who sends the value (decision 0041), or from what a reviewer must see (0043).'

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
    because: SAME_ALTERNATIVE,
  },
  'checker/request_body_any_of_media_type_revision.yaml → checker/request_body_any_of_media_type_base.yaml': {
    breaking: false,
    because: SAME_ALTERNATIVE,
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
    because: XML,
  },
  'checker/response_property_one_of_wrapped_revision.yaml → checker/response_property_one_of_wrapped_base.yaml': {
    breaking: true,
    because: 'The new object is narrower than an alternative without being one of them: containment is not proved (decision 0042).',
  },
  'checker/webhook_operation_base.yaml → checker/webhook_operation_revision.yaml': {
    breaking: false,
    because: NOT_COMPARED,
  },
  'required-properties/request-new-required-prop-base.yaml → required-properties/request-new-required-prop-revision.yaml': {
    breaking: true,
    because: NOT_DECLARED,
  },
  'required-properties/write-only-delete-partial-base.yaml → required-properties/write-only-delete-partial-revision.yaml': {
    breaking: true,
    because: 'The member is no longer declared but required now, so requests without it are refused.',
  },
}

/** Pairs of which oasdiff says other rules or levels, of those that both know, with the reason. One that no longer differs has to leave the list. */
const otherRules: Readonly<Record<string, string>> = {
  'checker/api_security_updated_base.yaml → checker/api_security_updated_revision.yaml': LEVEL,
  'checker/prefix_items_prop_base.yaml → checker/prefix_items_prop_revision.yaml': PREFIX_ITEMS,
  'checker/prefix_items_prop_revision.yaml → checker/prefix_items_prop_base.yaml': PREFIX_ITEMS,
  'checker/request_body_any_of_media_type_base.yaml → checker/request_body_any_of_media_type_revision.yaml': SAME_ALTERNATIVE,
  'checker/request_body_any_of_media_type_revision.yaml → checker/request_body_any_of_media_type_base.yaml': SAME_ALTERNATIVE,
  'checker/request_param_scalar_to_array_31_base.yaml → checker/request_param_scalar_to_array_31_revision.yaml': NO_NULL,
  'checker/request_param_scalar_to_array_31_revision.yaml → checker/request_param_scalar_to_array_31_base.yaml': NO_NULL,
  'checker/request_parameter_became_enum_base.yaml → checker/request_parameter_became_enum_revision.yaml': PATH_PARAMETER,
  'checker/request_parameter_became_enum_revision.yaml → checker/request_parameter_became_enum_base.yaml': PATH_PARAMETER,
  'checker/request_parameter_max_items_updated_base.yaml → checker/request_parameter_max_items_updated_revision.yaml': IN_PARAMETER,
  'checker/request_parameter_max_items_updated_revision.yaml → checker/request_parameter_max_items_updated_base.yaml': IN_PARAMETER,
  'checker/request_parameter_min_increased_base.yaml → checker/request_parameter_min_increased_revision.yaml': PATH_PARAMETER,
  'checker/request_parameter_min_increased_revision.yaml → checker/request_parameter_min_increased_base.yaml': PATH_PARAMETER,
  'checker/request_parameter_property_enum_value_updated_base.yaml → checker/request_parameter_property_enum_value_updated_revision.yaml':
    IN_PARAMETER,
  'checker/request_parameter_property_enum_value_updated_revision.yaml → checker/request_parameter_property_enum_value_updated_base.yaml':
    IN_PARAMETER,
  'checker/request_xml_type_compatible_base.yaml → checker/request_xml_type_compatible_revision.yaml': XML,
  'checker/response_property_all_of_inline_added_revision.yaml → checker/response_property_all_of_inline_added_base.yaml': LEVEL,
  'checker/response_property_one_of_wrapped_base.yaml → checker/response_property_one_of_wrapped_revision.yaml': NOT_PROVED,
  'checker/response_property_one_of_wrapped_revision.yaml → checker/response_property_one_of_wrapped_base.yaml': NOT_PROVED,
  'checker/response_schema_type_changed_base.yaml → checker/response_schema_type_changed_revision.yaml': OTHER_TYPE,
  'checker/response_schema_type_changed_revision.yaml → checker/response_schema_type_changed_base.yaml': OTHER_TYPE,
  'checker/transition_claims_enum_base.yaml → checker/transition_claims_enum_revision.yaml': BECAME_UNION,
  'checker/transition_claims_enum_revision.yaml → checker/transition_claims_enum_base.yaml': BECAME_UNION,
  'checker/webhook_operation_base.yaml → checker/webhook_operation_revision.yaml': NOT_COMPARED,
  'checker/webhook_operation_revision.yaml → checker/webhook_operation_base.yaml': NOT_COMPARED,
  'list-of-types/body-narrowing-revision.yaml → list-of-types/body-narrowing-base.yaml': LISTS_OF_TYPES,
  'list-of-types/body-test-base.yaml → list-of-types/body-test-revision.yaml': LISTS_OF_TYPES,
  'list-of-types/body-test-revision.yaml → list-of-types/body-test-base.yaml': LISTS_OF_TYPES,
  'list-of-types/edge-cases-base.yaml → list-of-types/edge-cases-revision.yaml': LISTS_OF_TYPES,
  'list-of-types/edge-cases-revision.yaml → list-of-types/edge-cases-base.yaml': LISTS_OF_TYPES,
  'list-of-types/list-to-list-base.yaml → list-of-types/list-to-list-revision.yaml': LISTS_OF_TYPES,
  'list-of-types/list-to-list-revision.yaml → list-of-types/list-to-list-base.yaml': LISTS_OF_TYPES,
  'list-of-types/no-type-revision.yaml → list-of-types/no-type-base.yaml': ANY_TYPE,
  'openapi31/base.yaml → openapi31/revision.yaml': NOT_COMPARED,
  'openapi31/revision.yaml → openapi31/base.yaml': NOT_COMPARED,
  'required-properties/request-new-required-prop-base.yaml → required-properties/request-new-required-prop-revision.yaml': NOT_DECLARED,
  'required-properties/request-new-required-prop-revision.yaml → required-properties/request-new-required-prop-base.yaml': NOT_DECLARED,
  'required-properties/response-del-required-prop-base.yaml → required-properties/response-del-required-prop-revision.yaml': RENAMED,
  'required-properties/response-del-required-prop-revision.yaml → required-properties/response-del-required-prop-base.yaml': RENAMED,
  'required-properties/write-only-delete-partial-base.yaml → required-properties/write-only-delete-partial-revision.yaml': NOT_DECLARED,
  'required-properties/write-only-delete-partial-revision.yaml → required-properties/write-only-delete-partial-base.yaml': NOT_DECLARED,
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

const LEVELS = { error: 3, warning: 2, note: 1 } as const

/** The rules of oasdiff, by its own list. */
const table = conformance('oasdiff', 'checks.tsv')
const checks = new Set((table === undefined ? '' : readFileSync(table, 'utf8')).split('\n').map((line) => line.split('\t')[0]))

/** Whether a rule is in both vocabularies. */
function isShared(answer: string): boolean {
  const id = answer.slice(0, answer.indexOf(' '))
  return registry.has(id) && checks.has(id)
}

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

  it.skipIf(!presentInFull('oasdiff', '--version'))('are recorded as the program says them today', { timeout: 60_000 }, () => {
    const script = fileURLToPath(new URL('support/record-oasdiff.mjs', import.meta.url))
    const { stdout } = spawnSync(process.execPath, [script, 'oasdiff', ...Object.keys(answers)], { encoding: 'utf8' })
    expect(JSON.parse(stdout)).toEqual(answers)
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
    expect([...Object.keys(disagreements), ...Object.keys(otherRules)].filter((pair) => !pairs.includes(pair))).toEqual([])
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
