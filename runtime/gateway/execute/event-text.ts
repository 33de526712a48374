import { isEmpty } from '../json.ts'
import { rememberLast } from '../remember-last.ts'
import { requestTime, stagePath } from './context.ts'
import { type Caller, type Groups, groupHeaders, headerValues, type RoutedExchange } from './exchange.ts'

/**
 * Writes the members that a REST proxy event and a request authorizer's event share, without the braces around them: JSON text. Events are
 * written and not made as objects to be printed, since every request to a function has one, which costs half as much so. What is the same
 * for each request to a method on a stage is kept by the writer for the next one.
 */
export type WriteEvent = (exchange: RoutedExchange, caller: Caller) => string

/** A writer that has written nothing yet. */
export function createEventWriter(): WriteEvent {
  const timeOf = rememberLast((second: number) => requestTime(second * 1000))
  let last: Frame | undefined
  return (exchange, caller) => {
    if (last === undefined || !isFor(last, exchange)) last = frameOf(exchange)
    const frame = last
    const { query, target, verb, time } = exchange
    const headers = severalMembers(groupHeaders(exchange.headers))
    const parameters = isEmpty(query) ? undefined : severalMembers(Object.entries(query))
    // Slashes at the beginning count as one (recorded), save in the path with its stage.
    const path = (target.customPath ?? target.path).replace(/^\/{2,}/, '/')
    const method = quote(verb)
    return (
      `"resource":${frame.resource},"path":${quote(path)},"httpMethod":${method},` +
      `"headers":{${headers.last}},"multiValueHeaders":{${headers.all}},` +
      `"queryStringParameters":${parameters === undefined ? 'null' : `{${parameters.last}}`},` +
      `"multiValueQueryStringParameters":${parameters === undefined ? 'null' : `{${parameters.all}}`},` +
      `"pathParameters":${textsOrNull(exchange.pathParameters)},"stageVariables":${frame.stageVariables},` +
      `"requestContext":{${frame.resourceId}` +
      (caller.authorizer === undefined ? '' : `"authorizer":${JSON.stringify(caller.authorizer)},`) +
      `${frame.operation}"httpMethod":${method},"extendedRequestId":${quote(exchange.extendedRequestId)},` +
      `"requestTime":"${timeOf(Math.floor(time / 1000))}","path":${quote(stagePath(exchange))},${frame.stage}` +
      `"requestTimeEpoch":${time},"requestId":${quote(exchange.requestId)},${frame.api}` +
      `"identity":{${identityMembers(exchange, caller)}}}`
    )
  }
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
function isFor({ of }: Frame, { resource, method, target }: RoutedExchange): boolean {
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
  const dot = domainName.indexOf('.')
  return {
    of: { resource, method, target },
    resource: quote(resource.path),
    stageVariables: textsOrNull(stageVariables),
    resourceId: `"resourceId":${quote(resource.id)},`,
    operation:
      `"resourcePath":${quote(resource.path)},` +
      (method.operationName === undefined ? '' : `"operationName":${quote(method.operationName)},`),
    stage:
      `"accountId":${quote(accountId)},"protocol":"HTTP/1.1","stage":${quote(stage.stageName)},` +
      `"domainPrefix":${quote(dot === -1 ? domainName : domainName.slice(0, dot))},`,
    api:
      `"domainName":${quote(domainName)},"deploymentId":${quote(stage.deploymentId)},"apiId":${quote(api.id)},` +
      (canary === undefined ? '' : `"isCanaryRequest":${canary === 'canary'},`),
  }
}

function identityMembers(exchange: RoutedExchange, { principal, accessKey, apiKey, apiKeyId }: Caller): string {
  const key = quoteOrNull(accessKey)
  return (
    `"cognitoIdentityPoolId":null,"accountId":${quoteOrNull(principal?.accountId)},"cognitoIdentityId":null,"caller":${key},` +
    `"sourceIp":${quote(exchange.request.sourceIp)},"principalOrgId":null,"accessKey":${key},"cognitoAuthenticationType":null,` +
    `"cognitoAuthenticationProvider":null,"userArn":${quoteOrNull(principal?.arn)},` +
    `"userAgent":${quoteOrNull(headerValues(exchange, 'User-Agent')?.at(-1))},"user":${key}` +
    (apiKey === undefined ? '' : `,"apiKey":${quote(apiKey)},"apiKeyId":${quoteOrNull(apiKeyId)}`)
  )
}

/** Values by name as two objects: the last value alone, and all of them. */
function severalMembers(groups: Groups): { readonly last: string; readonly all: string } {
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
