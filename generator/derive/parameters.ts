import { asArray, asString, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { allocateNames, camelCase } from '../base/names.ts'
import { join } from '../base/pointer.ts'
import type { Parameter } from '../model/api-model.ts'
import { jsonOf, oneOf, onlyContent } from './contents.ts'
import { type Context, readOnce, resolve, tell, textOf } from './context.ts'
import { parameterDefault } from './parameter-default.ts'
import { readSchema } from './schemas.ts'

const LOCATIONS = ['path', 'query', 'header', 'cookie'] as const
const STYLES = ['simple', 'label', 'matrix', 'form', 'spaceDelimited', 'pipeDelimited', 'deepObject'] as const

/** The parameters of an operation, in order; names of headers are told apart without case. */
export function readParameters(context: Context, value: Json | undefined, pointer: string): readonly Parameter[] {
  const found: Parameter[] = []
  const seen = new Set<string>()
  asArray(value).forEach((item, index) => {
    const { value: parameter, pointer: at } = resolve(context, item, join(pointer, index))
    if (!isObject(parameter)) return
    const name = asString(own(parameter, 'name'))
    const location = oneOf(own(parameter, 'in'), LOCATIONS)
    if (name === undefined || name === '' || location === undefined) {
      tell(context, 'derive/parameter-ignored', 'A parameter without a name, or in no known place of a request, is ignored.', at)
      return
    }
    const key = `${location} ${location === 'header' ? name.toLowerCase() : name}`
    if (seen.has(key)) return
    seen.add(key)
    found.push(readOnce(context, 'parameter', at, () => readParameter(context, parameter, name, location, at)))
  })
  return withIds(found)
}

function readParameter(context: Context, parameter: JsonObject, name: string, location: Parameter['in'], pointer: string): Parameter {
  const style = oneOf(own(parameter, 'style'), STYLES) ?? (location === 'path' || location === 'header' ? 'simple' : 'form')
  const explode = own(parameter, 'explode')
  const content = onlyContent(parameter)
  const json = jsonOf(content ? own(content.media, 'schema') : own(parameter, 'schema'))
  const at = content ? join(pointer, 'content', content.mediaType, 'schema') : join(pointer, 'schema')
  const description = textOf(parameter, 'description')
  const required = location === 'path' || own(parameter, 'required') === true
  const missing = required ? undefined : parameterDefault(context, json)
  return {
    name,
    in: location,
    id: idFor(name),
    required,
    ...(description !== undefined && { description }),
    deprecated: own(parameter, 'deprecated') === true,
    schema: readSchema(context, json, at),
    json,
    ...(missing !== undefined && { default: missing }),
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form' || style === 'deepObject',
    ...(content && { mediaType: content.mediaType }),
    pointer,
  }
}

function withIds(parameters: readonly Parameter[]): readonly Parameter[] {
  if (new Set(parameters.map((parameter) => `${parameter.in} ${parameter.id.toLowerCase()}`)).size === parameters.length) return parameters
  const byLocation = new Map(
    LOCATIONS.map((location) => {
      const wishes = parameters.filter((parameter) => parameter.in === location).map(({ name, id }) => ({ key: name, wish: id }))
      return [location, wishes.length === 0 ? undefined : allocateNames(wishes)] as const
    }),
  )
  return parameters.map((parameter) => {
    const id = byLocation.get(parameter.in)?.get(parameter.name) ?? parameter.id
    return id === parameter.id ? parameter : { ...parameter, id }
  })
}

function idFor(name: string): string {
  const id = camelCase(name)
  return /^[a-z]/.test(id) ? id : camelCase(`param ${id}`)
}
