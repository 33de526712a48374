import { member, text } from './context.js'
import type { ProxyRequest } from './proxy-event.js'

/** An operation by its place. */
export interface Route {
  readonly method: string
  /** As it is declared: `/pets/{petId}`. */
  readonly path: string
}

/** Finds the operation that a proxy event is for: by the declared path that API Gateway names, else by the path itself. */
export function router<Operation extends Route>(operations: readonly Operation[]): (request: ProxyRequest) => Operation | undefined {
  const named = new Map<string, Operation>()
  // The first one of a path and method is meant.
  for (const one of [...operations].reverse()) named.set(`${one.method} ${normal(one.path)}`, one)
  return (request) => {
    const { method, resource, path } = placeOf(request)
    const declared = normal(resource)
    return named.get(`${method} ${declared}`) ?? named.get(`ANY ${declared}`) ?? ofMethod(nearest(operations, path), method)
  }
}

/** What a request asks for: `resource` is the declared path, where the event has it. */
function placeOf({ version, event, http }: ProxyRequest): { readonly method: string; readonly resource: string; readonly path: string } {
  if (version === '1.0')
    return {
      method: text(event.httpMethod).toUpperCase(),
      resource: text(event.resource),
      path: text(event.path),
    }
  const key = text(event.routeKey)
  const resource = key.includes(' ') ? key.slice(key.indexOf(' ') + 1) : key === '$default' ? '/$default' : key
  return { method: text(member(http, 'method')).toUpperCase(), resource, path: text(event.rawPath) }
}

/** The operations whose path fits. A literal part is nearer than a variable, and a variable nearer than the rest of the path. */
function nearest<Operation extends Route>(operations: readonly Operation[], path: string): Operation[] {
  return operations.filter((one) => fits(one.path, path)).sort((a, b) => (rank(a.path) < rank(b.path) ? -1 : 1))
}

function ofMethod<Operation extends Route>(operations: readonly Operation[], method: string): Operation | undefined {
  return operations.find((one) => one.method === method) ?? operations.find((one) => one.method === 'ANY')
}

function normal(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}

function rank(path: string): string {
  return parts(path)
    .map((part) => (part.endsWith('+}') ? '2' : part.startsWith('{') ? '1' : '0'))
    .join('')
}

function parts(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}

function fits(declared: string, path: string): boolean {
  const wanted = parts(declared)
  const given = parts(path)
  const last = wanted.at(-1)
  if (last?.endsWith('+}')) {
    if (given.length < wanted.length) return false
  } else if (given.length !== wanted.length) return false
  return wanted.every((part, index) => part.startsWith('{') || part === given[index])
}
