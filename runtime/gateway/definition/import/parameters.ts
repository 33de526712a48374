import { PARAMETER_NAME, PARAMETER_NAME_PATTERN } from '../../facts.ts'
import { asString, isObject, type Json, type JsonArray, type JsonObject, own, pointer, put } from '../../json.ts'
import { type ImportContext, type Located, resolve } from './context.ts'

/** A parameter of an operation after its references were followed. */
export interface DeclaredParameter {
  readonly name: string
  readonly in: string
  readonly value: JsonObject
  readonly pointer: string
}

const LOCATIONS: Readonly<Record<string, string>> = { query: 'querystring', header: 'header', path: 'path' }

/** The parameters of an operation: its own, and those of its path item that it does not declare itself. */
export function declaredParameters(context: ImportContext, item: Located, operation: Located): DeclaredParameter[] {
  const found = new Map<string, DeclaredParameter>()
  for (const holder of [item, operation]) {
    const list = isObject(holder.value) ? own(holder.value, 'parameters') : undefined
    if (!Array.isArray(list)) continue
    for (const [index, entry] of (list as JsonArray).entries()) {
      const at = pointer(holder.pointer, 'parameters', index)
      const located = resolve(context, { value: entry, pointer: at })
      if (located === undefined) {
        context.warn(`Parse issue: attribute ${referenceOf(entry)} is missing`, at)
        continue
      }
      if (!isObject(located.value)) continue
      const name = asString(own(located.value, 'name'))
      const place = asString(own(located.value, 'in'))
      if (name === undefined || place === undefined) continue
      found.set(`${place}\0${name}`, { name, in: place, value: located.value, pointer: located.pointer })
    }
  }
  return [...found.values()]
}

function referenceOf(value: Json): string {
  return (isObject(value) && asString(own(value, '$ref'))) || 'parameters'
}

/**
 * The `requestParameters` of a method: query, header and path parameters with whether they are required, and the path
 * variables that nobody declared (recorded). `refuse` hears what PutMethod would say.
 */
export function requestParameters(
  parameters: readonly DeclaredParameter[],
  pathSegments: readonly string[],
  refuse: (message: string, pointer: string) => void,
): Record<string, boolean> {
  const result: Record<string, boolean> = {}
  const places = new Map<string, string>()
  for (const parameter of parameters) {
    const place = own(LOCATIONS, parameter.in)
    if (place === undefined) continue
    if (!PARAMETER_NAME.test(parameter.name)) {
      refuse(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Parameter name should match the following regular expression: ${PARAMETER_NAME_PATTERN}]`,
        pointer(parameter.pointer, 'name'),
      )
      continue
    }
    const other = places.get(parameter.name)
    if (other !== undefined && other !== place) {
      refuse('Parameter names must be unique across querystring, header and path', pointer(parameter.pointer, 'name'))
      continue
    }
    places.set(parameter.name, place)
    const required = own(parameter.value, 'required')
    put(result, `method.request.${place}.${parameter.name}`, required === true || required === 'true')
  }
  for (const segment of pathSegments) {
    const name = /^\{(.+?)\+?\}$/.exec(segment)?.[1]
    if (name !== undefined && !Object.hasOwn(result, `method.request.path.${name}`)) put(result, `method.request.path.${name}`, true)
  }
  return result
}
