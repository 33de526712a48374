import { ApigenFailure, type Diagnostic } from '../base/diagnostic.ts'
import type { Json, JsonObject } from '../base/json.ts'
import { entitiesOf } from '../deploy/entities.ts'
import { placeOf, type Spec, stopsImport } from '../pipeline.ts'
import { checkedSpec } from './checked-spec.ts'
import type { Given } from './command.ts'
import { type Context, sayDiagnostics } from './context.ts'

/** A spec that API Gateway takes, or the exit code of a command that has said as JSON why it does not. */
export type AcceptedSpec = { readonly kind: 'accepted'; readonly spec: Spec } | { readonly kind: 'answered'; readonly exitCode: number }

/** Reads a spec for a command that changes AWS; `done` is what it would do. Throws where API Gateway would refuse it. */
export async function acceptedSpec(context: Context, given: Given, done: 'imported' | 'deployed'): Promise<AcceptedSpec> {
  const { spec, findings } = await checkedSpec(context, given)
  const all = findings.all()
  const warned = done === 'imported' ? (spec?.warned ?? []) : []
  const refusal = refusalOf(spec, all, warned)
  if (spec && refusal === undefined) return { kind: 'accepted', spec }
  const places = new Set(warned.map(placeOf))
  const shown = all.filter((finding) => finding.severity === 'error' || places.has(placeOf(finding)))
  const exitCode = spec ? 1 : 2
  if (given.flags.format === 'json') {
    sayDiagnostics(context, 'json', shown, findings.texts, { plan: null, exitCode })
    context.say(`Nothing was ${done}.`)
    return { kind: 'answered', exitCode }
  }
  sayDiagnostics(context, 'pretty', shown, findings.texts)
  throw new ApigenFailure(spec ? 'refused' : 'unreadable', `${refusal}, so nothing was ${done}.`, {
    help: 'Mend what is said above; apigen lint lists it.',
  })
}

/** Why a spec cannot be had, as a clause. An import asks API Gateway to refuse what it warns of. */
function refusalOf(spec: Spec | undefined, all: readonly Diagnostic[], warned: readonly Diagnostic[]): string | undefined {
  if (!spec) return 'The spec cannot be read'
  if (stopsImport(all)) return 'API Gateway would refuse this spec'
  return warned.length > 0 ? 'API Gateway would ignore a part of this spec, and is asked to refuse it then' : undefined
}

/** Refuses a gateway document without methods: it can be put, but no deployment can be made of it. */
export function refuseEmpty(document: JsonObject): void {
  if ([...entitiesOf(document).values()].some(({ kind }) => kind === 'method')) return
  throw new ApigenFailure('refused', 'The spec has no operations, and API Gateway deploys no API without one, so nothing was imported.', {
    help: 'Add one below `paths`.',
  })
}

/** Refuses late-bound values that `bind` has no value for; those that AWS itself knows are none of them. */
export function refuseUnbound(unbound: readonly string[], bind: Readonly<Record<string, Json>>): void {
  const open = unbound.filter((name) => !/^AWS::(Region|AccountId|Partition)$/.test(name))
  if (open.length === 0) return
  // Only a condition is still open with a value.
  const condition = open.find((name) => Object.hasOwn(bind, name))
  if (condition !== undefined) {
    throw new ApigenFailure('usage', `\`${condition}\` is a condition, but it is bound to \`${String(bind[condition])}\`.`, {
      help: `Bind it to \`true\` or \`false\`: \`Fn::If\` gives its second value or its third.`,
    })
  }
  const [value, it] = open.length === 1 ? ['A late-bound value has', 'it'] : ['Late-bound values have', 'them']
  throw new ApigenFailure('usage', `${value} no value: ${open.map((name) => `\`${name}\``).join(', ')}.`, {
    help: `Bind ${it}: ${open.map((name) => `--bind ${name}=…`).join(' ')}, or \`bind\` in the config.`,
  })
}
