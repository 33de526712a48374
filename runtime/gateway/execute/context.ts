import { put } from '../json.ts'
import { type Caller, type Exchange, headerValues, lastValues, type RoutedExchange } from './exchange.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `09/Apr/2015:12:34:56 +0000`. */
export function requestTime(time: number): string {
  const date = new Date(time)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${two(date.getUTCDate())}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}`
  return `${day}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`
}

function identityOf(exchange: Exchange, caller: Caller): Record<string, unknown> {
  const { principal } = caller
  return {
    cognitoIdentityPoolId: null,
    accountId: principal?.accountId ?? null,
    cognitoIdentityId: null,
    caller: caller.accessKey ?? null,
    sourceIp: exchange.request.sourceIp,
    principalOrgId: null,
    accessKey: caller.accessKey ?? null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: principal?.arn ?? null,
    userAgent: headerValues(exchange, 'User-Agent')?.at(-1) ?? null,
    user: caller.accessKey ?? null,
    ...(caller.apiKey === undefined ? {} : { apiKey: caller.apiKey, apiKeyId: caller.apiKeyId ?? null }),
  }
}

/** The path as clients see it: with its stage, or with the base path of a custom domain. */
export function stagePath(exchange: Exchange): string {
  const { customPath, stage, path } = exchange.target
  return customPath ?? `/${stage.stageName}${path}`
}

/** What an event's `requestContext` and `$context` have in common. */
function commonContext(exchange: Exchange): Record<string, unknown> {
  const { api, stage, domainName, accountId, canary } = exchange.target
  return {
    httpMethod: exchange.verb,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: requestTime(exchange.time),
    path: stagePath(exchange),
    accountId,
    protocol: 'HTTP/1.1',
    stage: stage.stageName,
    domainPrefix: domainName.split('.', 1)[0] ?? '',
    requestTimeEpoch: exchange.time,
    requestId: exchange.requestId,
    domainName,
    deploymentId: stage.deploymentId,
    apiId: api.id,
    ...(canary === undefined ? {} : { isCanaryRequest: canary === 'canary' }),
  }
}

/** `requestContext` of a proxy or authorizer event. */
export function requestContext(exchange: RoutedExchange, caller: Caller): Record<string, unknown> {
  return {
    resourceId: exchange.resource.id,
    ...(caller.authorizer === undefined ? {} : { authorizer: caller.authorizer }),
    resourcePath: exchange.resource.path,
    ...(exchange.method.operationName === undefined ? {} : { operationName: exchange.method.operationName }),
    ...commonContext(exchange),
    identity: identityOf(exchange, caller),
  }
}

/** `$context` of mapping templates; values of authorizers are texts there, `claims` as a whole prints as nothing (recorded). */
export function templateContext(exchange: Exchange | RoutedExchange, caller: Caller): Record<string, unknown> {
  const routed = 'resource' in exchange ? { resourceId: exchange.resource.id, resourcePath: exchange.resource.path } : {}
  return {
    ...routed,
    ...commonContext(exchange),
    requestTimeEpoch: String(exchange.time),
    ...(exchange.target.canary === undefined ? {} : { isCanaryRequest: String(exchange.target.canary === 'canary') }),
    awsEndpointRequestId: exchange.requestId,
    xrayTraceId: exchange.traceId,
    identity: identityOf(exchange, caller),
    ...(caller.authorizer === undefined ? {} : { authorizer: textsOf(caller.authorizer) }),
  }
}

function textsOf(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const texts: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    put(
      texts,
      name,
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? textsOf(value as Readonly<Record<string, unknown>>)
        : value === null
          ? null
          : String(value),
    )
  }
  return texts
}

/** What a REST proxy event and a request authorizer's event share. */
export function eventOf(exchange: RoutedExchange): Record<string, unknown> {
  const empty = (object: object): boolean => Object.keys(object).length === 0
  const { query, pathParameters, stageVariables } = exchange
  return {
    resource: exchange.resource.path,
    // Slashes at the beginning count as one (recorded), save in the path with its stage.
    path: (exchange.target.customPath ?? exchange.target.path).replace(/^\/{2,}/, '/'),
    httpMethod: exchange.verb,
    headers: lastValues(exchange.multiValueHeaders),
    multiValueHeaders: exchange.multiValueHeaders,
    queryStringParameters: empty(query) ? null : lastValues(query),
    multiValueQueryStringParameters: empty(query) ? null : query,
    pathParameters: empty(pathParameters) ? null : pathParameters,
    stageVariables: empty(stageVariables) ? null : stageVariables,
  }
}
