import type { JsonObject } from '../../generator/base/json.ts'
import { sdkHandler } from '../../generator/cli/local-gateway.ts'
import { apiGatewayCloud } from '../../generator/deploy/aws/api-gateway-cloud.ts'
import type { Cloud } from '../../generator/deploy/cloud.ts'
import { desire } from '../../generator/deploy/desire.ts'
import { applyImport } from '../../generator/deploy/import/apply-import.ts'
import { observeToImport } from '../../generator/deploy/observe.ts'
import { type ImportPlan, planImport } from '../../generator/deploy/plan-import.ts'
import type { StageSettings } from '../../generator/model/settings.ts'
import { createGateway, type Gateway, type GatewayOptions } from '../../runtime/gateway/index.ts'
import { memoryStore } from './memory-store.ts'
import { virtualClock } from './virtual-clock.ts'

/** Imports into the embedded gateway, through the SDK's own client. */
export interface ImportBench {
  readonly gateway: Gateway
  readonly cloud: Cloud
  plan(document: JsonObject, settings?: StageSettings): Promise<ImportPlan>
  /** Plans and carries out; the changes, one a line. */
  import(document: JsonObject, settings?: StageSettings): Promise<readonly string[]>
}

/** Makes a bench of an API `pets` and its stage `dev`. Nothing is kept, and nobody waits. */
export async function importBench(options: GatewayOptions = {}): Promise<ImportBench> {
  const gateway = await createGateway(options)
  const clock = virtualClock()
  const cloud = await apiGatewayCloud({
    version: '0',
    region: 'us-east-1',
    endpointUrl: 'http://gateway.local',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: sdkHandler(gateway),
    clock,
  })
  const desired = (document: JsonObject, settings?: StageSettings) => desire({ name: 'pets', operations: [] }, document, 'dev', settings)
  const plan: ImportBench['plan'] = async (document, settings) => {
    const wanted = desired(document, settings)
    return planImport(wanted, await observeToImport(cloud, { name: 'pets' }, 'dev', wanted.stage.usagePlans))
  }
  let imports = 0
  return {
    gateway,
    cloud,
    plan,
    async import(document, settings) {
      const made = await plan(document, settings)
      imports += 1
      await applyImport(made, desired(document, settings), {
        cloud,
        clock,
        id: `pets-dev-${imports}`,
        keep: () => memoryStore(),
        now: () => new Date(clock.now()),
        interrupted: () => false,
        say: () => {},
      })
      return planLines(made)
    },
  }
}

/** The changes of a plan, one a line: `create canary dev  Why.` */
export function planLines({ changes }: ImportPlan): readonly string[] {
  return changes.map(({ action, kind, id, why }) => `${action} ${kind} ${id}  ${why}`)
}
