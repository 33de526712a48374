import { asArray, asString, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { isIntrinsic, likelyBranch } from '../base/late-bound.ts'
import { methodOf } from '../base/methods.ts'
import { allocateNames, camelCase, cut, DEVICE_NAMES, type NameWish } from '../base/names.ts'
import { originOf } from '../base/origin.ts'
import { join } from '../base/pointer.ts'
import type { Operation, OperationSurface, PathSegment } from '../model/api-model.ts'
import { readBody } from './contents.ts'
import { type Context, resolve, textOf } from './context.ts'
import { readExtensions } from './extensions.ts'
import { type DerivedIntegration, readIntegration } from './integrations.ts'
import { readParameters } from './parameters.ts'
import { describePath, readPath } from './paths.ts'
import { readResponses } from './responses.ts'
import { type DeclaredScheme, readSecurity } from './security.ts'

/** An operation without its function, and what its function is to be made of. */
export interface DerivedOperation<O extends OperationSurface = Operation> {
  readonly operation: O
  readonly target?: DerivedIntegration['target']
  /** `x-apigen-function`, as written. */
  readonly functionWish?: Json
}

/** An operation where it stands. */
interface Found {
  readonly method: Operation['method']
  readonly path: string
  readonly segments: readonly PathSegment[]
  readonly value: JsonObject
  readonly pointer: string
}

/** Every operation of the document in order, named once: by its `operationId`, else by method and path. */
export function deriveOperations(context: Context, schemes: ReadonlyMap<string, DeclaredScheme>): DerivedOperation[] {
  return deriveAll(context, schemes, (one) => contentsOf(context, one))
}

/** The same without what operations take and answer, which is most of the work. */
export function deriveOperationSurfaces(
  context: Context,
  schemes: ReadonlyMap<string, DeclaredScheme>,
): DerivedOperation<OperationSurface>[] {
  return deriveAll(context, schemes, () => ({}))
}

function deriveAll<C extends object>(
  context: Context,
  schemes: ReadonlyMap<string, DeclaredScheme>,
  contents: (one: Found) => C,
): DerivedOperation<OperationSurface & C>[] {
  const found = findOperations(context)
  const names = nameOperations(found)
  return found.map((one) => deriveOperation(context, one, names.get(one) ?? '', schemes, contents(one)))
}

function findOperations(context: Context): Found[] {
  const paths = own(context.root, 'paths')
  if (!isObject(paths) || isIntrinsic(paths)) return []
  const found: Found[] = []
  for (const path of Object.keys(paths)) {
    if (path.startsWith('x-') || isIntrinsicKey(path)) continue
    const { value, pointer } = resolve(context, likelyBranch(paths[path]), join('/paths', path))
    if (!isObject(value)) continue
    const segments = readPath(path)
    for (const key of Object.keys(value)) {
      const method = methodOf(key)
      const operation = likelyBranch(value[key])
      if (method && isObject(operation)) found.push({ method, path, segments, value: operation, pointer: join(pointer, key) })
    }
  }
  return found
}

/** `Fn::Transform` beside the paths is no path. */
function isIntrinsicKey(path: string): boolean {
  return isIntrinsic({ [path]: null })
}

/** A name that two operations share is given to neither alone, so that no order decides. */
function nameOperations(found: readonly Found[]): Map<Found, string> {
  const keys = new Map<Found, string>()
  const count = new Map<string, number>()
  for (const { value } of found) {
    const id = asString(own(value, 'operationId'))
    if (id !== undefined) count.set(id, (count.get(id) ?? 0) + 1)
  }
  const wishes = found.map((one): NameWish => {
    const id = asString(own(one.value, 'operationId')) ?? ''
    // Letters and digits alone never equal a method with its path, so keys stay apart.
    const key = /^[A-Za-z0-9_]+$/.test(id) && count.get(id) === 1 ? id : `${one.method} ${one.path}`
    keys.set(one, key)
    return { key, wish: wishFor(one, id) }
  })
  const names = allocateNames(wishes, DEVICE_NAMES)
  return new Map(found.map((one) => [one, names.get(keys.get(one) ?? '') ?? '']))
}

function wishFor(one: Found, id: string): string {
  const named = camelCase(id)
  if (/^[a-z]/.test(named)) return cut(named, 56, '')
  return cut(camelCase(`${one.method.toLowerCase()} ${named === '' ? describePath(one.segments) : named}`), 56, '')
}

function contentsOf(context: Context, { value, pointer }: Found): Pick<Operation, 'parameters' | 'body' | 'responses'> {
  const body = readBody(context, own(value, 'requestBody'), join(pointer, 'requestBody'))
  return {
    parameters: readParameters(context, own(value, 'parameters'), join(pointer, 'parameters')),
    ...(body && { body }),
    responses: readResponses(context, own(value, 'responses'), join(pointer, 'responses')),
  }
}

function deriveOperation<C extends object>(
  context: Context,
  one: Found,
  id: string,
  schemes: ReadonlyMap<string, DeclaredScheme>,
  contents: C,
): DerivedOperation<OperationSurface & C> {
  const { value, pointer, method } = one
  const operationId = asString(own(value, 'operationId'))
  const summary = textOf(value, 'summary')
  const description = textOf(value, 'description')
  const validator =
    asString(own(value, 'x-amazon-apigateway-request-validator')) ?? asString(own(context.root, 'x-amazon-apigateway-request-validator'))
  const { integration, target } = readIntegration(context, value, pointer)
  const wish = own(value, 'x-apigen-function')
  const operation: OperationSurface & C = {
    id,
    ...(operationId !== undefined && { operationId }),
    method,
    path: one.path,
    segments: one.segments,
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    deprecated: own(value, 'deprecated') === true,
    tags: asArray(own(value, 'tags')).filter((tag): tag is string => typeof tag === 'string'),
    ...contents,
    ...readSecurity(value, schemes),
    ...(validator !== undefined && { validator }),
    integration,
    ...readExtensions(context, value, pointer),
    preflight: method === 'OPTIONS' && integration.kind === 'mock',
    origin: originOf(context.document.origins, pointer, 'key'),
    pointer,
  }
  return { operation, ...(target && { target }), ...(wish !== undefined && { functionWish: wish }) }
}
