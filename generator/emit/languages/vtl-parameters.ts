import type { ApiModel, Operation, Parameter } from '../../model/api-model.ts'
import { type Code, joinCode } from '../code.ts'
import { bareNumber, decoded, escaped, jsonText, quotedName, vtl, vtlLines } from './vtl.ts'
import { fieldsOf, isList, type Scalar, type Shape, scalarOf, shapeOf } from './vtl-shapes.ts'

/** Why a declared parameter does not reach the function, or not as declared. */
export interface ParameterProblem {
  readonly parameter: Parameter
  readonly kind: 'unquotable-name' | 'only-last-value' | 'unsupported-style'
}

/** The declared parameters that a template cannot hand over as the spec says. */
export function parameterProblems(operation: Operation, model: ApiModel): ParameterProblem[] {
  return operation.parameters.flatMap((parameter): ParameterProblem[] => {
    const form = formOf(parameter, model)
    if (form.kind === 'unreadable') return [{ parameter, kind: 'unsupported-style' }]
    const keys = form.kind === 'fields' ? form.fields.map(({ name }) => name) : [form.kind === 'brackets' ? form.prefix : keyOf(parameter)]
    if (keys.some((key) => quotedName(key) === undefined)) return [{ parameter, kind: 'unquotable-name' }]
    const repeats = form.kind === 'one' ? parameter.in === 'query' && parameter.explode && form.list : form.fields.some(({ list }) => list)
    return repeats ? [{ parameter, kind: 'only-last-value' }] : []
  })
}

/** `$headers`: the request's headers by their names in lower case, because names of headers are the same in any case. */
export function lowerCaseHeaders(): Code {
  return vtlLines(
    vtl`#set($headers = {})`,
    vtl`#foreach($name in $params.header.keySet())`,
    vtl`#set($ignored = $headers.put($name.toLowerCase(), $params.header.get($name)))`,
    vtl`#end`,
  )
}

/** `$cookies`: the first value of every cookie. */
export function readCookies(): Code {
  return vtlLines(
    vtl`#set($cookies = {})`,
    vtl`#foreach($pair in $headers.get('cookie').split(";"))`,
    vtl`#set($at = $pair.indexOf("="))`,
    vtl`#if($at > 0)`,
    vtl`#set($from = $at + 1)`,
    vtl`#set($name = $pair.substring(0, $at).trim())`,
    vtl`#if(!$cookies.containsKey($name))#set($ignored = $cookies.put($name, ${decoded(vtl`$pair.substring($from).trim().replace("+", "%2B")`, ';')}))#end`,
    vtl`#end`,
    vtl`#end`,
  )
}

/** The declared parameters of one place as a JSON object under their own names; what is missing is absent. */
export function parameterObject(place: Parameter['in'], operation: Operation, model: ApiModel): Code {
  const lines = operation.parameters
    .filter((parameter) => parameter.in === place)
    .map((parameter) => print(parameter, model))
    .filter((line) => line !== '')
  return lines.length === 0 ? vtl`{}` : vtlLines(vtl`{`, vtl`#set($comma = "")`, lines, vtl`}`)
}

/** The value of a parameter as JSON, typed as declared, out of the reference that holds its text. */
export function typedParameter(parameter: Parameter, reference: Code, model: ApiModel): Code {
  const { strip, separator } = punctuation(parameter, isList(parameter.schema, model))
  return typed(vtl`${reference}${strip}`, shapeOf(parameter, model), separator)
}

/** How the value of a parameter lies in a request. */
type Form =
  /** Under one name. */
  | { readonly kind: 'one'; readonly list: boolean }
  /** An object whose properties are parameters themselves. */
  | { readonly kind: 'fields'; readonly fields: readonly Field[] }
  /** `name[property]`. */
  | { readonly kind: 'brackets'; readonly prefix: string; readonly fields: readonly Field[] }
  | { readonly kind: 'unreadable' }

interface Field {
  readonly name: string
  readonly shape: Scalar
  readonly list: boolean
}

function formOf(parameter: Parameter, model: ApiModel): Form {
  const { name, style, schema } = parameter
  const list = isList(schema, model)
  if (parameter.in !== 'query' || parameter.mediaType !== undefined) return { kind: 'one', list }
  const found = fieldsOf(schema, model)
  const fields = (found?.properties ?? []).map((property) => ({
    name: property.name,
    shape: scalarOf(property.schema, model),
    list: isList(property.schema, model),
  }))
  if (style === 'deepObject') return found ? { kind: 'brackets', prefix: `${name}[`, fields } : { kind: 'unreadable' }
  if (!found || !parameter.explode || style !== 'form') return { kind: 'one', list }
  return fields.length > 0 ? { kind: 'fields', fields } : { kind: 'unreadable' }
}

/** The name under which a map holds the parameter. */
function keyOf({ name, in: place }: Parameter): string {
  return place === 'header' ? name.toLowerCase() : name
}

function print(parameter: Parameter, model: ApiModel): Code {
  const form = formOf(parameter, model)
  const map = MAPS[parameter.in]
  switch (form.kind) {
    case 'one': {
      const key = quotedName(keyOf(parameter))
      if (key === undefined) return vtl``
      const { strip, separator } = punctuation(parameter, form.list)
      const shape = shapeOf(parameter, model)
      return vtl`#if(${map}.containsKey(${key}))#set($value = ${map}.get(${key})${strip})$comma${jsonText(parameter.name)}: ${typed(vtl`$value`, shape, separator)}#set($comma = ", ")#end`
    }
    case 'fields':
      return printFields(parameter, form.fields, map)
    case 'brackets':
      return printBrackets(parameter, form.prefix, form.fields, map)
    case 'unreadable':
      return vtl``
  }
}

const MAPS: Readonly<Record<Parameter['in'], Code>> = {
  path: vtl`$params.path`,
  query: vtl`$params.querystring`,
  header: vtl`$headers`,
  cookie: vtl`$cookies`,
}

/** Begins the object at its first property, and ends it only where it began. */
function opening(parameter: Parameter): Code {
  return vtl`#if($open), #else$comma${jsonText(parameter.name)}: {#set($open = true)#set($comma = ", ")#end`
}

function printFields(parameter: Parameter, fields: readonly Field[], map: Code): Code {
  const lines = fields.flatMap(({ name, shape }): Code[] => {
    const key = quotedName(name)
    return key === undefined
      ? []
      : [
          vtl`#if(${map}.containsKey(${key}))#set($value = ${map}.get(${key}))${opening(parameter)}${jsonText(name)}: ${typed(vtl`$value`, shape)}#end`,
        ]
  })
  return vtlLines(vtl`#set($open = false)`, lines, vtl`#if($open)}#end`)
}

function printBrackets(parameter: Parameter, prefix: string, fields: readonly Field[], map: Code): Code {
  const start = quotedName(prefix)
  if (start === undefined) return vtl``
  const cases = fields.flatMap(({ name, shape }): Code[] => {
    const key = shape === 'string' ? undefined : quotedName(name)
    return key === undefined ? [] : [vtl`if($name == ${key})${typed(vtl`$value`, shape)}`]
  })
  const text = typed(vtl`$value`, 'string')
  const value = cases.length === 0 ? text : vtl`#${joinCode(cases, '#else')}#else${text}#end`
  return vtlLines(
    vtl`#set($open = false)`,
    vtl`#foreach($key in ${map}.keySet())`,
    vtl`#if($key.startsWith(${start}) && $key.endsWith("]"))`,
    vtl`#set($to = $key.length() - 1)`,
    vtl`#set($name = $key.substring(${prefix.length}, $to))`,
    vtl`#set($value = ${map}.get($key))`,
    vtl`${opening(parameter)}"${escaped(vtl`$name`)}": ${value}`,
    vtl`#end`,
    vtl`#end`,
    vtl`#if($open)}#end`,
  )
}

/** What a style puts around a value, to be taken off, and what separates the items of a list: Java regular expressions. */
interface Punctuation {
  readonly strip: Code
  /** None: a repeated parameter, of which a template sees one item. */
  readonly separator?: Code
}

function punctuation({ in: place, style, explode }: Parameter, list: boolean): Punctuation {
  if (place === 'header') return { strip: list ? vtl`.trim()` : vtl``, separator: vtl`"\s*,\s*"` }
  if (place === 'query' && explode) return { strip: vtl`` }
  switch (style) {
    case 'label':
      return { strip: vtl`.replaceFirst("^[.]", "")`, separator: explode ? vtl`"[.]"` : vtl`","` }
    case 'matrix':
      // `;id=1;id=2` where exploded, else `;id=1,2`.
      return { strip: vtl`.replaceFirst("^;[^=;]*=?", "")`, separator: explode && list ? vtl`";[^=;]*="` : vtl`","` }
    case 'pipeDelimited':
      return { strip: vtl``, separator: vtl`"[|]"` }
    case 'spaceDelimited':
      return { strip: vtl``, separator: vtl`" "` }
    default:
      return { strip: vtl``, separator: vtl`","` }
  }
}

/** A value is printed bare only where it is what was declared: anything else stays a string, so the event is JSON whatever the client sends. */
function typed(value: Code, shape: Shape, separator?: Code): Code {
  const text = vtl`"${escaped(value)}"`
  if (typeof shape === 'object') {
    if (separator === undefined) return vtl`[${typed(value, shape.list)}]`
    return vtl`[#if(${value} != "")#foreach($item in ${value}.split(${separator}, -1))${typed(vtl`$item`, shape.list)}#if($foreach.hasNext), #end#end#end]`
  }
  switch (shape) {
    case 'string':
      return text
    case 'number':
      return bareNumber(value)
    case 'boolean':
      return vtl`#if(${value} == "true" || ${value} == "false")${value}#else${text}#end`
  }
}
