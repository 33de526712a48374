import type { AuthorizationType, Method, RestApi, Verb } from '../definition/rest-api.ts'
import { AUTHORIZATION_TYPES, VERBS } from '../facts.ts'
import { asArray, type JsonObject, own, withoutEntry } from '../json.ts'
import type { Operation } from './call.ts'
import { badRequest, conflict } from './errors.ts'
import { findApi, findMethod, findResource, withMethod, withResource } from './find.ts'
import { flag, flags, param, text, texts } from './input.ts'
import { viewIntegration } from './integrations.ts'
import { checkRequestParameters } from './mapping-expressions.ts'
import { invalidPath, isTrue, onlyReplace, type PatchOperation, patchMaps, patchOperations, withMember } from './patch.ts'

/** A method as the service answers it, its integration included. */
export function viewMethod(method: Method): JsonObject {
  const { methodIntegration, ...rest } = method
  return {
    ...(rest as unknown as JsonObject),
    ...(methodIntegration !== undefined && { methodIntegration: viewIntegration(methodIntegration) }),
  }
}

export const getMethod: Operation = (call) => ({ body: viewMethod(findMethod(call)) })

export const putMethod: Operation = (call) => {
  const { body } = call
  const resource = findResource(call)
  const api = findApi(call)
  const httpMethod = VERBS.find((verb) => verb === param(call, 'httpMethod'))
  if (httpMethod === undefined) throw badRequest(`Invalid HttpMethod specified. Valid options are ${VERBS.join(',')}`)
  if (own(resource.methods, httpMethod) !== undefined) throw conflict('Method already exists for this resource')
  const authorizerId = text(body, 'authorizerId')
  const operationName = text(body, 'operationName')
  const requestValidatorId = text(body, 'requestValidatorId')
  const requestParameters = flags(body, 'requestParameters')
  const requestModels = texts(body, 'requestModels')
  const scopes = asArray(own(body, 'authorizationScopes')).filter((item) => typeof item === 'string')
  const method = settled(api, {
    httpMethod,
    authorizationType: authorizationType(text(body, 'authorizationType')),
    ...(authorizerId !== undefined && authorizerId !== '' && { authorizerId }),
    ...(scopes.length > 0 && { authorizationScopes: scopes }),
    apiKeyRequired: flag(body, 'apiKeyRequired') ?? false,
    ...(requestValidatorId !== undefined && requestValidatorId !== '' && { requestValidatorId }),
    ...(operationName !== undefined && { operationName }),
    ...(requestParameters !== undefined && { requestParameters }),
    ...(requestModels !== undefined && { requestModels }),
  })
  return { body: viewMethod(method), next: withMethod(call, method) }
}

function authorizationType(value: string | undefined): AuthorizationType {
  const known = AUTHORIZATION_TYPES.find((item) => item === value?.toUpperCase())
  if (known === undefined) throw badRequest(`Invalid authorization type specified. Valid options are ${AUTHORIZATION_TYPES.join(',')}`)
  return known
}

/** A method after all that it names was looked for; an authorizer of a type that takes none is dropped (recorded). */
function settled(api: RestApi, method: Method): Method {
  const { authorizationType: type, authorizerId, requestValidatorId } = method
  const takesAuthorizer = type === 'CUSTOM' || type === 'COGNITO_USER_POOLS'
  if (takesAuthorizer && (authorizerId === undefined || own(api.authorizers, authorizerId) === undefined)) {
    throw badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    )
  }
  if (requestValidatorId !== undefined && own(api.requestValidators, requestValidatorId) === undefined) {
    throw badRequest('Invalid Request Validator identifier specified')
  }
  checkModels(api, method.requestModels)
  checkRequestParameters(Object.keys(method.requestParameters ?? {}))
  return takesAuthorizer ? method : withMember(method, 'authorizerId', undefined)
}

/** Refuses models that the API does not have (recorded). */
export function checkModels(api: RestApi, models: Readonly<Record<string, string>> | undefined): void {
  for (const name of Object.values(models ?? {})) {
    if (own(api.models, name) === undefined) throw badRequest(`Invalid model identifier specified: ${name}`)
  }
}

export const updateMethod: Operation = (call) => {
  let method = findMethod(call)
  for (const operation of patchOperations(call.body)) method = patchMethod(method, operation)
  method = settled(findApi(call), method)
  return { body: viewMethod(method), next: withMethod(call, method) }
}

function patchMethod(method: Method, operation: PatchOperation): Method {
  const { op, path, value } = operation
  const patched = patchMaps(method, operation, { requestParameters: () => isTrue(value), requestModels: () => value ?? '' })
  if (patched !== undefined) return patched
  const text = value === undefined || value === '' ? undefined : value
  switch (path) {
    case '/authorizationScopes': {
      const others = (method.authorizationScopes ?? []).filter((scope) => scope !== value)
      const scopes = op === 'remove' || text === undefined ? others : [...others, text]
      return withMember(method, 'authorizationScopes', scopes.length > 0 ? scopes : undefined)
    }
    case '/apiKeyRequired':
      onlyReplace(operation)
      return { ...method, apiKeyRequired: isTrue(value) }
    case '/authorizationType':
      onlyReplace(operation)
      return { ...method, authorizationType: authorizationType(value) }
    case '/authorizerId':
      onlyReplace(operation)
      return withMember(method, 'authorizerId', text)
    case '/operationName':
      onlyReplace(operation)
      return withMember(method, 'operationName', text)
    case '/requestValidatorId':
      onlyReplace(operation)
      return withMember(method, 'requestValidatorId', text)
    default:
      throw invalidPath(path)
  }
}

export const deleteMethod: Operation = (call) => {
  const { httpMethod } = findMethod(call)
  const resource = findResource(call)
  return { next: withResource(call, { ...resource, methods: withoutEntry(resource.methods as Record<Verb, Method>, httpMethod) }) }
}
