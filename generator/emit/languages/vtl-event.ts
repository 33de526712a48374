import type { ApiModel, Content, Operation } from '../../model/api-model.ts'
import type { Code } from '../code.ts'
import { escaped, indented, jsonText, vtl, vtlLines } from './vtl.ts'
import { bodyMember } from './vtl-body.ts'
import { lowerCaseHeaders, parameterObject, readCookies } from './vtl-parameters.ts'

/** The request template of a custom Lambda integration: it prints the event of the custom contract for one content type of the body. */
export function eventTemplate(operation: Operation, content: Content | undefined, model: ApiModel): Code {
  const places = new Set(operation.parameters.map((parameter) => parameter.in))
  return vtlLines(
    vtl`#set($params = $input.params())`,
    places.has('header') || places.has('cookie') ? lowerCaseHeaders() : vtl``,
    places.has('cookie') ? readCookies() : vtl``,
    vtl`{`,
    indented(
      vtlLines(
        vtl`"metadata": {`,
        indented(metadata(operation, model)),
        vtl`},`,
        vtl`"data": {`,
        indented(data(operation, content, model)),
        vtl`}`,
      ),
    ),
    vtl`}`,
  )
}

function data(operation: Operation, content: Content | undefined, model: ApiModel): Code {
  const members = [
    vtl`"path": ${parameterObject('path', operation, model)}`,
    vtl`"query": ${parameterObject('query', operation, model)}`,
    vtl`"headers": ${parameterObject('header', operation, model)}`,
    ...(operation.parameters.some((parameter) => parameter.in === 'cookie')
      ? [vtl`"cookies": ${parameterObject('cookie', operation, model)}`]
      : []),
    ...(content && (operation.body?.contents ?? []).length > 1 ? [vtl`"contentType": ${jsonText(content.mediaType)}`] : []),
    ...(content ? [bodyMember(content, model)] : []),
  ]
  return vtlLines(members.map((member, index) => (index < members.length - 1 ? vtl`${member},` : member)))
}

function metadata(operation: Operation, model: ApiModel): Code {
  const callers: readonly (readonly [Code, Code])[] = [
    [vtl`sourceIp`, vtl`$context.identity.sourceIp`],
    [vtl`userAgent`, vtl`$context.identity.userAgent`],
    [vtl`accountId`, vtl`$context.identity.accountId`],
    [vtl`userArn`, vtl`$context.identity.userArn`],
    [vtl`apiKeyId`, vtl`$context.identity.apiKeyId`],
    [vtl`cognitoIdentityId`, vtl`$context.identity.cognitoIdentityId`],
  ]
  return vtlLines(
    vtl`"operation": ${jsonText(operation.id)},`,
    vtl`"stage": "$context.stage",`,
    vtl`"requestId": "$context.requestId",`,
    vtl`"apiId": "$context.apiId",`,
    vtl`"method": "$context.httpMethod",`,
    vtl`"resource": "${escaped(vtl`$context.resourcePath`)}",`,
    vtl`"time": $context.requestTimeEpoch,`,
    vtl`"caller": {`,
    vtl`#set($comma = "")`,
    callers.map(([name, value]) => vtl`#if(${value} != "")  $comma"${name}": "${escaped(value)}"#set($comma = ", ")#end`),
    vtl`},`,
    vtl`"authorizer": {${authorizer(operation, model)}},`,
    vtl`"stageVariables": {${entries(vtl`$stageVariables`)}}`,
  )
}

/** A Cognito authorizer leaves claims, a function what its answer's context held; IAM and open methods leave nothing. */
function authorizer(operation: Operation, model: ApiModel): Code {
  if (operation.auth.kind !== 'authorizer') return vtl``
  const { authorizer: name } = operation.auth
  const kind = model.authorizers.find((candidate) => candidate.name === name)?.kind
  return kind === 'cognito' ? vtl`"claims": {${entries(vtl`$context.authorizer.claims`)}}` : entries(vtl`$context.authorizer`)
}

function entries(map: Code): Code {
  return vtl`#foreach($name in ${map}.keySet())"${escaped(vtl`$name`)}": "${escaped(vtl`${map}.get($name)`)}"#if($foreach.hasNext), #end#end`
}
