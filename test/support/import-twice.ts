import type { SdkHandler } from '../../generator/cli/local-gateway.ts'
import { wantedPermissions } from '../../generator/cli/wanted-permissions.ts'
import { apiGatewayCloud } from '../../generator/deploy/aws/api-gateway-cloud.ts'
import { lambdaCloud } from '../../generator/deploy/aws/lambda-cloud.ts'
import { desire } from '../../generator/deploy/desire.ts'
import { applyImport } from '../../generator/deploy/import/apply-import.ts'
import { draftDifferences } from '../../generator/deploy/import/draft-summary.ts'
import { observeToImport } from '../../generator/deploy/observe.ts'
import { type ImportPlan, planImport } from '../../generator/deploy/plan-import.ts'
import { createGateway } from '../../runtime/gateway/index.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { memoryStore } from './memory-store.ts'
import type { Staged } from './merge-corpus.ts'
import { virtualClock } from './virtual-clock.ts'

/** What two imports of one spec did: calls that change something while the first was planned, while it was carried out, and while the second was planned. */
export interface ImportedTwice {
  readonly rehearsed: number
  readonly changed: number
  readonly again: number
  /** How the API differs from what its stage serves in the end, by the summaries of both. */
  readonly drafted: readonly string[]
  /** What the second would do. */
  readonly left: ImportPlan['changes']
}

/** Plans an import with a client that refuses whatever changes something, carries it out with another, and plans it again. Throws where it fails. */
export async function importTwice({ spec, document }: Pick<Staged, 'spec' | 'document'>): Promise<ImportedTwice> {
  const clock = virtualClock()
  const gateway = await createGateway({ clock: clock.now })
  const wire = faultyGateway(gateway, { at: () => undefined, now: clock.now, meddle: async () => {}, after: async () => {} })
  const requestHandler: SdkHandler = wire.handler
  const options = {
    ...{ version: '0', region: 'us-east-1', endpointUrl: 'http://gateway.local', requestHandler, clock },
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  }
  const looking = await apiGatewayCloud({ ...options, calls: 'reading' })
  const desired = desire(spec.model, document, 'dev', undefined, await wantedPermissions(spec))
  const plan = async (): Promise<ImportPlan> => planImport(desired, await observeToImport(looking, { name: desired.name }, 'dev'))
  const planned = await plan()
  const rehearsed = wire.changes.length
  await applyImport(planned, desired, {
    ...{ cloud: await apiGatewayCloud(options), functions: await lambdaCloud(options), clock, id: 'first' },
    ...{ keep: () => memoryStore(), now: () => new Date(clock.now()), interrupted: () => false, say: () => {} },
  })
  const imported = wire.changes.length
  const { changes: left } = await plan()
  const { document: served = {}, draft } = await observeToImport(looking, { name: desired.name }, 'dev')
  const drafted = draft === undefined ? ['/'] : draftDifferences(served, draft)
  await gateway.close()
  return { rehearsed, changed: imported - rehearsed, again: wire.changes.length - imported, drafted, left }
}
