import type { ApiModel, Content, Operation, Parameter } from '../../model/api-model.ts'
import type { Schema } from '../../model/schema.ts'
import type { Code } from '../code.ts'
import { escaped, indented, jsonText, quotedName, vtl, vtlLines } from './vtl.ts'

/** Why a declared parameter does not reach the function, or not as declared. */
export interface ParameterProblem {
  readonly parameter: Parameter
  readonly kind: 'unquotable-name' | 'no-place' | 'only-last-value' | 'unsupported-style'
}

/** What text becomes on its way into the event. */
type Shape =
  | { readonly kind: 'string' | 'number' | 'boolean' }
  | { readonly kind: 'list'; readonly item: 'string' | 'number' | 'boolean'; readonly separator: Code }

/** The request template of a custom Lambda integration: it prints the event of the custom contract for one content type of the body. */
export function eventTemplate(operation: Operation, content: Content | undefined, model: ApiModel): Code {
  return vtlLines(
    vtl`#set($params = $input.params())`,
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
  return vtlLines(
    vtl`"path": ${parameters('path', operation, model)},`,
    vtl`"query": ${parameters('query', operation, model)},`,
    vtl`"headers": ${parameters('header', operation, model)}${content ? vtl`,` : vtl``}`,
    content ? body(content) : vtl``,
  )
}

/** The declared parameters that a template cannot hand over as the spec says. */
export function parameterProblems(operation: Operation, model: ApiModel): ParameterProblem[] {
  return operation.parameters.flatMap((parameter): ParameterProblem[] => {
    if (parameter.in === 'cookie') return [{ parameter, kind: 'no-place' }]
    if (quotedName(parameter.name) === undefined) return [{ parameter, kind: 'unquotable-name' }]
    if (['label', 'matrix', 'deepObject'].includes(parameter.style)) return [{ parameter, kind: 'unsupported-style' }]
    if (isExplodedList(parameter, model)) return [{ parameter, kind: 'only-last-value' }]
    return []
  })
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

function parameters(location: 'path' | 'query' | 'header', operation: Operation, model: ApiModel): Code {
  const map = location === 'path' ? vtl`$params.path` : location === 'query' ? vtl`$params.querystring` : vtl`$params.header`
  const lines = operation.parameters
    .filter((parameter) => parameter.in === location)
    .map((parameter) => {
      const name = quotedName(parameter.name)
      const shape = shapeOf(parameter, model)
      if (name === undefined || shape === undefined) return vtl``
      const print = vtl`$comma${jsonText(parameter.name)}: ${typed(vtl`$value`, shape)}#set($comma = ", ")#end`
      if (location !== 'header') return vtl`#if(${map}.containsKey(${name}))#set($value = ${map}.get(${name}))${print}`
      // HTTP/2 sends names of headers in lower case, and the map is case-sensitive.
      const lower = quotedName(parameter.name.toLowerCase()) ?? name
      const otherwise = lower === name ? vtl`` : vtl`#if($value == "")#set($value = ${map}.get(${lower}))#end`
      return vtl`#set($value = ${map}.get(${name}))${otherwise}#if($value != "")${print}`
    })
    .filter((line) => line !== '')
  return lines.length === 0 ? vtl`{}` : vtlLines(vtl`{`, vtl`#set($comma = "")`, lines, vtl`}`)
}

/** A value is printed bare only where it is what was declared: anything else stays a string, so the event is JSON whatever the client sends. */
function typed(value: Code, shape: Shape): Code {
  const text = vtl`"${escaped(value)}"`
  switch (shape.kind) {
    case 'string':
      return text
    case 'number':
      return vtl`#if(${value}.matches("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?"))${value}#else${text}#end`
    case 'boolean':
      return vtl`#if(${value} == "true" || ${value} == "false")${value}#else${text}#end`
    case 'list':
      return vtl`[#if($value != "")#foreach($item in $value.split(${shape.separator}))${typed(vtl`$item`, { kind: shape.item })}#if($foreach.hasNext), #end#end#end]`
  }
}

function shapeOf(parameter: Parameter, model: ApiModel): Shape | undefined {
  if (parameter.style === 'label' || parameter.style === 'matrix' || parameter.style === 'deepObject') return undefined
  if (parameter.mediaType !== undefined) return { kind: 'string' }
  const schema = resolve(parameter.schema, model)
  if (schema.kind !== 'array') return { kind: scalar(schema, model) }
  const separator = parameter.style === 'pipeDelimited' ? vtl`"[|]"` : parameter.style === 'spaceDelimited' ? vtl`" "` : vtl`","`
  return { kind: 'list', item: scalar(resolve(schema.items, model), model), separator }
}

function isExplodedList(parameter: Parameter, model: ApiModel): boolean {
  if (parameter.in !== 'query' || !parameter.explode || parameter.mediaType !== undefined) return false
  return resolve(parameter.schema, model).kind === 'array'
}

function scalar(schema: Schema, model: ApiModel): 'string' | 'number' | 'boolean' {
  switch (schema.kind) {
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'enum': {
      const values = schema.values.filter((value) => value !== null)
      if (values.length > 0 && values.every((value) => typeof value === 'number')) return 'number'
      return values.length > 0 && values.every((value) => typeof value === 'boolean') ? 'boolean' : 'string'
    }
    case 'union':
    case 'intersection': {
      const kinds = new Set(schema.members.filter((member) => member.kind !== 'null').map((member) => scalarOfMember(member, model)))
      const [only] = kinds
      return kinds.size === 1 && only !== undefined ? only : 'string'
    }
    default:
      return 'string'
  }
}

/** Members of a union are looked at one level deep: a parameter that nests further is text. */
function scalarOfMember(member: Schema, model: ApiModel): 'string' | 'number' | 'boolean' {
  const schema = resolve(member, model)
  return schema.kind === 'union' || schema.kind === 'intersection' ? 'string' : scalar(schema, model)
}

function resolve(schema: Schema, model: ApiModel): Schema {
  let current = schema
  for (let hops = 0; current.kind === 'ref' && hops < 32; hops++) {
    const { to } = current
    const named = model.schemas.find((candidate) => candidate.name === to)
    if (!named) return { kind: 'unknown' }
    current = named.schema
  }
  if (current.kind !== 'union') return current
  const members = current.members.filter((member) => member.kind !== 'null')
  const [only] = members
  return members.length === 1 && only !== undefined && only.kind !== 'union' && only.kind !== 'ref' ? only : current
}

function body(content: Content): Code {
  switch (content.form) {
    case 'json':
      return vtl`"body": $input.json('$')`
    case 'form':
      return vtlLines(
        vtl`"body": {`,
        vtl`#set($comma = "")`,
        vtl`#set($body = $input.body)`,
        vtl`#foreach($pair in $body.split("&"))`,
        vtl`#set($at = $pair.indexOf("="))`,
        vtl`#if($at > 0)`,
        vtl`#set($from = $at + 1)`,
        vtl`#set($name = $util.urlDecode($pair.substring(0, $at)))`,
        vtl`#set($value = $util.urlDecode($pair.substring($from)))`,
        vtl`$comma"${escaped(vtl`$name`)}": "${escaped(vtl`$value`)}"#set($comma = ", ")`,
        vtl`#end`,
        vtl`#end`,
        vtl`}`,
      )
    case 'multipart':
    case 'text':
    case 'binary':
      return vtl`"body": "${escaped(vtl`$input.body`)}"`
  }
}
