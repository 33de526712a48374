import type { APIGatewayClient, APIGatewayClientConfig, CanarySettings, PatchOperation } from '@aws-sdk/client-api-gateway'
import { type Canary, canaryPatches, type FoundCanary } from '../canary.ts'
import type { Cloud, CloudApi, CloudStage, StageChange } from '../cloud.ts'
import { settingPatches, settingsOfStage } from '../method-settings.ts'
import { type Clock, retry, wallClock } from '../retry.ts'
import { failureOf, verdictOf } from './failures.ts'
import { apiGatewaySdk } from './sdk.ts'
import { usagePlanCloud } from './usage-plan-cloud.ts'

/** Where and as whom to call. */
export interface CloudOptions {
  readonly endpointUrl?: string
  readonly region?: string
  /** Sends requests in another way than over a socket: the embedded gateway in this process. */
  readonly requestHandler?: NonNullable<APIGatewayClientConfig['requestHandler']>
  /** In place of the credential chain: for an endpoint that wants none. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly accountId?: string }
  readonly version: string
  /** Given when the user wants to stop: nothing waits for a better time then. */
  readonly signal?: AbortSignal
  /** In place of the clock on the wall, for tests. */
  readonly clock?: Clock
}

/** API Gateway's control plane through the AWS SDK, which is loaded here and nowhere else. */
export async function apiGatewayCloud(options: CloudOptions): Promise<Cloud> {
  const sdk = apiGatewaySdk()
  const config: APIGatewayClientConfig = {
    // The SDK would make calls again that may have had their effect, and so create an API twice; we know which may be.
    maxAttempts: 1,
    customUserAgent: [['apigen', options.version]],
    ...(options.endpointUrl !== undefined && { endpoint: options.endpointUrl }),
    ...(options.region !== undefined && { region: options.region }),
    ...(options.requestHandler !== undefined && { requestHandler: options.requestHandler }),
    ...(options.credentials !== undefined && { credentials: options.credentials }),
  }
  const client: APIGatewayClient = new sdk.APIGatewayClient(config)
  const place = options.endpointUrl ?? options.region ?? 'AWS'
  const clock = options.clock ?? wallClock(options.signal)
  const stopped = (): boolean => options.signal?.aborted === true

  async function call<T>(what: string, repeats: 'repeatable' | 'once', action: () => Promise<T>): Promise<T> {
    try {
      return await retry(clock, { repeatable: repeats === 'repeatable', action, judge: verdictOf, stopped })
    } catch (error) {
      throw failureOf(error, what, place)
    }
  }
  const orMissing = <T>(what: string, action: () => Promise<T>): Promise<T | undefined> =>
    call(what, 'repeatable', async () => {
      try {
        return await action()
      } catch (error) {
        if (error instanceof sdk.NotFoundException) return undefined
        throw error
      }
    })
  const apiOf = (api: { id?: string | undefined; name?: string | undefined; tags?: Record<string, string> | undefined }): CloudApi => ({
    id: api.id ?? '',
    name: api.name ?? '',
    tags: api.tags ?? {},
  })
  const canaryOf = async (apiId: string, { deploymentId = '', percentTraffic = 0, ...more }: CanarySettings): Promise<FoundCanary> => {
    const { description = '' } = await client.send(new sdk.GetDeploymentCommand({ restApiId: apiId, deploymentId }))
    const { stageVariableOverrides = {}, useStageCache = false } = more
    return { deploymentId, percentTraffic, stageVariableOverrides, useStageCache, description }
  }

  return {
    ...usagePlanCloud({ sdk, client, call }),
    place,
    listApis: () =>
      call('list the APIs', 'repeatable', async () => {
        const apis: CloudApi[] = []
        for await (const page of sdk.paginateGetRestApis({ client }, { limit: 500 })) apis.push(...(page.items ?? []).map(apiOf))
        return apis
      }),
    getApi: (id) => orMissing(`read the API ${id}`, async () => apiOf(await client.send(new sdk.GetRestApiCommand({ restApiId: id })))),
    getStage: (apiId, name) =>
      orMissing(`read the stage ${name}`, async (): Promise<CloudStage> => {
        const stage = await client.send(new sdk.GetStageCommand({ restApiId: apiId, stageName: name }))
        return {
          name,
          deploymentId: stage.deploymentId ?? '',
          variables: stage.variables ?? {},
          methodSettings: settingsOfStage(stage.methodSettings),
          ...(stage.canarySettings && { canary: await canaryOf(apiId, stage.canarySettings) }),
        }
      }),
    exportStage: (apiId, stage, { type, accepts, extensions }) =>
      orMissing(`export the stage ${stage}`, async () => {
        const { body } = await client.send(
          new sdk.GetExportCommand({
            restApiId: apiId,
            stageName: stage,
            exportType: type,
            accepts,
            ...(extensions.length > 0 && { parameters: { extensions: extensions.join(',') } }),
          }),
        )
        return new TextDecoder().decode(body)
      }),
    importApi: (body) =>
      call('import the document', 'once', async () => {
        const api = await client.send(
          new sdk.ImportRestApiCommand({
            body: new TextEncoder().encode(body),
            failOnWarnings: true,
            parameters: { endpointConfigurationTypes: 'REGIONAL' },
          }),
        )
        return { id: api.id ?? '' }
      }),
    tagApi: (apiId, tags) =>
      call('tag the API', 'repeatable', async () => {
        const resourceArn = `arn:aws:apigateway:${await client.config.region()}::/restapis/${apiId}`
        await client.send(new sdk.TagResourceCommand({ resourceArn, tags: { ...tags } }))
      }),
    putApi: (apiId, body) =>
      call('put the document', 'repeatable', async () => {
        await client.send(
          new sdk.PutRestApiCommand({ restApiId: apiId, mode: 'overwrite', failOnWarnings: true, body: new TextEncoder().encode(body) }),
        )
      }),
    createDeployment: (apiId, description) =>
      call('create a deployment', 'once', async () => {
        const deployment = await client.send(new sdk.CreateDeploymentCommand({ restApiId: apiId, description }))
        return { id: deployment.id ?? '' }
      }),
    async createStage(apiId, name, change) {
      await call(`create the stage ${name}`, 'once', async () => {
        await client.send(
          new sdk.CreateStageCommand({
            restApiId: apiId,
            stageName: name,
            deploymentId: change.deploymentId,
            variables: { ...change.set },
            ...(change.canary.kind === 'set' && { canarySettings: canarySettings(change.canary.canary) }),
          }),
        )
      })
      // A stage cannot be created with settings of its methods.
      const patchOperations = [...settingPatches(change.settings)]
      if (patchOperations.length === 0) return
      await call(`set up the methods of the stage ${name}`, 'repeatable', async () => {
        await client.send(new sdk.UpdateStageCommand({ restApiId: apiId, stageName: name, patchOperations }))
      })
    },
    updateStage: (apiId, name, change) =>
      call(`update the stage ${name}`, 'repeatable', async () => {
        await client.send(new sdk.UpdateStageCommand({ restApiId: apiId, stageName: name, patchOperations: patchesOf(change) }))
      }),
  }
}

function patchesOf({ deploymentId, set, remove, settings, canary }: StageChange): PatchOperation[] {
  return [
    { op: 'replace', path: '/deploymentId', value: deploymentId },
    ...Object.entries(set).map(([name, value]): PatchOperation => ({ op: 'replace', path: `/variables/${name}`, value })),
    ...remove.map((name): PatchOperation => ({ op: 'remove', path: `/variables/${name}` })),
    ...settingPatches(settings),
    ...canaryPatches(canary),
  ]
}

function canarySettings({ stageVariableOverrides, ...canary }: Canary): CanarySettings {
  return { ...canary, stageVariableOverrides: { ...stageVariableOverrides } }
}
