import { isObject, type JsonObject, own } from '../base/json.ts'
import { follow, join, tokens } from '../base/pointer.ts'

/** What stands at a pointer of a normalized document, in the words of a reviewer: `` `Pet.name` ``, ``the request body of `POST /pets` ``. */
export function describePlace(root: JsonObject, pointer: string): string {
  const parts = tokens(pointer)
  const { owner, rest } = ownerOf(root, parts)
  const trail = trailOf(rest)
  if (owner.kind === 'schema') return `\`${owner.text}${trail}\``
  if (trail === '') return owner.text
  return `\`${trail.replace(/^\./, '')}\` of ${owner.text}`
}

interface Owner {
  readonly kind: 'schema' | 'other'
  readonly text: string
}

function ownerOf(root: JsonObject, parts: readonly string[]): { readonly owner: Owner; readonly rest: readonly string[] } {
  const [first, second = '', third = ''] = parts
  if (first === 'components' && second === 'schemas') return { owner: { kind: 'schema', text: third }, rest: parts.slice(3) }
  if (first === 'components') {
    const noun = { parameters: 'parameter', headers: 'header', responses: 'response', requestBodies: 'request body' }[second] ?? second
    const inner = second === 'responses' ? responsePart(parts.slice(3), `the shared response \`${third}\``) : undefined
    return (
      inner ?? {
        owner: {
          kind: 'other',
          text: second === 'parameters' ? parameterName(root, ['components', second, third]) : `the shared ${noun} \`${third}\``,
        },
        rest: afterMediaType(parts.slice(3)),
      }
    )
  }
  if (first === 'paths') return inOperation(root, operationLabel(third, second), parts, 3)
  if (first === 'webhooks') return inOperation(root, operationLabel(third, `webhook:${second}`), parts, 3)
  return { owner: { kind: 'other', text: 'the API' }, rest: [] }
}

/** What stands in an operation; `at` counts the tokens that lead to it. */
function inOperation(root: JsonObject, label: string, parts: readonly string[], at: number): ReturnType<typeof ownerOf> {
  const operation = `\`${label}\``
  const below = parts.slice(at)
  switch (below[0]) {
    case 'requestBody':
      return { owner: { kind: 'other', text: `the request body of ${operation}` }, rest: afterMediaType(below.slice(1)) }
    case 'responses':
      return (
        responsePart(below.slice(2), `the ${below[1]} response of ${operation}`) ?? {
          owner: { kind: 'other', text: `the ${below[1]} response of ${operation}` },
          rest: afterMediaType(below.slice(2)),
        }
      )
    case 'parameters':
      return {
        owner: { kind: 'other', text: `${parameterName(root, parts.slice(0, at + 2))} of ${operation}` },
        rest: afterMediaType(below.slice(2)),
      }
    case 'unplaced':
      return { owner: { kind: 'other', text: `parameter \`${below[1]}\` of ${operation}` }, rest: afterMediaType(below.slice(2)) }
    case 'callbacks':
      return below.length > 3
        ? inOperation(root, operationLabel(below[3] ?? '', callbackPath(below[1] ?? '', below[2] ?? '')), parts, at + 4)
        : { owner: { kind: 'other', text: `the callback \`${below[1]}\` of ${operation}` }, rest: [] }
    default:
      return { owner: { kind: 'other', text: operation }, rest: [] }
  }
}

/** What stands for the path of a callback: its name, and where the request goes. */
export function callbackPath(name: string, expression: string): string {
  return `callback:${name} ${expression}`
}

function parameterName(root: JsonObject, parts: readonly string[]): string {
  const parameter = follow(root, join('', ...parts))
  const name = isObject(parameter) ? own(parameter, 'name') : undefined
  return typeof name === 'string' ? `parameter \`${name}\`` : 'a parameter'
}

function responsePart(below: readonly string[], response: string): { readonly owner: Owner; readonly rest: readonly string[] } | undefined {
  if (below[0] !== 'headers' || below[1] === undefined) return undefined
  return { owner: { kind: 'other', text: `header \`${below[1]}\` of ${response}` }, rest: below.slice(2) }
}

function afterMediaType(parts: readonly string[]): readonly string[] {
  return parts[0] === 'content' ? parts.slice(2) : parts
}

/** Keywords whose schema holds for something else than the value itself, or for it under a condition. */
const APPLIED = new Set([
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
  'contentSchema',
])

function trailOf(parts: readonly string[]): string {
  let trail = ''
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] ?? ''
    const next = parts[index + 1]
    if (part === 'properties' && next !== undefined) {
      trail += `.${next}`
      index++
    } else if (part === 'items') trail += '[]'
    else if (part === 'additionalProperties') trail += '.*'
    else if (part === 'prefixItems' && next !== undefined) {
      trail += `[${next}]`
      index++
    } else if (part === 'patternProperties' && next !== undefined) {
      trail += `.{${next}}`
      index++
    } else if (part === 'dependentSchemas') index++
    else if (APPLIED.has(part)) trail += `[${part}]`
    else if (part === 'allOf' || part === 'oneOf' || part === 'anyOf') index++
  }
  return trail
}

/** `GET /pets`; `ANY /pets` for API Gateway's catch-all method. */
export function operationLabel(key: string, path: string): string {
  return `${key === 'x-amazon-apigateway-any-method' ? 'ANY' : key.toUpperCase()} ${path}`
}
