import type { APIGatewayClient, Authorizer, GatewayResponse, Model, RequestValidator, Resource } from '@aws-sdk/client-api-gateway'
import { asObject, asString, type Json, type JsonObject, put } from '../../base/json.ts'
import type { Draft } from '../cloud.ts'
import type { Turn } from '../rates.ts'
import { apiGatewaySdk } from './sdk.ts'

/** A page of a list; the service has at most 500 in one. */
interface Page<T> {
  readonly items?: readonly T[] | undefined
  readonly position?: string | undefined
}

const LIMIT = 500

/** Reads an API as it would be deployed now. Throws what the SDK throws. */
export async function readDraft(client: APIGatewayClient, restApiId: string, turn: Turn): Promise<Draft> {
  const sdk = apiGatewaySdk()
  const all = async <T>(operation: string, read: (position: { position?: string }) => Promise<Page<T>>): Promise<T[]> => {
    const found: T[] = []
    for (let position: string | undefined; ; ) {
      await turn(operation)
      const page = await read(position === undefined ? {} : { position })
      found.push(...(page.items ?? []))
      position = page.position
      if (position === undefined) return found
    }
  }
  const here = { restApiId, limit: LIMIT }
  await turn('GetRestApi')
  const api = await client.send(new sdk.GetRestApiCommand({ restApiId }))
  const resources = await all<Resource>('GetResources', (at) =>
    client.send(new sdk.GetResourcesCommand({ ...here, ...at, embed: ['methods'] })),
  )
  const models = await all<Model>('GetModels', (at) => client.send(new sdk.GetModelsCommand({ ...here, ...at })))
  const authorizers = await all<Authorizer>('GetAuthorizers', (at) => client.send(new sdk.GetAuthorizersCommand({ ...here, ...at })))
  const validators = await all<RequestValidator>('GetRequestValidators', (at) =>
    client.send(new sdk.GetRequestValidatorsCommand({ ...here, ...at })),
  )
  const responses = await all<GatewayResponse>('GetGatewayResponses', (at) =>
    client.send(new sdk.GetGatewayResponsesCommand({ ...here, ...at })),
  )
  const names = new Map([...authorizers, ...validators].map(({ id, name }) => [id, name ?? '']))
  return {
    settings: pick(api, SETTINGS),
    methods: methodsOf(resources, names),
    models: byName(models, 'name'),
    authorizers: byName(authorizers, 'name'),
    validators: byName(validators, 'name'),
    gatewayResponses: byName(
      responses.filter(({ defaultResponse }) => defaultResponse !== true),
      'responseType',
    ),
  }
}

const SETTINGS = [
  ...['name', 'description', 'version', 'binaryMediaTypes', 'minimumCompressionSize', 'apiKeySource', 'policy'],
  ...['disableExecuteApiEndpoint', 'endpointConfiguration', 'securityPolicy', 'endpointAccessMode'],
]

function pick(value: object, names: readonly string[]): JsonObject {
  const plain = plainOf(value)
  return Object.fromEntries(names.flatMap((name) => (plain[name] === undefined ? [] : [[name, plain[name]]])))
}

function methodsOf(resources: readonly Resource[], names: ReadonlyMap<string | undefined, string>): JsonObject {
  const methods: Record<string, Json> = {}
  for (const { path = '', resourceMethods = {} } of resources) {
    for (const [verb, method] of Object.entries(resourceMethods)) {
      const { authorizerId, requestValidatorId, methodIntegration, ...rest } = plainOf(method)
      // It is the id of the resource unless somebody chose another.
      const { cacheNamespace: _, ...integration } = asObject(methodIntegration)
      put<Json>(methods, `${verb} ${path}`, {
        ...rest,
        ...(methodIntegration !== undefined && { methodIntegration: integration }),
        ...(authorizerId !== undefined && { authorizer: names.get(asString(authorizerId)) ?? '' }),
        ...(requestValidatorId !== undefined && { validator: names.get(asString(requestValidatorId)) ?? '' }),
      })
    }
  }
  return methods
}

function byName(items: readonly object[], name: string): JsonObject {
  const named: Record<string, Json> = {}
  for (const item of items) {
    const { id: _, ...rest } = plainOf(item)
    put<Json>(named, String(rest[name] ?? ''), rest)
  }
  return named
}

/** What the SDK gives, without its own members. */
function plainOf(value: object): JsonObject {
  const { $metadata: _, ...rest } = value as { readonly $metadata?: unknown }
  return JSON.parse(JSON.stringify(rest)) as JsonObject
}
