import type { ApiDefinition, Authorizer, Method, Model, Resource, RestApi, TextMap } from '../definition/rest-api.ts'
import { own } from '../json.ts'
import type { StageAddress } from '../server/listen.ts'
import type { Place } from '../store/place.ts'
import type { ApiDocumentation, DocumentedBody, DocumentedOperation, DocumentedParameter, NamedType } from './documentation.ts'

/** What an account has in a region. */
export interface PlacedApis {
  readonly place: Place
  readonly apis: Readonly<Record<string, RestApi>>
}

/**
 * The stages of all APIs as they are deployed, for the console of a gateway that no spec was given to: what API Gateway keeps of a
 * document is all that is known. The first account's APIs are named alone, those of others with where they are.
 */
export function describeStages(all: readonly PlacedApis[]): ApiDocumentation {
  const operations = all.flatMap(({ place, apis }, index) =>
    Object.values(apis).flatMap((api) =>
      Object.keys(api.stages).flatMap((stage) => stageOperations(api, stage, index === 0 ? [] : [place.accountId, place.region])),
    ),
  )
  return {
    title: 'apigen gateway',
    description: 'The stages that were deployed to this gateway, by apigen import or any other client.',
    empty: 'No API is deployed yet. apigen import, or any AWS client that deploys one to this port, brings it here.',
    operations,
    types: [],
  }
}

function stageOperations(api: RestApi, stageName: string, place: readonly string[]): DocumentedOperation[] {
  const deployment = own(api.deployments, own(api.stages, stageName)?.deploymentId ?? '')
  if (deployment === undefined) return []
  const group = [api.name, stageName, ...place].join(' \u00b7 ')
  const stage: StageAddress = { apiId: api.id, stageName }
  const { snapshot } = deployment
  return Object.values(snapshot.resources)
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap((resource) => Object.values(resource.methods).map((method) => describeMethod(snapshot, resource, method, { group, stage })))
}

function describeMethod(
  api: ApiDefinition,
  { path }: Resource,
  method: Method,
  { group, stage }: Pick<DocumentedOperation, 'group' | 'stage'>,
): DocumentedOperation {
  const { httpMethod, operationName, requestModels, methodResponses = {}, methodIntegration, apiKeyRequired } = method
  const authorizer = own(api.authorizers, method.authorizerId ?? '')
  const base = `/_aws/execute-api/${stage.apiId}/${stage.stageName}`
  const body = bodyOf(httpMethod, requestModels)
  return {
    id: `${stage.apiId}/${stage.stageName} ${httpMethod} ${path}`,
    stage,
    base,
    method: httpMethod,
    path,
    group,
    ...(operationName !== undefined && { summary: operationName }),
    deprecated: false,
    parameters: [...declaredParameters(path, method), ...credentials(api, method, authorizer)],
    ...(body && { body }),
    responses: Object.values(methodResponses).map(({ statusCode, responseModels = {} }) => ({
      status: statusCode,
      description: '',
      contents: contentsOf(responseModels),
    })),
    security: [...guardOf(method, authorizer), ...(apiKeyRequired ? ['API key'] : [])],
    integration: methodIntegration?.type ?? 'no integration',
    types: namedModels(api.models, [requestModels, ...Object.values(methodResponses).map(({ responseModels }) => responseModels)]),
  }
}

/** What the method declares, and every variable of its path. */
function declaredParameters(path: string, { requestParameters = {} }: Method): DocumentedParameter[] {
  const variables = [...path.matchAll(/\{([^{}+]+)\+?\}/g)].map(([, name = '']): DocumentedParameter => parameter('path', name, true))
  const declared = Object.entries(requestParameters).flatMap(([key, required]) => {
    const [, place, name = ''] = /^method\.request\.(querystring|header)\.(.+)$/.exec(key) ?? []
    return place === undefined ? [] : [parameter(place === 'header' ? 'header' : 'query', name, required)]
  })
  return [...variables, ...declared]
}

function parameter(place: DocumentedParameter['in'], name: string, required: boolean): DocumentedParameter {
  return { name, in: place, required, type: 'string' }
}

/** Where the credentials go that are asked for: the key, and what an authorizer reads of headers and query. */
function credentials(
  api: ApiDefinition,
  { apiKeyRequired, requestParameters = {} }: Method,
  authorizer: Authorizer | undefined,
): DocumentedParameter[] {
  const sources = (authorizer?.identitySource ?? '').split(',').flatMap((source) => {
    const [, place, name = ''] = /^method\.request\.(querystring|header)\.(.+)$/.exec(source.trim()) ?? []
    const isDeclared = place !== undefined && Object.hasOwn(requestParameters, `method.request.${place}.${name}`)
    return place === undefined || isDeclared ? [] : [parameter(place === 'header' ? 'header' : 'query', name, false)]
  })
  return [...sources, ...(apiKeyRequired && api.apiKeySource === 'HEADER' ? [parameter('header', 'x-api-key', false)] : [])]
}

function guardOf({ authorizationType, authorizationScopes = [] }: Method, authorizer: Authorizer | undefined): string[] {
  if (authorizationType === 'NONE') return []
  if (authorizationType === 'AWS_IAM') return ['IAM signature']
  const scopes = authorizationScopes.length === 0 ? '' : `: ${authorizationScopes.join(', ')}`
  return [`${authorizer?.name ?? 'an authorizer that is gone'} (${authorizer?.type ?? authorizationType})${scopes}`]
}

/** Verbs that usually have none get one only where the method has a model of it. */
function bodyOf(verb: string, models: TextMap = {}): DocumentedBody | undefined {
  const contents = contentsOf(models)
  if (contents.length > 0) return { required: false, contents }
  return ['POST', 'PUT', 'PATCH', 'ANY'].includes(verb)
    ? { required: false, contents: [{ mediaType: 'application/json', type: 'anything' }] }
    : undefined
}

function contentsOf(models: TextMap): { readonly mediaType: string; readonly type: string }[] {
  return Object.entries(models).map(([mediaType, type]) => ({ mediaType, type }))
}

function namedModels(models: Readonly<Record<string, Model>>, used: readonly (TextMap | undefined)[]): NamedType[] {
  const names = new Set(used.flatMap((one) => Object.values(one ?? {})))
  return [...names].flatMap((name) => {
    const model = own(models, name)
    return model === undefined ? [] : [{ name, text: `${name} = ${model.schema}` }]
  })
}
