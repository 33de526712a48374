import { GATEWAY_RESPONSE_TEMPLATES } from '../../runtime/gateway/facts.ts'
import { type Client, text } from '../conformance/support/client.ts'
import { below, methodPath, type NewApi, newApi } from '../conformance/support/replay.ts'

type Record_ = { readonly [key: string]: unknown }

interface ResourceAnswer {
  readonly id: string
  readonly parentId?: string
  readonly pathPart?: string
  readonly path: string
  readonly resourceMethods?: { readonly [verb: string]: MethodAnswer }
}

interface MethodAnswer extends Record_ {
  readonly authorizerId?: string
  readonly requestValidatorId?: string
  readonly methodResponses?: { readonly [status: string]: Record_ }
  readonly methodIntegration?: Record_ & { readonly integrationResponses?: { readonly [status: string]: Record_ } }
}

/** Makes a copy of an API with single calls, from what the service answers of it: each part as it would be put by hand. */
export async function recreateApi(client: Client, apiId: string): Promise<NewApi> {
  const source = below(client, `/restapis/${apiId}`)
  const list = async <T>(path: string): Promise<T[]> => ((await source.get(path)).body as { item: T[] }).item
  const must = async (answer: ReturnType<Client>): Promise<Record_> => {
    const { status, body } = await answer
    if (status >= 300) throw new Error(`refused: ${JSON.stringify(body)}`)
    return body as Record_
  }
  const { id: _, createdDate: _1, rootResourceId: _2, tags: _3, ...settings } = (await source.get()).body as Record_
  const api = await newApi(client, settings)

  for (const name of ['Empty', 'Error']) await must(api.delete(`/models/${name}`))
  for (const model of modelsInOrder(await list<Record_>('/models?limit=500'))) {
    const { id: _, ...body } = model
    await must(api.post('/models', { ...body, schema: String(model.schema).replaceAll(apiId, api.id) }))
  }
  const ids = new Map<unknown, string>()
  for (const kind of ['requestvalidators', 'authorizers']) {
    for (const { id, ...body } of await list<Record_>(`/${kind}?limit=500`))
      ids.set(id, String((await must(api.post(`/${kind}`, body))).id))
  }
  for (const { responseType, defaultResponse, responseTemplates, ...body } of await list<Record_>('/gatewayresponses')) {
    if (defaultResponse !== false) continue
    // The service shows its own template where the author gave none.
    const templates = JSON.stringify(responseTemplates) === JSON.stringify(GATEWAY_RESPONSE_TEMPLATES) ? {} : { responseTemplates }
    await must(api.put(`/gatewayresponses/${responseType}`, { ...body, ...templates }))
  }
  for (const { location, properties } of await list<Record_>('/documentation/parts?limit=500'))
    await must(api.post('/documentation/parts', { location, properties }))

  for (const resource of await list<ResourceAnswer>('/resources?embed=methods&limit=500')) {
    const parent = resource.parentId === undefined ? undefined : ids.get(resource.parentId)
    const id = parent === undefined ? api.root : text(await api.post(`/resources/${parent}`, { pathPart: resource.pathPart }), 'id')
    ids.set(resource.id, id)
    for (const [verb, method] of Object.entries(resource.resourceMethods ?? {})) await putMethod(methodPath(id, verb), method)
  }
  return api

  async function putMethod(path: string, { methodResponses = {}, methodIntegration, ...method }: MethodAnswer): Promise<void> {
    const { authorizerId, requestValidatorId } = method
    await must(
      api.put(path, {
        ...method,
        ...(authorizerId !== undefined && { authorizerId: ids.get(authorizerId) }),
        ...(requestValidatorId !== undefined && { requestValidatorId: ids.get(requestValidatorId) }),
      }),
    )
    for (const [status, response] of Object.entries(methodResponses)) await must(api.put(`${path}/responses/${status}`, response))
    if (methodIntegration === undefined) return
    const { integrationResponses = {}, cacheNamespace: _, ...integration } = methodIntegration
    await must(api.put(`${path}/integration`, integration))
    for (const [status, response] of Object.entries(integrationResponses))
      await must(api.put(`${path}/integration/responses/${status}`, response))
  }
}

/** A model after those that it refers to; a circle has no such order, and no test of ours has one. */
function modelsInOrder(models: readonly Record_[]): Record_[] {
  const ordered: Record_[] = []
  const visit = (model: Record_, above: readonly Record_[]): void => {
    if (ordered.includes(model) || above.includes(model)) return
    for (const other of models) if (String(model.schema).includes(`/models/${other.name}"`)) visit(other, [...above, model])
    ordered.push(model)
  }
  for (const model of models) visit(model, [])
  return ordered
}
