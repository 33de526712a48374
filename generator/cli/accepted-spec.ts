import { ApigenFailure } from '../base/diagnostic.ts'
import { type Spec, stopsImport } from '../pipeline.ts'
import { checkedSpec } from './checked-spec.ts'
import type { Given } from './command.ts'
import { type Context, sayDiagnostics } from './context.ts'

/** A spec that API Gateway takes, or the exit code of a command that has said as JSON why it does not. */
export type AcceptedSpec = { readonly kind: 'accepted'; readonly spec: Spec } | { readonly kind: 'answered'; readonly exitCode: number }

/** Reads a spec for a command that changes AWS; `done` is what it would do. Throws where API Gateway would refuse it. */
export async function acceptedSpec(context: Context, given: Given, done: 'imported' | 'deployed'): Promise<AcceptedSpec> {
  const { spec, findings } = await checkedSpec(context, given)
  if (!spec || stopsImport(findings.all())) {
    const errors = findings.all().filter(({ severity }) => severity === 'error')
    const exitCode = spec ? 1 : 2
    if (given.flags.format === 'json') {
      sayDiagnostics(context, 'json', errors, findings.texts, { plan: null, exitCode })
      context.say(`Nothing was ${done}.`)
      return { kind: 'answered', exitCode }
    }
    sayDiagnostics(context, 'pretty', errors, findings.texts)
    throw new ApigenFailure(
      spec ? 'refused' : 'unreadable',
      spec ? `API Gateway would refuse this spec, so nothing was ${done}.` : `The spec cannot be read, so nothing was ${done}.`,
      { help: 'Mend the errors; apigen lint lists them.' },
    )
  }
  return { kind: 'accepted', spec }
}

/** Refuses late-bound values that have no value; those that AWS itself knows are none of them. */
export function refuseUnbound(unbound: readonly string[]): void {
  const open = unbound.filter((name) => !/^AWS::(Region|AccountId|Partition)$/.test(name))
  if (open.length === 0) return
  const [value, it] = open.length === 1 ? ['A late-bound value has', 'it'] : ['Late-bound values have', 'them']
  throw new ApigenFailure('usage', `${value} no value: ${open.map((name) => `\`${name}\``).join(', ')}.`, {
    help: `Bind ${it}: ${open.map((name) => `--bind ${name}=…`).join(' ')}, or \`bind\` in the config.`,
  })
}
