import { isEmpty } from '../json.ts'
import { domainPrefix, requestTime, stagePath } from './context.ts'
import { type Caller, type Groups, groupHeaders, headerValues, type RoutedExchange } from './exchange.ts'
import { TRACE_HEADER } from './incoming-headers.ts'

/**
 * Writes the members that a REST proxy event and a request authorizer's event share, without the braces around them: JSON text. Events are
 * written and not made as objects to be printed, since every request to a function has one, which costs half as much so. What is the same
 * for each request to a method on a stage, and for each that has the same headers, is kept by the writer for the next one.
 */
export type WriteEvent = (exchange: RoutedExchange, caller: Caller) => string

/** A writer that has written nothing yet. */
export function createEventWriter(): WriteEvent {
  let frame: Frame | undefined
  let sender: Sender | undefined
  return (exchange, caller) => {
    if (frame === undefined || !isFrameOf(frame, exchange)) frame = frameOf(exchange)
    if (sender === undefined || !isSenderOf(sender, exchange)) sender = senderOf(exchange)
    const { query, target, verb, time } = exchange
    const trace = sender.isTraced ? quote(exchange.traceId) : ''
    const parameters = isEmpty(query) ? undefined : severalMembers(Object.entries(query))
    // Slashes at the beginning count as one (recorded), save in the path with its stage.
    const path = (target.customPath ?? target.path).replace(/^\/{2,}/, '/')
    const method = quote(verb)
    return (
      `"resource":${frame.resource},"path":${quote(path)},"httpMethod":${method},` +
      `"headers":{${sender.beforeTrace.last}${trace}${sender.afterTrace.last}},` +
      `"multiValueHeaders":{${sender.beforeTrace.all}${trace}${sender.afterTrace.all}},` +
      `"queryStringParameters":${parameters === undefined ? 'null' : `{${parameters.last}}`},` +
      `"multiValueQueryStringParameters":${parameters === undefined ? 'null' : `{${parameters.all}}`},` +
      `"pathParameters":${textsOrNull(exchange.pathParameters)},"stageVariables":${frame.stageVariables},` +
      `"requestContext":{${frame.resourceId}` +
      (caller.authorizer === undefined ? '' : `"authorizer":${JSON.stringify(caller.authorizer)},`) +
      `${frame.operation}"httpMethod":${method},"extendedRequestId":${quote(exchange.extendedRequestId)},` +
      `"requestTime":"${requestTime(time)}","path":${quote(stagePath(exchange))},${frame.stage}` +
      `"requestTimeEpoch":${time},"requestId":${quote(exchange.requestId)},${frame.api}` +
      `"identity":{${identityMembers(sender, caller)}}}`
    )
  }
}

/** Headers and whence they came, as JSON text: a client sends the same ones with most of its requests. Between the two parts is the trace's id. */
interface Sender {
  readonly of: Pick<RoutedExchange['request'], 'headers' | 'sourceIp'>
  readonly domainName: string
  /** Nothing stands before a test that would add a trace. */
  readonly isTraced: boolean
  readonly beforeTrace: Members
  readonly afterTrace: Members
  readonly sourceIp: string
  readonly userAgent: string
}

/** A listener gives the same list for the same headers. */
function isSenderOf({ of, domainName, isTraced }: Sender, { request, target }: RoutedExchange): boolean {
  return (
    of.headers === request.headers &&
    of.sourceIp === request.sourceIp &&
    domainName === target.domainName &&
    isTraced === (target.tested === undefined)
  )
}

function senderOf(exchange: RoutedExchange): Sender {
  const { request, target } = exchange
  const groups = groupHeaders(exchange.headers)
  const isTraced = target.tested === undefined
  const place = isTraced ? groups.findIndex(([name]) => name === TRACE_HEADER) : groups.length
  const before = severalMembers(groups.slice(0, place))
  const after = severalMembers(groups.slice(place + 1))
  const { headers, sourceIp } = request
  const of = { headers, sourceIp }
  const texts = { sourceIp: quote(sourceIp), userAgent: quoteOrNull(headerValues(exchange, 'User-Agent')?.at(-1)) }
  if (!isTraced) return { of, domainName: target.domainName, isTraced, beforeTrace: before, afterTrace: after, ...texts }
  const name = quote(TRACE_HEADER)
  const beforeTrace = { last: flat(`${before.last},${name}:`), all: flat(`${before.all},${name}:[`) }
  const afterTrace = { last: flat(`,${after.last}`), all: flat(`],${after.all}`) }
  return { of, domainName: target.domainName, isTraced, beforeTrace, afterTrace, ...texts }
}

/** What does not change from one request to the next, as JSON text: values, and members with a comma behind each. */
interface Frame {
  readonly of: Pick<RoutedExchange, 'resource' | 'method' | 'target'>
  readonly resource: string
  readonly stageVariables: string
  readonly resourceId: string
  readonly operation: string
  readonly stage: string
  readonly api: string
}

/** Definitions and stages are never changed, only replaced. */
function isFrameOf({ of }: Frame, { resource, method, target }: RoutedExchange): boolean {
  return (
    of.method === method &&
    of.resource === resource &&
    of.target.stage === target.stage &&
    of.target.api === target.api &&
    of.target.domainName === target.domainName &&
    of.target.canary === target.canary
  )
}

/** Of `requestContext`; what it has in common with `$context` of templates is what `templateContext` says. */
function frameOf({ resource, method, target, stageVariables }: RoutedExchange): Frame {
  const { api, stage, domainName, accountId, canary } = target
  return {
    of: { resource, method, target },
    resource: quote(resource.path),
    stageVariables: flat(textsOrNull(stageVariables)),
    resourceId: flat(`"resourceId":${quote(resource.id)},`),
    operation: flat(
      `"resourcePath":${quote(resource.path)},` +
        (method.operationName === undefined ? '' : `"operationName":${quote(method.operationName)},`),
    ),
    stage: flat(
      `"accountId":${quote(accountId)},"protocol":"HTTP/1.1","stage":${quote(stage.stageName)},` +
        `"domainPrefix":${quote(domainPrefix(domainName))},`,
    ),
    api: flat(
      `"domainName":${quote(domainName)},"deploymentId":${quote(stage.deploymentId)},"apiId":${quote(api.id)},` +
        (canary === undefined ? '' : `"isCanaryRequest":${canary === 'canary'},`),
    ),
  }
}

function identityMembers({ sourceIp, userAgent }: Sender, { principal, accessKey, apiKey, apiKeyId }: Caller): string {
  const key = quoteOrNull(accessKey)
  return (
    `"cognitoIdentityPoolId":null,"accountId":${quoteOrNull(principal?.accountId)},"cognitoIdentityId":null,"caller":${key},` +
    `"sourceIp":${sourceIp},"principalOrgId":null,"accessKey":${key},"cognitoAuthenticationType":null,` +
    `"cognitoAuthenticationProvider":null,"userArn":${quoteOrNull(principal?.arn)},` +
    `"userAgent":${userAgent},"user":${key}` +
    (apiKey === undefined ? '' : `,"apiKey":${quote(apiKey)},"apiKeyId":${quoteOrNull(apiKeyId)}`)
  )
}

/** Members of two objects: with the last value of each name, and with all of them. */
interface Members {
  readonly last: string
  readonly all: string
}

function severalMembers(groups: Groups): Members {
  let last = ''
  let all = ''
  for (const [name, values] of groups) {
    const key = quote(name)
    const comma = last === '' ? '' : ','
    let list = ''
    let text = ''
    for (const value of values) {
      text = quote(value)
      list += list === '' ? text : `,${text}`
    }
    last += `${comma}${key}:${text}`
    all += `${comma}${key}:[${list}]`
  }
  return { last, all }
}

/** The same text in one piece: what is put together of many is copied piece by piece each time that it is used. */
function flat(text: string): string {
  return Buffer.from(text).toString()
}

/** Texts by name; null where there are none. */
function textsOrNull(texts: Readonly<Record<string, string>>): string {
  let members = ''
  for (const name of Object.keys(texts)) members += `${members === '' ? '' : ','}${quote(name)}:${quote(texts[name] ?? '')}`
  return members === '' ? 'null' : `{${members}}`
}

function quoteOrNull(text: string | undefined): string {
  return text === undefined ? 'null' : quote(text)
}

/** What JSON has as it is. */
const plain = /^[ !#-[\]-~]*$/

/** A text as JSON has it: looking whether there is something to escape is quicker than having it escaped. */
function quote(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text)
}
