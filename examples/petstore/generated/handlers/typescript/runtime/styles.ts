import { cookiesOf } from './cookies.js'
import type { ParameterSpec, ReadParameters } from './operation.js'
import { headerText, pathOf, readEach, readValues } from './parameters.js'
import type { ProxyRequest } from './proxy-event.js'
import { type Query, queryOf } from './query.js'
import { convert, convertFields, convertList } from './shape.js'

const SEPARATORS = { spaceDelimited: ' ', pipeDelimited: '|' } as const

/** Reads parameters of every place and style. */
export function readStyledParameters(specs: readonly ParameterSpec[], request: ProxyRequest): ReadParameters {
  let query: Query | undefined
  let cookies: ReadonlyMap<string, string> | undefined
  return readEach(specs, (spec) => {
    switch (spec.in) {
      case 'query':
        query ??= queryOf(request)
        return readQuery(spec, query, specs)
      case 'header':
        return readGiven(headerText(request, spec.name), (text) => readSimple(spec, text))
      case 'cookie':
        cookies ??= cookiesOf(request)
        return readGiven(cookies.get(spec.name), (text) => readSimple(spec, text))
      case 'path':
        return readGiven(pathOf(request, spec.name), (text) => readPath(spec, text))
    }
  })
}

function readGiven(text: string | undefined, read: (text: string) => unknown): unknown {
  return text === undefined ? undefined : read(text)
}

/** `a,b` and `name,a,name,b`, or `name=a,name=b` where exploded. */
function readSimple(spec: ParameterSpec, text: string, separator = ',', explode = spec.explode): unknown {
  const { shape } = spec
  if (typeof shape === 'string') return convert(text, shape)
  const parts = text === '' ? [] : text.split(separator).map((part) => (spec.in === 'header' ? part.trim() : part))
  if ('list' in shape) return convertList(parts, shape.list)
  return convertFields(explode ? parts.map(pair) : pairs(parts), shape)
}

function readPath(spec: ParameterSpec, text: string): unknown {
  if (spec.style === 'label') return readSimple(spec, text.replace(/^\./, ''), spec.explode ? '.' : ',')
  if (spec.style !== 'matrix') return readSimple(spec, text)
  const parts = text.split(';').filter((part) => part !== '')
  if (typeof spec.shape === 'string' || !spec.explode) {
    const [first = ''] = parts
    return readSimple(spec, pair(first)[1], ',', false)
  }
  if ('list' in spec.shape)
    return convertList(
      parts.map((part) => pair(part)[1]),
      spec.shape.list,
    )
  return convertFields(parts.map(pair), spec.shape)
}

function readQuery(spec: ParameterSpec, query: Query, specs: readonly ParameterSpec[]): unknown {
  const { shape, name: own } = spec
  if (typeof shape === 'string') return readValues(spec, query)
  if ('list' in shape) {
    if (spec.explode || spec.style === 'deepObject') return readValues({ ...spec, explode: true }, query)
    return readGiven((query.get(own) ?? query.get(`${own}[]`))?.at(-1), (text) => readSimple(spec, text, separatorOf(spec)))
  }
  if (spec.style === 'deepObject') {
    const fields = [...query].flatMap(([name, found]) => {
      const inside = name.startsWith(`${own}[`) && name.endsWith(']') ? name.slice(own.length + 1, -1) : undefined
      return inside === undefined ? [] : found.map((value) => [inside, value] as const)
    })
    return fields.length === 0 ? undefined : convertFields(fields, shape)
  }
  if (spec.explode) {
    const isOwn = (name: string): boolean =>
      Object.hasOwn(shape.fields, name) || (shape.other !== undefined && !specs.some((other) => other !== spec && claims(other, name)))
    const fields = [...query].flatMap(([name, found]) => (isOwn(name) ? found.map((value) => [name, value] as const) : []))
    return fields.length === 0 ? undefined : convertFields(fields, shape)
  }
  return readGiven(query.get(own)?.at(-1), (text) => readSimple(spec, text, separatorOf(spec)))
}

/** Whether a name of the query is one of a parameter: its own, in brackets or not, or that of a field where it is exploded. */
function claims({ in: place, name: own, shape, style, explode }: ParameterSpec, name: string): boolean {
  if (place !== 'query') return false
  if (typeof shape === 'object' && !('list' in shape) && explode && style !== 'deepObject') return Object.hasOwn(shape.fields, name)
  return name === own || (name.startsWith(`${own}[`) && name.endsWith(']'))
}

function separatorOf({ style }: ParameterSpec): string {
  return style === 'spaceDelimited' || style === 'pipeDelimited' ? SEPARATORS[style] : ','
}

function pair(part: string): readonly [string, string] {
  const at = part.indexOf('=')
  return at === -1 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
}

function pairs(parts: readonly string[]): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = []
  for (let index = 0; index + 1 < parts.length; index += 2) found.push([parts[index] ?? '', parts[index + 1] ?? ''])
  return found
}

/** A value of the custom event: typed already where the template could, else a text to read. */
export function readTyped(spec: ParameterSpec, value: unknown): unknown {
  if (typeof value === 'string') {
    if (typeof spec.shape === 'string') return convert(value, spec.shape)
    return spec.in === 'path' ? readPath(spec, value) : readSimple(spec, value, separatorOf(spec))
  }
  if (Array.isArray(value) && typeof spec.shape === 'object' && 'list' in spec.shape) {
    const { list } = spec.shape
    return value.map((item) => (typeof item === 'string' ? convert(item, list) : item))
  }
  return value
}
