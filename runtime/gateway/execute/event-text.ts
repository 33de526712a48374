import { isEmpty } from '../json.ts'
import { requestTime, stagePath } from './context.ts'
import { type Caller, type Groups, groupHeaders, headerValues, type RoutedExchange } from './exchange.ts'

/**
 * The members that a REST proxy event and a request authorizer's event share, without the braces around them: JSON text. Events are written
 * and not made as objects to be printed, since every request to a function has one, which costs half as much so.
 */
export function eventMembers(exchange: RoutedExchange, caller: Caller): string {
  const { query, pathParameters, stageVariables, target } = exchange
  const headers = severalMembers(groupHeaders(exchange.headers))
  const parameters = isEmpty(query) ? undefined : severalMembers(Object.entries(query))
  // Slashes at the beginning count as one (recorded), save in the path with its stage.
  const path = (target.customPath ?? target.path).replace(/^\/{2,}/, '/')
  return (
    `"resource":${quote(exchange.resource.path)},"path":${quote(path)},"httpMethod":${quote(exchange.verb)},` +
    `"headers":{${headers.last}},"multiValueHeaders":{${headers.all}},` +
    `"queryStringParameters":${parameters === undefined ? 'null' : `{${parameters.last}}`},` +
    `"multiValueQueryStringParameters":${parameters === undefined ? 'null' : `{${parameters.all}}`},` +
    `"pathParameters":${textsOrNull(pathParameters)},"stageVariables":${textsOrNull(stageVariables)},` +
    `"requestContext":{${contextMembers(exchange, caller)}}`
  )
}

/** Of `requestContext`. What it has in common with `$context` of templates is what `templateContext` says. */
function contextMembers(exchange: RoutedExchange, caller: Caller): string {
  const { resource, method, target } = exchange
  const { api, stage, domainName, accountId, canary } = target
  const dot = domainName.indexOf('.')
  return (
    `"resourceId":${quote(resource.id)},` +
    (caller.authorizer === undefined ? '' : `"authorizer":${JSON.stringify(caller.authorizer)},`) +
    `"resourcePath":${quote(resource.path)},` +
    (method.operationName === undefined ? '' : `"operationName":${quote(method.operationName)},`) +
    `"httpMethod":${quote(exchange.verb)},"extendedRequestId":${quote(exchange.extendedRequestId)},` +
    `"requestTime":"${requestTime(exchange.time)}","path":${quote(stagePath(exchange))},"accountId":${quote(accountId)},` +
    `"protocol":"HTTP/1.1","stage":${quote(stage.stageName)},"domainPrefix":${quote(dot === -1 ? domainName : domainName.slice(0, dot))},` +
    `"requestTimeEpoch":${exchange.time},"requestId":${quote(exchange.requestId)},"domainName":${quote(domainName)},` +
    `"deploymentId":${quote(stage.deploymentId)},"apiId":${quote(api.id)},` +
    (canary === undefined ? '' : `"isCanaryRequest":${canary === 'canary'},`) +
    `"identity":{${identityMembers(exchange, caller)}}`
  )
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
