import { ApigenFailure } from '../base/diagnostic.ts'
import { own } from '../base/json.ts'
import type { Operation, PathSegment } from '../model/api-model.ts'
import type { FoundOperation } from '../render/find-operation.ts'
import type { Message } from '../render/request.ts'

/** A request as it goes to a stage. */
export interface OperationRequest {
  readonly method: string
  /** Below the stage, percent-encoded. */
  readonly path: string
  /** Percent-encoded, without the question mark. */
  readonly query: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

/** The request that a client would send to an operation. Throws an `ApigenFailure` where a part of the path has no value. */
export function operationRequest({ operation, method, path }: FoundOperation, message: Message): OperationRequest {
  const [foundPath, foundQuery = ''] = (path ?? '').split('?')
  const hasType = message.headers.some(([name]) => name.toLowerCase() === 'content-type')
  const mediaType = operation.body?.contents[0]?.mediaType ?? 'application/json'
  return {
    method: message.method ?? method ?? (operation.method === 'ANY' ? (message.body === '' ? 'GET' : 'POST') : operation.method),
    path: message.path ?? (foundPath || pathOf(operation, message.pathParameters)),
    query: [foundQuery, message.query].filter((part) => part !== '').join('&'),
    headers: message.body === '' || hasType ? message.headers : [['Content-Type', mediaType], ...message.headers],
    body: message.body,
  }
}

function pathOf(operation: Operation, values: Message['pathParameters']): string {
  const filled = ({ name, greedy }: Extract<PathSegment, { kind: 'variable' }>): string => {
    const value = own(values, name)
    if (typeof value !== 'string' || value === '')
      throw new ApigenFailure('usage', `\`${operation.id}\` needs \`${name}\`: it is a part of its path, \`${operation.path}\`.`, {
        help: `Give it in pathParameters: { ${name}: … }.`,
      })
    return greedy ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value)
  }
  const parts = operation.segments.map((segment) => {
    if (segment.kind === 'literal') return segment.text
    if (segment.kind === 'variable') return filled(segment)
    return segment.parts.map((part) => (part.kind === 'literal' ? part.text : filled(part))).join('')
  })
  return `/${parts.join('/')}${operation.path.length > 1 && operation.path.endsWith('/') ? '/' : ''}`
}
