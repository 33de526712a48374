import type { ParameterSpec } from './operation.js'
import { convert, convertFields, convertList, fieldShape } from './shape.js'

/** The texts of a request as they came, by place; each is looked for when it is asked for. */
export interface RawParameters {
  readonly path: (name: string) => string | undefined
  readonly query: () => ReadonlyMap<string, readonly string[]>
  /** The name in lower case. */
  readonly header: (name: string) => readonly string[] | undefined
  readonly cookie: () => ReadonlyMap<string, string>
}

/** Declared parameters as declared, by place and under their own names; what is missing is absent. */
export interface ReadParameters {
  readonly path: object
  readonly query: object
  readonly headers: object
  readonly cookies: object
}

const SEPARATORS = { spaceDelimited: ' ', pipeDelimited: '|' } as const

/** Reads the declared parameters out of a request. */
export function readParameters(specs: readonly ParameterSpec[], raw: RawParameters): ReadParameters {
  const read = { path: {}, query: {}, headers: {}, cookies: {} }
  for (const spec of specs) {
    const value = readOne(spec, raw)
    if (value === undefined) continue
    const place = spec.in === 'header' ? read.headers : spec.in === 'cookie' ? read.cookies : read[spec.in]
    Object.defineProperty(place, spec.name, { value, enumerable: true, configurable: true, writable: true })
  }
  return read
}

function readOne(spec: ParameterSpec, raw: RawParameters): unknown {
  switch (spec.in) {
    case 'query':
      return readQuery(spec, raw.query())
    case 'header': {
      const values = raw.header(spec.name.toLowerCase())
      return values === undefined || values.length === 0 ? undefined : readSimple(spec, values.join(','))
    }
    case 'cookie': {
      const value = raw.cookie().get(spec.name)
      return value === undefined ? undefined : readSimple(spec, value)
    }
    case 'path': {
      const value = raw.path(spec.name)
      return value === undefined ? undefined : readPath(spec, value)
    }
  }
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

function readQuery(spec: ParameterSpec, query: ReadonlyMap<string, readonly string[]>): unknown {
  const { shape } = spec
  const values = query.get(spec.name)
  if (typeof shape === 'string') {
    const last = values?.at(-1)
    return last === undefined ? undefined : convert(last, shape)
  }
  if ('list' in shape) {
    // Lists that are declared to repeat their name also arrive in brackets from several frameworks.
    const found = values ?? query.get(`${spec.name}[]`)
    if (found === undefined) return undefined
    if (spec.explode || spec.style === 'deepObject') return convertList(found, shape.list)
    return readSimple(spec, found.at(-1) ?? '', separatorOf(spec))
  }
  if (spec.style === 'deepObject') {
    const fields = [...query].flatMap(([name, found]) => {
      const inside = name.startsWith(`${spec.name}[`) && name.endsWith(']') ? name.slice(spec.name.length + 1, -1) : undefined
      return inside === undefined ? [] : found.map((value) => [inside, value] as const)
    })
    return fields.length === 0 ? undefined : convertFields(fields, shape)
  }
  if (spec.explode) {
    const fields = [...query].flatMap(([name, found]) =>
      Object.hasOwn(shape.fields, name) ? found.map((value) => [name, value] as const) : [],
    )
    return fields.length === 0 ? undefined : convertFields(fields, shape)
  }
  const last = values?.at(-1)
  return last === undefined ? undefined : readSimple(spec, last, separatorOf(spec))
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

/** The fields of a url-encoded form, each as declared. */
export function readForm(text: string, shape: ParameterSpec['shape'] | undefined): object {
  const fields = typeof shape === 'object' && 'fields' in shape ? shape : { fields: {} }
  const pairsOf = [...new URLSearchParams(text)]
  return convertFields(pairsOf, fields)
}

/** The fields of a form that arrives as an object of texts, or lists of texts where a field came several times. */
export function readFields(value: object, shape: ParameterSpec['shape'] | undefined): object {
  const fields = typeof shape === 'object' && 'fields' in shape ? shape : { fields: {} }
  const found: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(value)) {
    const one = fieldShape(fields, name)
    const read =
      typeof one === 'object' && 'list' in one
        ? convertList([field].flat().map(String), one.list)
        : convert(String([field].flat().at(-1)), one)
    Object.defineProperty(found, name, { value: read, enumerable: true, configurable: true, writable: true })
  }
  return found
}
