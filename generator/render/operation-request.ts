import { ApigenFailure } from '../base/diagnostic.ts'
import { percentEncode } from '../base/percent.ts'
import { suggest } from '../base/suggest.ts'
import type { FoundOperation } from './find-operation.ts'
import type { Message } from './request.ts'

type Pairs = readonly (readonly [name: string, value: string])[]

/** A request to an operation, below the stage. */
export interface OperationRequest {
  readonly method: string
  /** Percent-encoded. */
  readonly path: string
  /** Percent-encoded, without the question mark. */
  readonly query: string
  readonly headers: Pairs
  readonly body: Uint8Array
}

/** What was written beside a request, as on a command line: it stands above it. */
export interface RequestParts {
  readonly path: Pairs
  readonly query: Pairs
  readonly headers: Pairs
}

const NOTHING: RequestParts = { path: [], query: [], headers: [] }

/** Makes the request that calls an operation. Throws an `ApigenFailure` that names a path variable without a value, or a value without one. */
export function requestFor(found: FoundOperation, message: Message, parts: RequestParts = NOTHING): OperationRequest {
  const { operation } = found
  const body = new TextEncoder().encode(message.body)
  const written = message.path ?? found.path
  const mark = written?.indexOf('?') ?? -1
  const query = [
    ...(mark === -1 ? [] : [written?.slice(mark + 1) ?? '']),
    message.query,
    ...parts.query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`),
  ]
  const headers = withoutRepeats([...message.headers], parts.headers)
  const type = operation.body?.contents[0]?.mediaType
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type')
  return {
    method: message.method ?? found.method ?? anyMethod(operation.method, body),
    path:
      written === undefined
        ? fill(operation.path, { ...message.pathParameters, ...Object.fromEntries(parts.path) })
        : written.slice(0, mark === -1 ? undefined : mark),
    query: query.filter((part) => part !== '').join('&'),
    headers: body.length === 0 || hasType ? headers : [['Content-Type', type ?? 'application/json'], ...headers],
    body,
  }
}

function anyMethod(method: string, body: Uint8Array): string {
  return method !== 'ANY' ? method : body.length > 0 ? 'POST' : 'GET'
}

function withoutRepeats(below: Pairs, above: Pairs): Pairs {
  const names = new Set(above.map(([name]) => name.toLowerCase()))
  return [...below.filter(([name]) => !names.has(name.toLowerCase())), ...above]
}

function fill(path: string, values: Readonly<Record<string, string>>): string {
  const names = [...path.matchAll(/\{([^{}]+?)\+?\}/g)].map(([, name = '']) => name)
  for (const name of Object.keys(values)) {
    if (names.includes(name)) continue
    const near = suggest(name, names)
    throw new ApigenFailure('usage', `The path \`${path}\` has no variable \`${name}\`.`, {
      help: near === undefined ? `It has ${names.map((one) => `\`${one}\``).join(', ') || 'none'}.` : `Did you mean \`${near}\`?`,
    })
  }
  const missing = names.filter((name) => !Object.hasOwn(values, name))
  if (missing.length > 0)
    throw new ApigenFailure('usage', `The path \`${path}\` needs ${missing.map((name) => `\`${name}\``).join(' and ')}.`, {
      help: `Give it in \`pathParameters\` of the request, or with ${missing.map((name) => `--path ${name}=VALUE`).join(' ')}.`,
    })
  return path.replace(/\{([^{}]+?)(\+?)\}/g, (_, name: string, greedy: string) => {
    const value = values[name] ?? ''
    // What a greedy variable takes may be several segments.
    return greedy === '+' ? value.split('/').map(percentEncode).join('/') : percentEncode(value)
  })
}
