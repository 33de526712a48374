import type { RestApi, Stage } from '../definition/rest-api.ts'
import type { ExecutionTarget } from '../execute/target.ts'
import type { HeaderList } from '../http.ts'
import { asArray, asObject, own } from '../json.ts'
import { type Call, seconds } from './call.ts'
import { snapshotOf } from './deployments.ts'
import { texts } from './input.ts'

/** The domain that tests are made at (recorded). */
const TEST_DOMAIN = 'testPrefix.testDomainName'

/** What a test is made on: an API as it is now, deployed or not. */
export function testTarget(call: Call, api: RestApi, path: string): ExecutionTarget {
  const { accountId, region, partition } = call.world
  const stage = testStage(call)
  return { api: snapshotOf(api), stage, path, domainName: TEST_DOMAIN, accountId, region, partition, apiKeys: [], usagePlans: [] }
}

/** The headers that a test is made with; those of several values count where there are any. */
export function testHeaders({ body }: Call): HeaderList {
  const several = Object.entries(asObject(own(body, 'multiValueHeaders'))).flatMap(([name, values]) =>
    asArray(values).map((value): [string, string] => [name, String(value)]),
  )
  return several.length > 0 ? several : Object.entries(texts(body, 'headers') ?? {})
}

/** The stage that the console's tests run on, under its name there. */
function testStage(call: Call): Stage {
  const now = seconds(call.world)
  const variables = texts(call.body, 'stageVariables')
  return {
    stageName: 'test-invoke-stage',
    deploymentId: '',
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: {},
    ...(variables !== undefined && { variables }),
    tracingEnabled: false,
    createdDate: now,
    lastUpdatedDate: now,
  }
}
