import { own } from '../json.ts'
import type { Operation } from './call.ts'
import { unsupportedOperation } from './errors.ts'
import { invokeFunction } from './lambda/invoke.ts'
import { invokeWithResponseStream } from './lambda/invoke-with-response-stream.ts'
import { LAMBDA_SERVED } from './lambda/operations.ts'
import * as apiGateway from './models/api-gateway.ts'
import * as lambda from './models/lambda.ts'
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

/** A service: the operations of its model, those that are served, and how it names what it refuses. */
interface Service {
  readonly rows: readonly OperationRow[]
  readonly served: Readonly<Record<string, Operation>>
  readonly shapes: Shapes
}

const API_GATEWAY: Service = {
  rows: apiGateway.OPERATIONS,
  served: OPERATIONS_SERVED,
  shapes: {
    structures: apiGateway.STRUCTURES,
    enums: apiGateway.ENUMS,
    patterns: apiGateway.PATTERNS,
    inBody: (operation, member) => `${lowerFirst(operation)}Input.${member}`,
    inAddress: (name) => name,
  },
}

// Runtimes come more often than models: any name is taken, and what this machine cannot run says so when it is called.
const { Runtime: _, ...LAMBDA_ENUMS } = lambda.ENUMS

const LAMBDA: Service = {
  rows: lambda.OPERATIONS,
  served: LAMBDA_SERVED,
  shapes: {
    structures: lambda.STRUCTURES,
    enums: LAMBDA_ENUMS,
    patterns: lambda.PATTERNS,
    inBody: (_operation, member) => lowerFirst(member),
    inAddress: lowerFirst,
  },
}

function lowerFirst(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`
}

/** Operations that change nothing though their verb is not GET. */
const FREE: ReadonlySet<Operation> = new Set([invokeFunction, invokeWithResponseStream, testInvokeMethod, testInvokeAuthorizer])

/** Every operation of both services; one that is not served answers that it is not supported, by its name. */
const ROUTES: readonly Route[] = [API_GATEWAY, LAMBDA].flatMap(({ rows, served, shapes }) =>
  // A path with a query is looked at before the same path without one.
  [...rows].sort((a, b) => Number(b[2].includes('?')) - Number(a[2].includes('?'))).map((row) => routeOf(row, own(served, row[0]), shapes)),
)

function refuse(name: string): never {
  throw unsupportedOperation(name)
}

function routeOf(row: OperationRow, operation: Operation | undefined, shapes: Shapes): Route {
  const [name, verb, uri, status, , , body] = row
  const [path = '', query] = uri.split('?')
  const [key = '', value = ''] = query?.split('=') ?? []
  return {
    verb,
    path: path.slice(1).split('/'),
    ...(query !== undefined && { query: [key, value] as const }),
    operation: operation ?? (() => refuse(name)),
    body: body === 'raw' || operation === undefined ? 'raw' : 'json',
    order: verb === 'GET' || (operation !== undefined && FREE.has(operation)) ? 'free' : 'queued',
    status,
    check(parts) {
      if (operation !== undefined) checkRequest(row, shapes, parts)
    },
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
