import { member } from './context.js'
import type { ParameterSpec, ReadParameters } from './operation.js'
import { headerOf, type ProxyRequest } from './proxy-event.js'
import { type Query, queryOf } from './query.js'
import { convert, convertList, type Shape } from './shape.js'

/** Reads parameters that are a text or a list of texts, written as their place has it by default; `readStyledParameters` reads all others. */
export function readParameters(specs: readonly ParameterSpec[], request: ProxyRequest): ReadParameters {
  let query: Query | undefined
  return readEach(specs, (spec) => {
    if (spec.in === 'header') return readHeader(request, spec)
    if (spec.in === 'path') {
      const text = pathOf(request, spec.name)
      return text === undefined ? undefined : readText(text, spec.shape)
    }
    query ??= queryOf(request)
    return readValues(spec, query)
  })
}

/** Parameters as declared, by place and under their own names; what is missing is absent. */
export function readEach(specs: readonly ParameterSpec[], read: (spec: ParameterSpec) => unknown): ReadParameters {
  const found = { path: {}, query: {}, headers: {}, cookies: {} }
  for (const spec of specs) {
    const value = read(spec)
    if (value === undefined) continue
    const place = spec.in === 'header' ? found.headers : spec.in === 'cookie' ? found.cookies : found[spec.in]
    Object.defineProperty(place, spec.name, { value, enumerable: true, configurable: true, writable: true })
  }
  return found
}

/** The text of a path parameter: version 1.0 gives it as it stood in the URL; everything else is decoded already. */
export function pathOf({ version, event }: ProxyRequest, name: string): string | undefined {
  const value = member(event.pathParameters, name)
  if (typeof value !== 'string') return undefined
  return version === '1.0' ? decode(value) : value
}

function readHeader(request: ProxyRequest, { name, shape }: ParameterSpec): unknown {
  const text = headerText(request, name)
  if (text === undefined) return undefined
  return readText(
    typeof shape === 'string'
      ? text
      : text
          .split(',')
          .map((part) => part.trim())
          .join(),
    shape,
  )
}

/** A header that came several times is one list. */
export function headerText(request: ProxyRequest, name: string): string | undefined {
  const values = headerOf(request, name.toLowerCase())
  return values === undefined || values.length === 0 ? undefined : values.join(',')
}

/** A text, or a query's values, as a parameter without a style of its own means them. */
export function readValues({ name, shape, explode }: ParameterSpec, query: Query): unknown {
  const values = query.get(name)
  if (typeof shape === 'string') {
    const last = values?.at(-1)
    return last === undefined ? undefined : convert(last, shape)
  }
  // Lists that are declared to repeat their name also arrive in brackets from several frameworks.
  const found = values ?? query.get(`${name}[]`)
  if (found === undefined || !('list' in shape)) return undefined
  return explode ? convertList(found, shape.list) : readText(found.at(-1) ?? '', shape)
}

function readText(text: string, shape: Shape): unknown {
  if (typeof shape === 'string') return convert(text, shape)
  return 'list' in shape ? convertList(text === '' ? [] : text.split(','), shape.list) : text
}

/** A text without its percent-encoding; as it is where that is wrong. */
export function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
