import { createGateway, type Gateway } from '../../../runtime/gateway/index.ts'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { put } from '../../base/json.ts'
import { applyImport } from '../../deploy/apply-import.ts'
import { apiGatewayCloud } from '../../deploy/aws/api-gateway-cloud.ts'
import { desire } from '../../deploy/desire.ts'
import type { Journal } from '../../deploy/journal.ts'
import { observe } from '../../deploy/observe.ts'
import { planImport } from '../../deploy/plan-import.ts'
import { checkSpec, gatewayDocumentOf, readSpec, type Spec, stopsImport } from '../../pipeline.ts'
import { localBindings, projectFunctions } from '../../project-functions.ts'
import type { Given, Run } from '../command.ts'
import { type Context, printDiagnostics, text } from '../context.ts'
import { listenForInterruption } from '../interruption.ts'
import { LOCAL_CREDENTIALS } from '../local-credentials.ts'
import { sdkHandler } from '../local-gateway.ts'
import { openSpec, specOf } from '../read.ts'
import { visible } from '../report/escape.ts'
import { listenOn, portOf } from '../serving.ts'
import { version } from '../version.ts'
import { watchSpec } from '../watch.ts'
import { generateOnce } from './generate.ts'

/** Generates, imports into an embedded gateway of its own, serves, and does it again at every change of the spec. */
export const dev: Run = async (outer, given) => {
  // The address is the data here; what is found in the spec is talk.
  const context: Context = { ...outer, print: (line) => outer.host.stderr.write(line), paintOut: outer.paint }
  const stage = text(given.flags.stage) ?? 'dev'
  const port = portOf(given, 3000)
  const interruption = listenForInterruption(context.host)
  let gateway: Gateway | undefined
  try {
    const first = await prepare(context, given)
    if (!first) return 1
    // The gateway looks into it at every call, so functions that come with a change of the spec can be called.
    const functions = { ...projectFunctions(first.model, context.settings.output) }
    gateway = await createGateway({
      functions,
      allowEgress: given.flags.allowEgress === true,
      log: (line) => context.say(`  ${visible(line)}`),
    })
    const running = gateway
    const { url } = await listenOn(running, port, 'apigen dev')
    const apiId = await importInto(context, running, first, stage)
    outer.print(`${url}/_aws/execute-api/${apiId}/${stage}\n`)
    for (const { method, path } of first.model.operations) context.say(`  ${method.padEnd(7)} ${visible(path)}`)
    const again = async (): Promise<void> => {
      const next = await prepare(context, given)
      if (!next) return
      for (const [id, source] of Object.entries(projectFunctions(next.model, context.settings.output))) put(functions, id, source)
      await importInto(context, running, next, stage)
      context.say('Imported again.')
    }
    return await watchSpec(context, given, again, interruption)
  } finally {
    interruption.stop()
    await gateway?.close()
  }
}

/** Generates and checks; undefined, with the reasons printed, when the spec cannot be served. */
async function prepare(context: Context, given: Given): Promise<Spec | undefined> {
  const { entry, options, findings } = await openSpec(context, specOf(context, given.args[0]), given)
  const spec = await readSpec(entry, options, findings.report)
  if (spec) await checkSpec(spec, findings.report)
  if (!spec || stopsImport(findings.all())) {
    printDiagnostics(
      context,
      'pretty',
      findings.all().filter(({ severity }) => severity === 'error'),
      findings.texts,
    )
    context.say('It is not served like this; mend the errors.')
    return undefined
  }
  if (spec.model.kind === 'http')
    throw new ApigenFailure('usage', 'This is an HTTP API, and the embedded gateway serves REST APIs only so far.', {
      help: 'lint, generate and diff work on it.',
    })
  await generateOnce(context, given, () => false)
  return spec
}

/** Imports a spec as `apigen import` does, through the AWS SDK, in this process. */
async function importInto(context: Context, gateway: Gateway, spec: Spec, stage: string): Promise<string> {
  const { document, unbound } = await gatewayDocumentOf(spec, { ...localBindings(spec.model), ...context.settings.bind }, () => {})
  const open = unbound.filter((name) => !/^AWS::(Region|AccountId|Partition)$/.test(name))
  if (open.length > 0) context.say(`Without a value: ${open.map(visible).join(', ')}. Bind them with --bind NAME=value.`)
  const cloud = await apiGatewayCloud({
    version,
    region: 'us-east-1',
    endpointUrl: 'http://apigen.local',
    credentials: LOCAL_CREDENTIALS,
    requestHandler: sdkHandler(gateway),
  })
  const desired = desire(spec.model.name, document, stage, context.settings.stages[stage])
  const plan = planImport(desired, await observe(cloud, { name: spec.model.name }, stage))
  return (await applyImport(plan, desired, cloud, forgetful, () => {})).apiId
}

/** The state of `dev` is in memory and gone with it, and so there is nothing to look at after a crash. */
const forgetful: Journal = { step: (_, action) => action() }
