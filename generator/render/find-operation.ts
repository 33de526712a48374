import { rehearseRoute } from '../../runtime/gateway/execute/rehearse.ts'
import { ApigenFailure } from '../base/diagnostic.ts'
import { suggest } from '../base/suggest.ts'
import type { Operation } from '../model/api-model.ts'
import type { Spec } from '../pipeline.ts'
import { rehearsalDocument } from './rehearsal-document.ts'

/** An operation, and the path by which it was named where that has values for its variables. */
export interface FoundOperation {
  readonly operation: Operation
  readonly method?: string
  readonly path?: string
}

/**
 * Finds an operation by its id, or by `METHOD /path` with the path as the spec has it or as a client would call it. Throws an
 * `ApigenFailure` with the nearest name where there is none.
 */
export async function findOperation(spec: Spec, wanted: string): Promise<FoundOperation> {
  const { operations } = spec.model
  const route = /^\s*([A-Za-z]+)\s+(\/\S*)\s*$/.exec(wanted)
  if (route) return findByRoute(spec, (route[1] ?? '').toUpperCase(), route[2] ?? '/')
  const operation = operations.find(({ operationId, id }) => operationId === wanted || id === wanted)
  if (operation) return { operation }
  const near = suggest(wanted, [...operations.map(({ id }) => id), ...operations.flatMap(({ operationId }) => operationId ?? [])])
  throw new ApigenFailure('usage', `There is no operation \`${wanted}\`.`, {
    help:
      near === undefined
        ? `Name an operation id or \`'GET /path'\`. ${listed(operations.map(({ id }) => id))}`
        : `Did you mean \`${near}\`?`,
  })
}

async function findByRoute(spec: Spec, method: string, target: string): Promise<FoundOperation> {
  const { operations } = spec.model
  const [path = '/'] = target.split('?')
  const serving = (at: (operation: Operation) => boolean): Operation | undefined =>
    operations.find((one) => one.method === method && at(one)) ?? operations.find((one) => one.method === 'ANY' && at(one))
  const written = serving((one) => one.path === path)
  // A path without variables may come with its query.
  if (written) return { operation: written, method, ...(!path.includes('{') && target !== path && { path: target }) }
  if (spec.model.kind === 'rest') {
    const found = rehearseRoute(await rehearsalDocument(spec, {}), method, path)
    const operation = found.kind === 'route' ? serving((one) => samePath(one.path, found.resource)) : undefined
    if (operation) return { operation, method, path: target }
  }
  const near = suggest(
    `${method} ${path}`,
    operations.map((operation) => `${operation.method} ${operation.path}`),
  )
  throw new ApigenFailure('usage', `No operation serves \`${method} ${path}\`.`, {
    help: near === undefined ? listed(operations.map((one) => `${one.method} ${one.path}`)) : `Did you mean \`${near}\`?`,
  })
}

function samePath(a: string, b: string): boolean {
  const parts = (path: string): string =>
    path
      .split('/')
      .filter((part) => part !== '')
      .join('/')
  return parts(a) === parts(b)
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'The spec has no operations.'
  const shown = names.slice(0, 8).map((name) => `\`${name}\``)
  return `The spec has ${shown.join(', ')}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ''}.`
}
