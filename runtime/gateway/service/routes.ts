import { getAccount, updateAccount } from './account.ts'
import { createApiKey, deleteApiKey, getApiKey, getApiKeys, updateApiKey } from './api-keys.ts'
import type { Operation } from './call.ts'
import { createDeployment, deleteDeployment, getDeployment, getDeployments, updateDeployment } from './deployments.ts'
import { ServiceError } from './errors.ts'
import { getExport } from './exports.ts'
import { importRestApi, putRestApi } from './imports.ts'
import { createAlias, deleteAlias, getAlias, listAliases, updateAlias } from './lambda/aliases.ts'
import {
  createFunction,
  deleteFunction,
  getFunction,
  getFunctionConfiguration,
  invokeFunction,
  listFunctions,
  listVersions,
  publishVersion,
  updateFunctionCode,
  updateFunctionConfiguration,
} from './lambda/functions.ts'
import { addPermission, getPolicy, removePermission } from './lambda/permissions.ts'
import {
  getAuthorizer,
  getAuthorizers,
  getDocumentationParts,
  getGatewayResponse,
  getGatewayResponses,
  getModel,
  getModels,
  getRequestValidator,
  getRequestValidators,
} from './parts.ts'
import { getIntegration, getIntegrationResponse, getMethod, getMethodResponse, getResource, getResources } from './resources.ts'
import { updateRestApi } from './rest-api-patch.ts'
import { createRestApi, deleteRestApi, getRestApi, getRestApis } from './rest-apis.ts'
import { createStage, deleteStage, getStage, getStages, updateStage } from './stages.ts'
import { getTags, tagResource, untagResource } from './tags.ts'
import { UNSUPPORTED } from './unsupported.ts'
import { getUsage, updateUsage } from './usage.ts'
import {
  createUsagePlan,
  createUsagePlanKey,
  deleteUsagePlan,
  deleteUsagePlanKey,
  getUsagePlan,
  getUsagePlanKey,
  getUsagePlanKeys,
  getUsagePlans,
  updateUsagePlan,
} from './usage-plans.ts'

/** One operation of the control plane. */
export interface Route {
  readonly verb: string
  /** Segments; `{name}` is a label. */
  readonly path: readonly string[]
  /** A parameter of the query that tells this operation from another of the same path. */
  readonly query?: readonly [name: string, value: string]
  readonly operation: Operation
  /** `raw`: the body is not JSON that the service reads itself. */
  readonly body: 'json' | 'raw'
  /** `free`: changes no state, so it need not wait for those that do. */
  readonly order: 'free' | 'queued'
}

const API = '/restapis/{restApiId}'
const METHOD = `${API}/resources/{resourceId}/methods/{httpMethod}`
const PLAN = '/usageplans/{usagePlanId}'
const LAMBDA = '/2015-03-31/functions'
const FUNCTION = `${LAMBDA}/{FunctionName}`

const TABLE: readonly (readonly [verb: string, path: string, operation: Operation, body?: 'raw'])[] = [
  ['POST', '/restapis?mode=import', importRestApi, 'raw'],
  ['POST', '/restapis', createRestApi],
  ['GET', '/restapis', getRestApis],
  ['GET', API, getRestApi],
  ['PUT', API, putRestApi, 'raw'],
  ['PATCH', API, updateRestApi],
  ['DELETE', API, deleteRestApi],
  ['GET', `${API}/resources`, getResources],
  ['GET', `${API}/resources/{resourceId}`, getResource],
  ['GET', METHOD, getMethod],
  ['GET', `${METHOD}/responses/{statusCode}`, getMethodResponse],
  ['GET', `${METHOD}/integration`, getIntegration],
  ['GET', `${METHOD}/integration/responses/{statusCode}`, getIntegrationResponse],
  ['GET', `${API}/models`, getModels],
  ['GET', `${API}/models/{modelName}`, getModel],
  ['GET', `${API}/authorizers`, getAuthorizers],
  ['GET', `${API}/authorizers/{authorizerId}`, getAuthorizer],
  ['GET', `${API}/requestvalidators`, getRequestValidators],
  ['GET', `${API}/requestvalidators/{requestValidatorId}`, getRequestValidator],
  ['GET', `${API}/gatewayresponses`, getGatewayResponses],
  ['GET', `${API}/gatewayresponses/{responseType}`, getGatewayResponse],
  ['GET', `${API}/documentation/parts`, getDocumentationParts],
  ['POST', `${API}/deployments`, createDeployment],
  ['GET', `${API}/deployments`, getDeployments],
  ['GET', `${API}/deployments/{deploymentId}`, getDeployment],
  ['PATCH', `${API}/deployments/{deploymentId}`, updateDeployment],
  ['DELETE', `${API}/deployments/{deploymentId}`, deleteDeployment],
  ['POST', `${API}/stages`, createStage],
  ['GET', `${API}/stages`, getStages],
  ['GET', `${API}/stages/{stageName}`, getStage],
  ['PATCH', `${API}/stages/{stageName}`, updateStage],
  ['DELETE', `${API}/stages/{stageName}`, deleteStage],
  ['GET', `${API}/stages/{stageName}/exports/{exportType}`, getExport],
  ['POST', '/apikeys', createApiKey],
  ['GET', '/apikeys', getApiKeys],
  ['GET', '/apikeys/{apiKey}', getApiKey],
  ['PATCH', '/apikeys/{apiKey}', updateApiKey],
  ['DELETE', '/apikeys/{apiKey}', deleteApiKey],
  ['POST', '/usageplans', createUsagePlan],
  ['GET', '/usageplans', getUsagePlans],
  ['GET', PLAN, getUsagePlan],
  ['PATCH', PLAN, updateUsagePlan],
  ['DELETE', PLAN, deleteUsagePlan],
  ['POST', `${PLAN}/keys`, createUsagePlanKey],
  ['GET', `${PLAN}/keys`, getUsagePlanKeys],
  ['GET', `${PLAN}/keys/{keyId}`, getUsagePlanKey],
  ['DELETE', `${PLAN}/keys/{keyId}`, deleteUsagePlanKey],
  ['GET', `${PLAN}/usage`, getUsage],
  ['PATCH', `${PLAN}/keys/{keyId}/usage`, updateUsage],
  ['GET', '/tags/{resourceArn}', getTags],
  ['PUT', '/tags/{resourceArn}', tagResource],
  ['DELETE', '/tags/{resourceArn}', untagResource],
  ['GET', '/account', getAccount],
  ['PATCH', '/account', updateAccount],
  ['POST', LAMBDA, createFunction],
  ['GET', LAMBDA, listFunctions],
  ['GET', FUNCTION, getFunction],
  ['DELETE', FUNCTION, deleteFunction],
  ['GET', `${FUNCTION}/configuration`, getFunctionConfiguration],
  ['PUT', `${FUNCTION}/configuration`, updateFunctionConfiguration],
  ['PUT', `${FUNCTION}/code`, updateFunctionCode],
  ['POST', `${FUNCTION}/versions`, publishVersion],
  ['GET', `${FUNCTION}/versions`, listVersions],
  ['POST', `${FUNCTION}/aliases`, createAlias],
  ['GET', `${FUNCTION}/aliases`, listAliases],
  ['GET', `${FUNCTION}/aliases/{Name}`, getAlias],
  ['PUT', `${FUNCTION}/aliases/{Name}`, updateAlias],
  ['DELETE', `${FUNCTION}/aliases/{Name}`, deleteAlias],
  ['POST', `${FUNCTION}/policy`, addPermission],
  ['GET', `${FUNCTION}/policy`, getPolicy],
  ['DELETE', `${FUNCTION}/policy/{StatementId}`, removePermission],
  ['POST', `${FUNCTION}/invocations`, invokeFunction, 'raw'],
]

/** Every operation, those that are not supported included: each of these answers that it is not, by its name. */
export const ROUTES: readonly Route[] = [
  ...TABLE.map(([verb, path, operation, body]) => routeOf(verb, path, operation, body ?? 'json')),
  ...UNSUPPORTED.map(([verb, path, name]) => routeOf(verb, path, () => unsupported(name), 'raw')),
]

function routeOf(verb: string, written: string, operation: Operation, body: Route['body']): Route {
  const [path = '', query] = written.split('?')
  const [name = '', value = ''] = query?.split('=') ?? []
  return {
    verb,
    path: path.slice(1).split('/'),
    ...(query !== undefined && { query: [name, value] as const }),
    operation,
    body,
    order: verb === 'GET' || operation === invokeFunction ? 'free' : 'queued',
  }
}

function unsupported(name: string): never {
  throw new ServiceError(
    'UnsupportedOperation',
    `${name} is not supported by this gateway yet. Import a document instead: ImportRestApi and PutRestApi make everything that an API consists of.`,
    501,
  )
}

/** The route of a request with its labels; of two that fit, the one that asks for a parameter of the query. */
export function findRoute(
  verb: string,
  segments: readonly string[],
  query: URLSearchParams,
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | undefined {
  for (const route of ROUTES) {
    if (route.verb !== verb || route.path.length !== segments.length) continue
    if (route.query !== undefined && query.get(route.query[0]) !== route.query[1]) continue
    const params: Record<string, string> = {}
    const fits = route.path.every((part, index) => {
      const segment = segments[index] ?? ''
      if (!part.startsWith('{')) return part === segment
      params[part.slice(1, -1)] = segment
      return segment !== ''
    })
    if (fits) return { route, params }
  }
  return undefined
}
