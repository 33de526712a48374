import type { ApiModel, Operation } from '../../../model/api-model.ts'
import type { NamedValue, ServiceCall, Value } from '../../../model/service-call.ts'
import { type Code, joinCode } from '../../code.ts'
import { contextPath, escaped, inputPath, jsonText, lateText, quotedName, vtl, vtlLines, type Writing, written } from '../vtl.ts'
import { lowerCaseHeaders, typedParameter } from '../vtl-parameters.ts'

/** The operation whose call is printed. */
export interface CallContext {
  readonly operation: Operation
  readonly model: ApiModel
  readonly call: ServiceCall
}

/** What a template begins with: the parts of the request that the values stand in. */
export function requestParts(values: readonly Value[]): Code {
  const places = new Set(values.flatMap((value) => placesOf(value)))
  return vtlLines(places.size > 0 ? vtl`#set($params = $input.params())` : vtl``, places.has('header') ? lowerCaseHeaders() : vtl``)
}

function placesOf(value: Value): string[] {
  switch (value.kind) {
    case 'parameter':
      return [value.in]
    case 'text':
      return value.parts.flatMap(placesOf)
    case 'object':
      return value.members.flatMap((member) => placesOf(member.value))
    case 'list':
      return value.items.flatMap(placesOf)
    default:
      return []
  }
}

/** All values of a call. */
export function valuesOf(call: ServiceCall): Value[] {
  return [...Object.values(call.values), ...Object.values(call.maps).flatMap((members) => members.map(({ value }) => value))]
}

/** The reference by which a template reads a value; undefined for what is no single reference. */
export function referenceTo(value: Value): Code | undefined {
  switch (value.kind) {
    case 'parameter': {
      const key = keyOf(value)
      return key === undefined ? undefined : vtl`${MAPS[value.in]}.get(${key})`
    }
    case 'body':
      return inputPath(value.path, 'path')
    case 'context':
      return contextPath(value.path)
    default:
      return undefined
  }
}

const MAPS = { path: vtl`$params.path`, query: vtl`$params.querystring`, header: vtl`$headers` } as const

function keyOf({ in: place, name }: Extract<Value, { kind: 'parameter' }>): Code | undefined {
  return quotedName(place === 'header' ? name.toLowerCase() : name)
}

/** The condition under which a value is there; undefined where it always is. */
export function presenceOf(value: Value, operation: Operation): Code | undefined {
  switch (value.kind) {
    case 'parameter': {
      const key = keyOf(value)
      return key === undefined || isRequired(value, operation) ? undefined : vtl`${MAPS[value.in]}.containsKey(${key})`
    }
    case 'body': {
      const last = quotedName(value.path.at(-1) ?? '')
      const holder = inputPath(value.path.slice(0, -1), 'path')
      return value.path.length === 0 || last === undefined || holder === undefined ? undefined : vtl`${holder}.containsKey(${last}) == true`
    }
    case 'text': {
      const conditions = value.parts.flatMap((part) => presenceOf(part, operation) ?? [])
      return conditions.length === 0 ? undefined : joinCode(conditions, ' && ')
    }
    default:
      return undefined
  }
}

function isRequired(value: Extract<Value, { kind: 'parameter' }>, operation: Operation): boolean {
  return value.in === 'path' || parameterOf(value, operation)?.required === true
}

/** The parameter that a value is. */
export function parameterOf(value: Value, operation: Operation): Operation['parameters'][number] | undefined {
  if (value.kind !== 'parameter') return undefined
  const same = (name: string): boolean => name === value.name || (value.in === 'header' && name.toLowerCase() === value.name.toLowerCase())
  return operation.parameters.find((parameter) => parameter.in === value.in && same(parameter.name))
}

/** A piece of a template that is printed only where its value is there. */
export function when(condition: Code | undefined, piece: Code): Code {
  return condition === undefined ? piece : vtl`#if(${condition})${piece}#end`
}

/** A value as JSON: parameters typed as declared, absent members left out. */
export function printJson(value: Value, context: CallContext, depth = 0): Code {
  switch (value.kind) {
    case 'constant':
      return typeof value.value === 'string' ? vtl`"${lateText(value.value, 'json')}"` : jsonText(value.value)
    case 'parameter': {
      const declared = parameterOf(value, context.operation)
      const reference = referenceTo(value)
      if (reference === undefined) return vtl`null`
      return declared ? typedParameter(declared, reference, context.model) : vtl`"${escaped(reference)}"`
    }
    case 'body':
      return inputPath(value.path, 'json') ?? vtl`null`
    case 'context':
    case 'text':
      return vtl`"${printText(value, 'json')}"`
    case 'list':
      return vtl`[${joinCode(
        value.items.map((item) => printJson(item, context, depth + 1)),
        ', ',
      )}]`
    case 'object':
      return vtl`{#set($comma${depth} = "")${printMembers(value.members, context, depth)}}`
  }
}

function printMembers(members: readonly NamedValue[], context: CallContext, depth: number): Code {
  const printed = members.map(({ name, value }) => {
    const member = vtl`$comma${depth}${jsonText(name)}: ${printJson(value, context, depth + 1)}#set($comma${depth} = ", ")`
    return when(presenceOf(value, context.operation), member)
  })
  return joinCode(printed, '')
}

/** A value as text: inside a JSON string, or url-encoded. */
export function printText(value: Value, as: Writing): Code {
  switch (value.kind) {
    case 'constant':
      return lateText(String(value.value), as)
    case 'text':
      return joinCode(
        value.parts.map((part) => printText(part, as)),
        '',
      )
    default: {
      const reference = referenceTo(value)
      return reference === undefined ? vtl`` : written(reference, as)
    }
  }
}

/**
 * Sets `$text` to a value as a message of its own: JSON text for objects, lists and bodies that are JSON, the text itself for
 * everything else.
 */
export function setText(value: Value, context: CallContext): Code {
  if (value.kind === 'body') {
    const isJson = value.path.length > 0 || context.operation.body?.contents[0]?.form === 'json'
    const json = inputPath(value.path, 'json')
    return vtl`#set($text = ${isJson && json !== undefined ? json : vtl`$input.body`})`
  }
  const reference = referenceTo(value)
  if (reference !== undefined) return vtl`#set($text = ${reference})`
  const text = value.kind === 'object' || value.kind === 'list' ? printJson(value, context) : printText(value, 'plain')
  // A block is printed where it is used; in quotes it becomes one text.
  return vtlLines(vtl`#define($block)${text}#end`, vtl`#set($text = "$block")`)
}

/** What is sent where the short form does not say: the body, or the parameters by name where there is none. */
export function wholeRequest(operation: Operation): Value {
  if (operation.body) return { kind: 'body', path: [] }
  const members = operation.parameters.flatMap(({ name, in: place }): NamedValue[] =>
    place === 'path' || place === 'query' ? [{ name, value: { kind: 'parameter', in: place, name } }] : [],
  )
  return { kind: 'object', members }
}
