import { type HeaderList, headerOf } from '../http.ts'
import { put } from '../json.ts'
import { type Caller, type Exchange, headerValues, type RoutedExchange } from './exchange.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `09/Apr/2015:12:34:56 +0000`. */
export function requestTime(time: number): string {
  // Cutting it out of a whole text of the date takes twice as long, and every event and context has one.
  const date = new Date(time)
  const day = `${twoDigits(date.getUTCDate())}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}`
  return `${day}:${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}:${twoDigits(date.getUTCSeconds())} +0000`
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number)
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

/** A domain's first label. */
export function domainPrefix(domainName: string): string {
  const dot = domainName.indexOf('.')
  return dot === -1 ? domainName : domainName.slice(0, dot)
}

/** The back end's own id of a request, as AWS services say it. */
export function endpointRequestId(answered: HeaderList): string | undefined {
  return headerOf(answered, 'x-amzn-RequestId') ?? headerOf(answered, 'x-amz-request-id')
}

/**
 * `$context` of mapping templates; values of authorizers are texts there, `claims` as a whole prints as nothing (recorded). `answered` is
 * what the back end said, once it did: before that there is no id of it (recorded by `$context.keySet()`).
 */
export function templateContext(exchange: Exchange | RoutedExchange, caller: Caller, answered: HeaderList = []): Record<string, unknown> {
  const { api, stage, domainName, accountId, canary } = exchange.target
  const context: Record<string, unknown> =
    'resource' in exchange ? { resourceId: exchange.resource.id, resourcePath: exchange.resource.path } : {}
  // Field by field: an object of this size that is spread into another becomes a dictionary of the engine.
  context.httpMethod = exchange.verb
  context.extendedRequestId = exchange.extendedRequestId
  context.requestTime = requestTime(exchange.time)
  context.path = stagePath(exchange)
  context.accountId = accountId
  context.protocol = 'HTTP/1.1'
  context.stage = stage.stageName
  context.domainPrefix = domainPrefix(domainName)
  context.requestTimeEpoch = String(exchange.time)
  context.requestId = exchange.requestId
  context.domainName = domainName
  context.deploymentId = stage.deploymentId
  context.apiId = api.id
  if (canary !== undefined) context.isCanaryRequest = String(canary === 'canary')
  const endpointId = endpointRequestId(answered)
  if (endpointId !== undefined) context.awsEndpointRequestId = endpointId
  if (stage.tracingEnabled) context.xrayTraceId = exchange.traceId
  context.identity = identityOf(exchange, caller)
  if (caller.authorizer !== undefined) context.authorizer = textsOf(caller.authorizer)
  return context
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
