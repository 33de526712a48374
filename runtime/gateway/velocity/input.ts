import { compilePath, readPath } from '../jsonpath/read-path.ts'
import type { Budget } from './failure.ts'
import { parseBody } from './java/parse-json.ts'
import { printJson } from './java/print.ts'
import { type Host, isMap, JavaMap, type Value } from './java/value.ts'

/** What `params(name)` looks through, in this order. */
const locations = ['path', 'querystring', 'header'] as const

/** The parameters of a request, by location. */
export type TemplateParameters = Readonly<Record<(typeof locations)[number], Readonly<Record<string, string>>>>

/** `$input` for a body and its parameters. The parsed body is one object for `path` and `json`: what a template changes in it stays changed. */
export function createInput(body: string, params: TemplateParameters, budget: Budget): Host {
  const text = body === '' ? '{}' : body
  let document: { readonly value: Value } | undefined
  let allParams: JavaMap | undefined

  const read = (path: Value | undefined): { found: boolean; value: Value } | undefined => {
    if (typeof path !== 'string') return undefined
    document ??= { value: parseBody(text) }
    if (document.value === null) return { found: false, value: null }
    return readPath(document.value, compilePath(path), budget)
  }

  const parameterMaps = (): JavaMap => {
    if (allParams !== undefined) return allParams
    allParams = new JavaMap()
    for (const location of locations) allParams.set(location, textMap(params[location]))
    return allParams
  }

  return {
    kind: 'host',
    className: 'Input',
    get: (property) => (property === 'body' ? text : undefined),
    call(method, args) {
      const [first] = args
      if (method === 'getBody' && args.length === 0) return text
      if (method === 'path' && args.length === 1) {
        const result = read(first)
        return result === undefined ? undefined : result.found ? result.value : null
      }
      if (method === 'json' && args.length === 1) {
        const result = read(first)
        return result === undefined ? undefined : result.found ? printJson(result.value, budget) : '""'
      }
      if (method === 'params' && args.length === 0) return parameterMaps()
      if (method === 'params' && args.length === 1 && typeof first === 'string') return findParameter(parameterMaps(), first)
      return undefined
    },
  }
}

/** Texts by name as a map of a template. */
export function textMap(texts: Readonly<Record<string, string>>): JavaMap {
  const map = new JavaMap()
  for (const [name, value] of Object.entries(texts)) map.set(name, value)
  return map
}

function findParameter(maps: JavaMap, name: string): Value {
  for (const location of locations) {
    const map = maps.get(location)
    if (!isMap(map)) continue
    if (map.has(name)) return map.get(name)
    if (location !== 'header') continue
    const header = map.keys().find((key) => typeof key === 'string' && key.toLowerCase() === name.toLowerCase())
    if (header !== undefined) return map.get(header)
  }
  return ''
}
