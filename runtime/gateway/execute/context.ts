import { type HeaderList, headerOf } from '../http.ts'
import { own, put } from '../json.ts'
import { rememberLast } from '../remember-last.ts'
import { type Caller, type Exchange, headerValues, type RoutedExchange } from './exchange.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `09/Apr/2015:12:34:56 +0000`, of milliseconds since the epoch. */
export function requestTime(time: number): string {
  return textOfSecond(Math.floor(time / 1000))
}

const textOfSecond = rememberLast((second: number) => {
  // Cutting it out of a whole text of the date takes twice as long.
  const date = new Date(second * 1000)
  const day = `${twoDigits(date.getUTCDate())}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}`
  return `${day}:${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}:${twoDigits(date.getUTCSeconds())} +0000`
})

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

/** What is a text in `$context` of every request, in the order in which it comes there. */
const texts: Readonly<Record<string, (exchange: Exchange | RoutedExchange) => string | undefined>> = {
  resourceId: (exchange) => ('resource' in exchange ? exchange.resource.id : undefined),
  resourcePath: (exchange) => ('resource' in exchange ? exchange.resource.path : undefined),
  httpMethod: ({ verb }) => verb,
  extendedRequestId: ({ extendedRequestId }) => extendedRequestId,
  requestTime: ({ time }) => requestTime(time),
  path: stagePath,
  accountId: ({ target }) => target.accountId,
  protocol: () => 'HTTP/1.1',
  stage: ({ target }) => target.stage.stageName,
  domainPrefix: ({ target }) => domainPrefix(target.domainName),
  requestTimeEpoch: ({ time }) => String(time),
  requestId: ({ requestId }) => requestId,
  domainName: ({ target }) => target.domainName,
  deploymentId: ({ target }) => target.stage.deploymentId,
  apiId: ({ target }) => target.api.id,
}

/** One of the texts that {@link templateContext} has for every request, without all the others. */
export function contextText(exchange: Exchange | RoutedExchange, name: string): string | undefined {
  return own(texts, name)?.(exchange)
}

/**
 * `$context` of mapping templates; values of authorizers are texts there, `claims` as a whole prints as nothing (recorded). `answered` is
 * what the back end said, once it did: before that there is no id of it (recorded by `$context.keySet()`).
 */
export function templateContext(exchange: Exchange | RoutedExchange, caller: Caller, answered: HeaderList = []): Record<string, unknown> {
  const { stage, canary } = exchange.target
  const context: Record<string, unknown> = {}
  for (const [name, read] of Object.entries(texts)) {
    const text = read(exchange)
    if (text !== undefined) context[name] = text
  }
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
