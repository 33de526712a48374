import type { JsonObject } from '../../generator/base/json.ts'
import type { Cloud, CloudApi, CloudStage } from '../../generator/deploy/cloud.ts'
import type { UsagePlanCloud } from '../../generator/deploy/usage-plan-cloud.ts'

/** A cloud in memory that keeps what it is given, as API Gateway would, and a list of the calls that change something. */
export interface FakeCloud extends Cloud {
  /** `putApi a1`, in order; those that failed are among them. */
  readonly calls: readonly string[]
  /** Lets the next call of a name fail: `before` it takes effect, or after it did. */
  fail(name: keyof Cloud, error: Error, when?: 'before' | 'after'): void
  /** Calls back before each call that changes something. */
  onCall(listener: (name: string) => void): void
}

const none = async (): Promise<never> => {
  throw new Error('usage plans are tried with the embedded gateway')
}
const NO_USAGE_PLANS: UsagePlanCloud = {
  listUsagePlans: async () => [],
  listPlanKeys: async () => [],
  findApiKeys: async () => [],
  createUsagePlan: none,
  updateUsagePlan: none,
  deleteUsagePlan: none,
  createApiKey: none,
  addPlanKey: none,
  removePlanKey: none,
}

/** What a cloud holds at first. */
export interface Holdings {
  readonly apis?: readonly CloudApi[]
  /** `a1/dev` → the stage and the document that it serves. */
  readonly stages?: Readonly<Record<string, CloudStage & { readonly document: JsonObject }>>
}

/** Makes a cloud. Ids count upwards from what is there. */
export function fakeCloud({ apis = [], stages = {} }: Holdings = {}): FakeCloud {
  const known = new Map(apis.map((api) => [api.id, api]))
  const drafts = new Map<string, string>()
  const deployments = new Map(Object.values(stages).map(({ deploymentId, document }) => [deploymentId, JSON.stringify(document)]))
  const live = new Map(Object.entries(stages).map(([key, { document: _, ...stage }]) => [key, stage]))
  const descriptions = new Map<string, string>()
  const calls: string[] = []
  const failures: { readonly name: string; readonly error: Error; readonly when: 'before' | 'after' }[] = []
  const listeners: ((name: string) => void)[] = []
  const change = async <T>(name: string, about: string, action: () => T): Promise<T> => {
    for (const listener of listeners) listener(name)
    calls.push(`${name} ${about}`)
    const failure = failures.find((one) => one.name === name)
    if (failure) failures.splice(failures.indexOf(failure), 1)
    if (failure?.when === 'before') throw failure.error
    const result = action()
    if (failure) throw failure.error
    return result
  }
  const setStage = (
    apiId: string,
    name: string,
    { deploymentId, set, remove, settings, canary }: Parameters<Cloud['updateStage']>[2],
  ): void => {
    const before = live.get(`${apiId}/${name}`)
    const variables = Object.fromEntries(Object.entries({ ...before?.variables, ...set }).filter(([key]) => !remove.includes(key)))
    const kept = Object.entries(before?.methodSettings ?? {}).filter(([method]) => !settings.drop.includes(method))
    const methodSettings = Object.fromEntries(kept)
    for (const [method, setting] of Object.entries(settings.set)) methodSettings[method] = { ...methodSettings[method], ...setting }
    const found =
      canary.kind === 'set' ? { ...canary.canary, description: descriptions.get(canary.canary.deploymentId) ?? '' } : before?.canary
    const split = canary.kind === 'remove' || !found ? {} : { canary: found }
    live.set(`${apiId}/${name}`, { name, deploymentId, variables, methodSettings, ...split })
  }
  return {
    ...NO_USAGE_PLANS,
    place: 'eu-west-1',
    service: 'aws',
    calls,
    fail: (name, error, when = 'before') => void failures.push({ name, error, when }),
    onCall: (listener) => void listeners.push(listener),
    listApis: async () => [...known.values()],
    getApi: async (id) => known.get(id),
    getDraft: async () => undefined,
    listStages: async (apiId) => [...live].filter(([key]) => key.startsWith(`${apiId}/`)).map(([, stage]) => stage),
    listDeployments: async () => [...deployments.keys()].map((id) => ({ id, description: '', created: 0 })),
    summarize: async () => undefined,
    getStage: async (apiId, name) => live.get(`${apiId}/${name}`),
    exportStage: async (apiId, name) => {
      const stage = live.get(`${apiId}/${name}`)
      return stage && deployments.get(stage.deploymentId)
    },
    createApi: (name, tags) =>
      change('createApi', '', () => {
        const id = `a${known.size + 1}`
        known.set(id, { id, name, tags })
        return { id }
      }),
    deleteApi: (id) => change('deleteApi', id, () => void known.delete(id)),
    untagApi: (id, names) =>
      change('untagApi', id, () => {
        const api = known.get(id) as CloudApi
        known.set(id, { ...api, tags: Object.fromEntries(Object.entries(api.tags).filter(([name]) => !names.includes(name))) })
      }),
    deleteDeployment: (apiId, id) => change('deleteDeployment', apiId, () => void deployments.delete(id)),
    deleteStage: (apiId, name) => change('deleteStage', `${apiId}/${name}`, () => void live.delete(`${apiId}/${name}`)),
    tagApi: (id, tags) => change('tagApi', id, () => void known.set(id, { ...(known.get(id) as CloudApi), tags })),
    putApi: (id, body) => change('putApi', id, () => void drafts.set(id, body)),
    createDeployment: (apiId, description) =>
      change('createDeployment', apiId, () => {
        const id = `d${deployments.size + 1}`
        descriptions.set(id, description)
        deployments.set(id, drafts.get(apiId) ?? '{}')
        return { id }
      }),
    createStage: (apiId, name, stage) => change('createStage', `${apiId}/${name}`, () => setStage(apiId, name, stage)),
    updateStage: (apiId, name, stage) => change('updateStage', `${apiId}/${name}`, () => setStage(apiId, name, stage)),
  }
}
