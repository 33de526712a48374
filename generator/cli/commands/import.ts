import { join } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Json } from '../../base/json.ts'
import { applyImport } from '../../deploy/apply-import.ts'
import { desire } from '../../deploy/desire.ts'
import { fileJournal } from '../../deploy/journal.ts'
import { observe } from '../../deploy/observe.ts'
import { planImport } from '../../deploy/plan-import.ts'
import { gatewayDocumentOf, stopsImport } from '../../pipeline.ts'
import { checkedSpec } from '../checked-spec.ts'
import type { Run } from '../command.ts'
import { type Context, printDiagnostics, text } from '../context.ts'
import { connect } from '../remote.ts'
import { printImportPlan } from '../report/import-plan.ts'
import { stageOf } from '../stage.ts'

/** Imports a spec into a stage: prints what would change, asks, does it, verifies. */
export const importSpec: Run = async (context, given) => {
  const stage = stageOf(context, given)
  const json = given.flags.format === 'json'
  const { spec, findings } = await checkedSpec(context, given)
  if (!spec || stopsImport(findings.all())) {
    const errors = findings.all().filter(({ severity }) => severity === 'error')
    const exitCode = spec ? 1 : 2
    if (json) {
      printDiagnostics(context, 'json', errors, findings.texts, { plan: null, exitCode })
      context.say('Nothing was imported.')
      return exitCode
    }
    printDiagnostics(context, 'pretty', errors, findings.texts)
    throw new ApigenFailure(
      spec ? 'refused' : 'unreadable',
      spec ? 'API Gateway would refuse this spec, so nothing was imported.' : 'The spec cannot be read, so nothing was imported.',
      {
        help: 'Mend the errors; apigen lint lists them.',
      },
    )
  }
  if (spec.model.kind === 'http')
    throw new ApigenFailure('usage', 'This is an HTTP API, and apigen imports REST APIs only so far.', {
      help: 'lint, generate and diff work on it.',
    })
  const { document, unbound } = await gatewayDocumentOf(spec, context.settings.bind, () => {})
  const open = unbound.filter((name) => !/^AWS::(Region|AccountId|Partition)$/.test(name))
  if (open.length > 0) {
    throw new ApigenFailure(
      'usage',
      `${open.length === 1 ? 'A late-bound value has' : 'Late-bound values have'} no value: ${open.map((name) => `\`${name}\``).join(', ')}.`,
      {
        help: `Bind ${open.length === 1 ? 'it' : 'them'}: ${open.map((name) => `--bind ${name}=…`).join(' ')}, or \`bind\` in the config.`,
      },
    )
  }
  const stopping = new AbortController()
  const remote = await connect(context, given, stage.settings, stopping.signal)
  try {
    const apiId = text(given.flags.apiId) ?? stage.settings?.apiId
    const desired = desire(spec.model, document, stage.name, stage.settings)
    const observed = await observe(remote.cloud, { ...(apiId !== undefined && { id: apiId }), name: spec.model.name }, stage.name)
    const plan = planImport(desired, observed)
    if (json && given.flags.dryRun === true) context.printJson({ plan: plan as unknown as Json, exitCode: 0 })
    if (!json) context.print(printImportPlan(plan, desired, remote.cloud.place, context.paintOut))
    if (plan.changes.length === 0 || given.flags.dryRun === true) {
      if (json && given.flags.dryRun !== true)
        context.printJson({ plan: plan as unknown as Json, apiId: observed.api?.id ?? null, exitCode: 0 })
      return 0
    }
    if (given.flags.yes !== true) {
      const agreed = await context.host.confirm(`Import into ${remote.cloud.place}, stage ${stage.name}?`)
      if (agreed === undefined)
        throw new ApigenFailure('usage', 'Nobody could be asked, so nothing was done.', {
          help: 'Run it in a terminal, or agree beforehand with --yes.',
        })
      if (!agreed) {
        if (json) context.printJson({ plan: plan as unknown as Json, apiId: null, exitCode: 1 })
        context.say('Nothing was done.')
        return 1
      }
    }
    const journal = fileJournal(
      join(context.settings.root, '.apigen', 'journal'),
      `${spec.model.name}-${stage.name}-${process.pid}-${Date.now()}`,
      () => new Date(),
    )
    const imported = await untilInterrupted(context, stopping, (interrupted) =>
      applyImport(plan, desired, { cloud: remote.cloud, journal, progress: (step) => context.say(`  ${step} …`), interrupted }),
    )
    if (json)
      context.printJson({
        plan: plan as unknown as Json,
        apiId: imported.apiId,
        deploymentId: imported.deploymentId,
        normalized: [...imported.normalized],
        exitCode: 0,
      })
    else context.print(`Stage ${stage.name} of API ${imported.apiId} serves deployment ${imported.deploymentId}.\n`)
    return 0
  } finally {
    await remote.close()
  }
}

/** Nothing is left half done by Ctrl-C: the step at hand ends, the next does not begin. */
async function untilInterrupted<T>(
  context: Context,
  stopping: AbortController,
  work: (interrupted: () => boolean) => Promise<T>,
): Promise<T> {
  const stop = context.host.onInterrupt(() => {
    stopping.abort()
    context.say('Interrupted: the step at hand ends first. A second Ctrl-C ends it at once.')
  })
  try {
    return await work(() => stopping.signal.aborted)
  } finally {
    stop()
  }
}
