import { refuseUri } from '../definition/import/integration-uri.ts'
import type { Authorizer, RestApi } from '../definition/rest-api.ts'
import { AUTHORIZER_TYPES, LIMITS } from '../facts.ts'
import { compareText, type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { badRequest, conflict, notFound } from './errors.ts'
import { findApi, methodsOf, withApi } from './find.ts'
import { integer, member, page, param, text, textList } from './input.ts'
import { invalidPath, oneOf, onlyReplace, type PatchOperation, patchOperations, withMember } from './patch.ts'

function viewAuthorizer(authorizer: Authorizer): JsonObject {
  return authorizer as unknown as JsonObject
}

/** The authorizer that the call names; of an API that is not there the service misses the authorizer, as it does of other parts. */
export function findAuthorizer(call: Call): { readonly api: RestApi; readonly authorizer: Authorizer } {
  const api = own(call.state.restApis, param(call, 'restApiId'))
  const authorizer = api === undefined ? undefined : own(api.authorizers, param(call, 'authorizerId'))
  if (api === undefined || authorizer === undefined) throw notFound('Invalid Authorizer identifier specified')
  return { api, authorizer }
}

function withAuthorizer(call: Call, api: RestApi, authorizer: Authorizer): Call['state'] {
  return withApi(call.state, { ...api, authorizers: withEntry(api.authorizers, authorizer.id, authorizer) })
}

export const getAuthorizers: Operation = (call) => {
  const authorizers = Object.values(findApi(call).authorizers).sort((a, b) => compareText(a.name, b.name))
  return { body: page(call, authorizers.map(viewAuthorizer)) }
}

export const getAuthorizer: Operation = (call) => ({ body: viewAuthorizer(findAuthorizer(call).authorizer) })

/** Looks at the authorizer before it looks for the API, which it misses in odd words (recorded). */
export const createAuthorizer: Operation = (call) => {
  const { body } = call
  const type = member(body, 'type', AUTHORIZER_TYPES) ?? 'TOKEN'
  const isCognito = type === 'COGNITO_USER_POOLS'
  const providerARNs = textList(body, 'providerARNs')
  const authorizerUri = text(body, 'authorizerUri')
  const authorizerCredentials = text(body, 'authorizerCredentials')
  const identitySource = text(body, 'identitySource')
  const expression = text(body, 'identityValidationExpression')
  // One that is not given stays so in answers (recorded), though answers of the authorizer are then kept for the default.
  const ttl = integer(body, 'authorizerResultTtlInSeconds')
  const authorizer: Authorizer = {
    id: call.world.ids.next(6),
    name: text(body, 'name') ?? '',
    type,
    ...(providerARNs.length > 0 && { providerARNs }),
    authType: text(body, 'authType') ?? (isCognito ? 'cognito_user_pools' : 'custom'),
    ...(authorizerUri !== undefined && { authorizerUri }),
    ...(authorizerCredentials !== undefined && { authorizerCredentials }),
    ...(identitySource !== undefined && { identitySource }),
    ...(expression !== undefined && { identityValidationExpression: expression }),
    ...(ttl !== undefined && { authorizerResultTtlInSeconds: ttl }),
  }
  check(authorizer)
  const api = own(call.state.restApis, param(call, 'restApiId'))
  if (api === undefined) throw conflict('Unable to complete operation due to concurrent modification. Please try again later.')
  checkUnique(api, authorizer)
  return { body: viewAuthorizer(authorizer), next: withAuthorizer(call, api, authorizer) }
}

function checkUnique(api: RestApi, { id, name }: Authorizer): void {
  if (Object.values(api.authorizers).some((other) => other.name === name && other.id !== id)) {
    throw badRequest(`Authorizer name must be unique. Authorizer ${name} already exists in this RestApi.`)
  }
}

function check({ name, type, authorizerUri = '', providerARNs = [], authorizerResultTtlInSeconds: ttl }: Authorizer): void {
  if (name === '') throw badRequest('Authorizer name cannot be empty')
  if (type === 'COGNITO_USER_POOLS') {
    const wrong = providerARNs.find(
      (arn) => !/^arn:[^:]+:cognito-idp:[^:]+:\d+:userpool\/.+$/.test(arn) && !arn.includes('${stageVariables'),
    )
    if (providerARNs.length === 0 || wrong !== undefined) throw badRequest(`Invalid Cognito User Pool ARN specified: ${wrong ?? 'null'}`)
  } else if (refuseUri('AWS_PROXY', authorizerUri, undefined) !== undefined || !authorizerUri.includes(':lambda:path/')) {
    throw badRequest(
      `Invalid Authorizer URI: ${authorizerUri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
    )
  }
  if (ttl !== undefined && !(Number.isInteger(ttl) && ttl >= 0 && ttl <= LIMITS.authorizerTtlSeconds)) {
    throw badRequest(`Authorizer result TTL must be between 0 and ${LIMITS.authorizerTtlSeconds} seconds`)
  }
}

export const updateAuthorizer: Operation = (call) => {
  const { api, authorizer: before } = findAuthorizer(call)
  let authorizer = before
  for (const operation of patchOperations(call.body)) authorizer = patchAuthorizer(authorizer, operation)
  check(authorizer)
  checkUnique(api, authorizer)
  return { body: viewAuthorizer(authorizer), next: withAuthorizer(call, api, authorizer) }
}

const TEXTS = ['authorizerCredentials', 'authorizerUri', 'authType', 'identitySource', 'identityValidationExpression'] as const

/** The paths of the guide's table of patch operations. */
function patchAuthorizer(authorizer: Authorizer, operation: PatchOperation): Authorizer {
  const { op, path, value = '' } = operation
  if (path === '/providerARNs') {
    const others = (authorizer.providerARNs ?? []).filter((arn) => arn !== value)
    return { ...authorizer, providerARNs: op === 'remove' ? others : [...others, value] }
  }
  const key = TEXTS.find((item) => path === `/${item}`)
  if (key === undefined && !['/name', '/type', '/authorizerResultTtlInSeconds'].includes(path)) throw invalidPath(path)
  onlyReplace(operation)
  if (key !== undefined) return withMember(authorizer, key, value === '' ? undefined : value)
  if (path === '/name') return { ...authorizer, name: value }
  if (path === '/type') return { ...authorizer, type: oneOf(path, value, AUTHORIZER_TYPES) ?? authorizer.type }
  return { ...authorizer, authorizerResultTtlInSeconds: Number(value) }
}

export const deleteAuthorizer: Operation = (call) => {
  const { api, authorizer } = findAuthorizer(call)
  const user = methodsOf(api).find(({ method }) => method.authorizerId === authorizer.id)
  if (user !== undefined) {
    throw conflict(`Cannot delete authorizer '${authorizer.name}', is referenced in method: ${user.path}/${user.method.httpMethod}`)
  }
  return { next: withApi(call.state, { ...api, authorizers: withoutEntry(api.authorizers, authorizer.id) }) }
}
