import { afterEach, describe, expect, it } from 'vitest'
import { sdkHandler } from '../../../generator/cli/local-gateway.ts'
import { apiGatewayCloud } from '../../../generator/deploy/aws/api-gateway-cloud.ts'
import type { CloudOptions } from '../../../generator/deploy/aws/connection.ts'
import { lambdaCloud } from '../../../generator/deploy/aws/lambda-cloud.ts'
import { type Applying, applyImport, originOf, workOf } from '../../../generator/deploy/import/apply-import.ts'
import { rollBack } from '../../../generator/deploy/import/carry-out.ts'
import type { ImportRecord } from '../../../generator/deploy/import/work.ts'
import { openJournal } from '../../../generator/deploy/journal.ts'
import { observeToImport } from '../../../generator/deploy/observe.ts'
import { planImport } from '../../../generator/deploy/plan-import.ts'
import { createGateway, type Gateway } from '../../../runtime/gateway/index.ts'
import { makeFunction, STAGE, type Version, versionOf } from '../../support/import-lab.ts'
import { type LimitedControlPlane, limitedControlPlane } from '../../support/limited-control-plane.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { seeded } from '../../support/random.ts'
import { type SharedClock, sharedClock } from '../../support/shared-clock.ts'

const gateways: Gateway[] = []
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.close()
})

interface Account {
  readonly clock: SharedClock
  readonly plane: LimitedControlPlane
  /** A process that imports, with rates of its own. */
  importer(service?: CloudOptions['service']): Promise<Importer>
}

interface Importer {
  import(version: Version): Promise<void>
  /** Takes the last import back. */
  takeBack(): Promise<void>
}

/** An account with AWS's rates, and so many who use it at once. */
async function account(users: number): Promise<Account> {
  const clock = sharedClock(users, seeded(1))
  const gateway = await createGateway({ clock: clock.now })
  gateways.push(gateway)
  const inner = sdkHandler(gateway)
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
  const options = { version: '0', region: 'us-east-1', endpointUrl: 'http://gateway.local', credentials, clock }
  await makeFunction({ functions: await lambdaCloud({ ...options, requestHandler: inner, service: 'embedded' }) })
  const plane = limitedControlPlane(inner, clock.now)
  return {
    clock,
    plane,
    async importer(service = 'aws') {
      const mine = { ...options, requestHandler: plane.handler, service }
      const [cloud, functions] = [await apiGatewayCloud(mine), await lambdaCloud(mine)]
      let kept: { readonly record: ImportRecord; readonly journal: ReturnType<typeof memoryStore> } | undefined
      const now = (): Date => new Date(clock.now())
      const applying = { cloud, functions, clock, now, interrupted: () => false, say: () => {} }
      return {
        async import({ desired }) {
          const observed = await observeToImport(cloud, { name: desired.name }, STAGE, desired.stage.usagePlans)
          const keep: Applying['keep'] = (record) => {
            kept = { record, journal: memoryStore() }
            return kept.journal
          }
          await applyImport(planImport(desired, observed), desired, { ...applying, id: `${desired.name}-${clock.now()}`, keep })
        },
        async takeBack() {
          if (kept === undefined) throw new Error('nothing was imported')
          const { record, journal } = kept
          const opened = openJournal(journal, originOf(record), now)
          await rollBack(workOf(applying, record, opened), opened)
        },
      }
    },
  }
}

const named = (name: string, version: Version): Version => ({ ...version, desired: { ...version.desired, name } })
const plans = [{ name: 'basic', throttle: { rateLimit: 10, burstLimit: 5 }, keys: ['partner'] }]

/** A first import, another, and the way back from it. */
async function everything({ clock, plane, importer }: Account, service?: CloudOptions['service']): Promise<readonly string[]> {
  const { import: importVersion, takeBack } = await importer(service)
  await clock.run(async () => {
    await importVersion(versionOf('old', { usagePlans: plans }))
    await importVersion(versionOf('new', { usagePlans: [{ ...plans[0], name: 'basic', throttle: { rateLimit: 20, burstLimit: 5 } }] }))
    await takeBack()
  })
  return plane.refused
}

describe('the rates of AWS', () => {
  it('are never hit by one importer', async () => {
    const made = await account(1)
    expect(await everything(made)).toEqual([])
    expect(made.plane.calls).toBeGreaterThan(100)
  })

  it('are hit by one that does not keep them', async () => {
    expect((await everything(await account(1), 'embedded')).length).toBeGreaterThan(0)
  })

  it('let four importers of one account come through', async () => {
    const { clock, plane, importer } = await account(4)
    const apis = ['one', 'two', 'three', 'four']
    const importers = await Promise.all(apis.map(() => importer()))
    const each = apis.map((name, index) =>
      clock.run(async () => {
        await importers[index]?.import(named(name, versionOf('old')))
        await importers[index]?.import(named(name, versionOf('new')))
      }),
    )
    expect(await Promise.allSettled(each)).toEqual(apis.map(() => ({ status: 'fulfilled', value: undefined })))
    // They share one account, and no one knows of the others.
    expect(plane.refused.length).toBeGreaterThan(0)
  })
})
