import type { Operation } from './call.ts'
import { unsupportedOperation } from './errors.ts'
import { invokeFunction } from './lambda/invoke.ts'
import { LAMBDA_ROUTES } from './lambda/routes.ts'
import { ENUMS, OPERATIONS, PATTERNS, STRUCTURES } from './models/api-gateway.ts'
import { OPERATIONS_SERVED } from './operations.ts'
import { checkRequest, type OperationRow, type RequestParts, type Shapes } from './shapes.ts'
import { testInvokeAuthorizer } from './test-invoke-authorizer.ts'
import { testInvokeMethod } from './test-invoke-method.ts'

/** One operation of the control plane. */
export interface Route {
  readonly verb: string
  /** Segments; `{name}` is a label. */
  readonly path: readonly string[]
  /** A parameter of the query that tells this operation from another of the same path. */
  readonly query?: readonly [name: string, value: string]
  readonly operation: Operation
  /** `raw`: the body is not JSON that the service reads itself. */
  readonly body: 'json' | 'raw'
  /** `free`: changes no state, so it need not wait for those that do. */
  readonly order: 'free' | 'queued'
  /** The status of success, where the operation does not say another. */
  readonly status: number
  /** Throws what the service says against a request before it looks at anything. */
  check(parts: RequestParts): void
}

const SHAPES: Shapes = { structures: STRUCTURES, enums: ENUMS, patterns: PATTERNS }

/** Operations that change nothing though their verb is not GET. */
const FREE: ReadonlySet<Operation> = new Set([invokeFunction, testInvokeMethod, testInvokeAuthorizer])

/** Every operation; one that API Gateway has and this gateway does not answers that it is not supported, by its name. */
const ROUTES: readonly Route[] = [
  // A path with a query is looked at before the same path without one.
  ...[...OPERATIONS].sort((a, b) => Number(b[2].includes('?')) - Number(a[2].includes('?'))).map(gatewayRoute),
  ...LAMBDA_ROUTES.map(([verb, path, operation, body]) =>
    routeOf({ verb, path, operation, body: body ?? 'json', status: 200, check() {} }),
  ),
]

function gatewayRoute(row: OperationRow): Route {
  const [name, verb, path, status, , , body] = row
  const operation = OPERATIONS_SERVED[name]
  if (operation === undefined) return routeOf({ verb, path, operation: () => refuse(name), body: 'raw', status, check() {} })
  const check = (parts: RequestParts): void => checkRequest(row, SHAPES, parts)
  return routeOf({ verb, path, operation, body: body === 'raw' ? 'raw' : 'json', status, check })
}

function refuse(name: string): never {
  throw unsupportedOperation(name)
}

function routeOf(given: Omit<Route, 'path' | 'query' | 'order'> & { readonly path: string }): Route {
  const [path = '', query] = given.path.split('?')
  const [name = '', value = ''] = query?.split('=') ?? []
  return {
    ...given,
    path: path.slice(1).split('/'),
    ...(query !== undefined && { query: [name, value] as const }),
    order: given.verb === 'GET' || FREE.has(given.operation) ? 'free' : 'queued',
  }
}

/** The route of a request with its labels; of two that fit, the one that asks for a parameter of the query. */
export function findRoute(
  verb: string,
  segments: readonly string[],
  query: URLSearchParams,
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | undefined {
  for (const route of ROUTES) {
    if (route.verb !== verb || route.path.length !== segments.length) continue
    if (route.query !== undefined && query.get(route.query[0]) !== route.query[1]) continue
    const params: Record<string, string> = {}
    const fits = route.path.every((part, index) => {
      const segment = segments[index] ?? ''
      if (!part.startsWith('{')) return part === segment
      params[part.slice(1, -1)] = segment
      return segment !== ''
    })
    if (fits) return { route, params }
  }
  return undefined
}
