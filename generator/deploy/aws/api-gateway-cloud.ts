import type { APIGatewayClient, CanarySettings, PatchOperation, Stage } from '@aws-sdk/client-api-gateway'
import { put } from '../../base/json.ts'
import { type Canary, canaryPatches, type FoundCanary } from '../canary.ts'
import type { Cloud, CloudApi, CloudDeployment, CloudStage, DeploymentSummary, StageChange } from '../cloud.ts'
import { settingPatches, settingsOfStage } from '../method-settings.ts'
import { API_GATEWAY_RATES, atOnce, turns } from '../rates.ts'
import { retry } from '../retry.ts'
import { type CloudOptions, connect, refuseChanges } from './connection.ts'
import { failureOf, verdictOf } from './failures.ts'
import { readDraft } from './read-draft.ts'
import { apiGatewaySdk } from './sdk.ts'
import { usagePlanCloud } from './usage-plan-cloud.ts'

/** API Gateway's control plane through the AWS SDK, which is loaded here and nowhere else. */
export async function apiGatewayCloud(options: CloudOptions): Promise<Cloud> {
  const sdk = apiGatewaySdk()
  const { config, place, clock, stopped } = connect(options)
  const client: APIGatewayClient = new sdk.APIGatewayClient(config)
  if (options.calls === 'reading') client.middlewareStack.add(refuseChanges, { step: 'build' })
  const service = options.service ?? 'aws'
  const turn = service === 'aws' ? turns(clock, API_GATEWAY_RATES) : atOnce

  async function call<T>(what: string, effect: 'reads' | 'changes', operation: string, action: () => Promise<T>): Promise<T> {
    try {
      return await retry(clock, {
        repeatable: effect === 'reads',
        async action() {
          await turn(operation)
          return action()
        },
        judge: verdictOf,
        stopped,
      })
    } catch (error) {
      throw failureOf(error, what, place)
    }
  }
  const reading = <T>(what: string, operation: string, action: () => Promise<T>): Promise<T> => call(what, 'reads', operation, action)
  const orMissing = <T>(what: string, action: () => Promise<T>): Promise<T | undefined> =>
    reading(what, '', async () => {
      try {
        return await action()
      } catch (error) {
        if (error instanceof sdk.NotFoundException) return undefined
        throw error
      }
    })
  /** What is gone already is as it should be. */
  const removing = async (what: string, operation: string, action: () => Promise<unknown>): Promise<void> => {
    await call(what, 'changes', operation, async () => {
      try {
        await action()
      } catch (error) {
        if (!(error instanceof sdk.NotFoundException)) throw error
      }
    })
  }
  const arnOf = async (apiId: string): Promise<string> => `arn:aws:apigateway:${await client.config.region()}::/restapis/${apiId}`
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
  const stageOf = async (apiId: string, stage: Stage): Promise<CloudStage> => ({
    name: stage.stageName ?? '',
    deploymentId: stage.deploymentId ?? '',
    variables: stage.variables ?? {},
    methodSettings: settingsOfStage(stage.methodSettings),
    ...(stage.canarySettings && { canary: await canaryOf(apiId, stage.canarySettings) }),
  })

  return {
    ...usagePlanCloud({ sdk, client, call }),
    place,
    service,
    listApis: () =>
      reading('list the APIs', '', async () => {
        const apis: CloudApi[] = []
        for await (const page of sdk.paginateGetRestApis({ client }, { limit: 500 })) apis.push(...(page.items ?? []).map(apiOf))
        return apis
      }),
    getDraft: (apiId) => orMissing(`read the API ${apiId}`, () => readDraft(client, apiId, turn)),
    getApi: (id) => orMissing(`read the API ${id}`, async () => apiOf(await client.send(new sdk.GetRestApiCommand({ restApiId: id })))),
    getStage: (apiId, name) =>
      orMissing(`read the stage ${name}`, async () =>
        stageOf(apiId, await client.send(new sdk.GetStageCommand({ restApiId: apiId, stageName: name }))),
      ),
    listStages: (apiId) =>
      reading(`list the stages of ${apiId}`, '', async () => {
        const { item = [] } = await client.send(new sdk.GetStagesCommand({ restApiId: apiId }))
        return Promise.all(item.map((stage) => stageOf(apiId, stage)))
      }),
    listDeployments: (apiId) =>
      reading(`list the deployments of ${apiId}`, '', async () => {
        const deployments: CloudDeployment[] = []
        for await (const { items = [] } of sdk.paginateGetDeployments({ client }, { restApiId: apiId, limit: 500 })) {
          for (const { id = '', description = '', createdDate } of items)
            deployments.push({ id, description, created: createdDate?.getTime() ?? 0 })
        }
        return deployments
      }),
    summarize: (apiId, deploymentId) =>
      orMissing(`read the deployment ${deploymentId}`, async () => {
        const { apiSummary = {} } = await client.send(
          new sdk.GetDeploymentCommand({ restApiId: apiId, deploymentId, embed: ['apisummary'] }),
        )
        const methods: Record<string, DeploymentSummary[string]> = {}
        for (const [path, verbs] of Object.entries(apiSummary)) {
          for (const [verb, { authorizationType = 'NONE', apiKeyRequired = false }] of Object.entries(verbs))
            put(methods, `${verb} ${path}`, { authorizationType, apiKeyRequired })
        }
        return methods
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
    createApi: (name, tags) =>
      call('create the API', 'changes', 'CreateRestApi', async () => {
        const endpointConfiguration = { types: ['REGIONAL' as const] }
        const { id = '' } = await client.send(new sdk.CreateRestApiCommand({ name, tags: { ...tags }, endpointConfiguration }))
        return { id }
      }),
    deleteApi: (id) =>
      removing(`delete the API ${id}`, 'DeleteRestApi', () => client.send(new sdk.DeleteRestApiCommand({ restApiId: id }))),
    tagApi: (apiId, tags) =>
      call('tag the API', 'changes', '', async () => {
        await client.send(new sdk.TagResourceCommand({ resourceArn: await arnOf(apiId), tags: { ...tags } }))
      }),
    untagApi: (apiId, names) =>
      removing('untag the API', '', async () =>
        client.send(new sdk.UntagResourceCommand({ resourceArn: await arnOf(apiId), tagKeys: [...names] })),
      ),
    putApi: (apiId, body, warnings) =>
      call('put the document', 'changes', 'PutRestApi', async () => {
        const failOnWarnings = warnings === 'refused'
        await client.send(
          new sdk.PutRestApiCommand({ restApiId: apiId, mode: 'overwrite', failOnWarnings, body: new TextEncoder().encode(body) }),
        )
      }),
    createDeployment: (apiId, description) =>
      call('create a deployment', 'changes', 'CreateDeployment', async () => {
        const deployment = await client.send(new sdk.CreateDeploymentCommand({ restApiId: apiId, description }))
        return { id: deployment.id ?? '' }
      }),
    deleteDeployment: (apiId, id) =>
      removing(`delete the deployment ${id}`, '', () =>
        client.send(new sdk.DeleteDeploymentCommand({ restApiId: apiId, deploymentId: id })),
      ),
    async createStage(apiId, name, change) {
      await call(`create the stage ${name}`, 'changes', '', async () => {
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
      await call(`set up the methods of the stage ${name}`, 'changes', '', async () => {
        await client.send(new sdk.UpdateStageCommand({ restApiId: apiId, stageName: name, patchOperations }))
      })
    },
    updateStage: (apiId, name, change) =>
      call(`update the stage ${name}`, 'changes', '', async () => {
        await client.send(new sdk.UpdateStageCommand({ restApiId: apiId, stageName: name, patchOperations: patchesOf(change) }))
      }),
    deleteStage: (apiId, name) =>
      removing(`delete the stage ${name}`, '', () => client.send(new sdk.DeleteStageCommand({ restApiId: apiId, stageName: name }))),
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
