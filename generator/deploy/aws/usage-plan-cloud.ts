import type { APIGatewayClient, UsagePlan } from '@aws-sdk/client-api-gateway'
import { storedThrottles, throttlesOfStage } from '../method-throttles.ts'
import type { CloudKey, CloudUsagePlan, UsagePlanCloud } from '../usage-plan-cloud.ts'
import type { apiGatewaySdk } from './sdk.ts'

/** What the calls go through: the client, and what tries them again and tells of their failures. */
export interface Calling {
  readonly sdk: ReturnType<typeof apiGatewaySdk>
  readonly client: APIGatewayClient
  call<T>(what: string, effect: 'reads' | 'changes', operation: string, action: () => Promise<T>): Promise<T>
}

/** Usage plans through the AWS SDK. */
export function usagePlanCloud({ sdk, client, call }: Calling): UsagePlanCloud {
  const keyOf = ({ id = '', name = '' }: { id?: string | undefined; name?: string | undefined }): CloudKey => ({ id, name })
  return {
    listUsagePlans: () =>
      call('list the usage plans', 'reads', '', async () => {
        const plans: CloudUsagePlan[] = []
        for await (const page of sdk.paginateGetUsagePlans({ client }, { limit: 500 })) plans.push(...(page.items ?? []).map(planOf))
        return plans
      }),
    listPlanKeys: (usagePlanId) =>
      call(`list the keys of the usage plan ${usagePlanId}`, 'reads', '', async () => {
        const keys: CloudKey[] = []
        for await (const page of sdk.paginateGetUsagePlanKeys({ client }, { usagePlanId, limit: 500 }))
          keys.push(...(page.items ?? []).map(keyOf))
        return keys
      }),
    findApiKeys: (name) =>
      call('list the API keys', 'reads', '', async () => {
        const keys: CloudKey[] = []
        // The service's own question is for how a name begins.
        for await (const page of sdk.paginateGetApiKeys({ client }, { nameQuery: name, limit: 500 }))
          keys.push(...(page.items ?? []).map(keyOf).filter((key) => key.name === name))
        return keys
      }),
    createUsagePlan: ({ name, description, throttle, quota, methodThrottles }, at, tags) =>
      call(`create the usage plan ${name}`, 'changes', '', async () => {
        const { id = '' } = await client.send(
          new sdk.CreateUsagePlanCommand({
            ...{ name, tags: { ...tags } },
            apiStages: [{ ...at, ...(methodThrottles && { throttle: storedThrottles(methodThrottles) }) }],
            ...(description !== undefined && { description }),
            ...(throttle && { throttle }),
            ...(quota && { quota }),
          }),
        )
        return { id }
      }),
    updateUsagePlan: (usagePlanId, patches) =>
      call(`change the usage plan ${usagePlanId}`, 'changes', 'UpdateUsagePlan', async () => {
        await client.send(new sdk.UpdateUsagePlanCommand({ usagePlanId, patchOperations: [...patches] }))
      }),
    deleteUsagePlan: (usagePlanId) =>
      call(`delete the usage plan ${usagePlanId}`, 'changes', '', () =>
        orGone(async () => void (await client.send(new sdk.DeleteUsagePlanCommand({ usagePlanId })))),
      ),
    createApiKey: (name, tags) =>
      call(`create the API key ${name}`, 'changes', '', async () => {
        const { id = '' } = await client.send(new sdk.CreateApiKeyCommand({ name, enabled: true, tags: { ...tags } }))
        return { id }
      }),
    addPlanKey: (usagePlanId, keyId) =>
      call(`add the API key ${keyId} to the usage plan ${usagePlanId}`, 'changes', '', async () => {
        await client.send(new sdk.CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }))
      }),
    removePlanKey: (usagePlanId, keyId) =>
      call(`take the API key ${keyId} out of the usage plan ${usagePlanId}`, 'changes', '', () =>
        orGone(async () => void (await client.send(new sdk.DeleteUsagePlanKeyCommand({ usagePlanId, keyId })))),
      ),
  }

  /** A call that is made again may find that the first had its effect. */
  async function orGone(action: () => Promise<void>): Promise<void> {
    try {
      await action()
    } catch (error) {
      if (!(error instanceof sdk.NotFoundException)) throw error
    }
  }
}

function planOf({ id = '', name = '', description, apiStages = [], throttle, quota, tags = {} }: UsagePlan): CloudUsagePlan {
  return {
    ...{ id, name, stages: apiStages.map(({ apiId, stage }) => `${apiId}:${stage}`), tags },
    throttles: Object.fromEntries(apiStages.map(({ apiId, stage, throttle: stored }) => [`${apiId}:${stage}`, throttlesOfStage(stored)])),
    ...(description !== undefined && { description }),
    ...(throttle && { throttle: { rateLimit: throttle.rateLimit ?? 0, burstLimit: throttle.burstLimit ?? 0 } }),
    ...(quota && { quota: { limit: quota.limit ?? 0, offset: quota.offset ?? 0, period: quota.period ?? 'MONTH' } }),
  }
}
