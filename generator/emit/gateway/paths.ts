import { diagnose } from '../../base/diagnostic.ts'
import { asObject, isObject, type Json, type JsonObject, own, put } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { join } from '../../base/pointer.ts'
import { type Context, placeOf } from './context.ts'
import { OPERATION_KEYS } from './media.ts'
import { lowerOperation } from './operation.ts'
import type { Schemes } from './security.ts'

/** Every path with its methods, in the author's order. A path item that is an intrinsic stays one. */
export function lowerPaths(context: Context, schemes: Schemes): JsonObject {
  const { latePaths } = context.document
  const paths: Record<string, Json> = {}
  for (const [path, item] of Object.entries(asObject(own(context.root, 'paths')))) {
    if (Object.hasOwn(latePaths, path)) put(paths, path, lowerLateItem(context, path, latePaths[path] as Json, item, schemes))
    else if (isIntrinsic(item) || path.startsWith('Fn::')) put(paths, path, item)
    else if (isObject(item) && !path.startsWith('x-')) put(paths, path, lowerItem(context, path, item, schemes))
  }
  for (const [path, item] of Object.entries(latePaths)) if (!Object.hasOwn(paths, path)) put(paths, path, item)
  return paths
}

/** A path item that only a deployment decides on, as a whole or in some of its operations. */
function lowerLateItem(context: Context, path: string, late: Json, item: Json, schemes: Schemes): Json {
  const pointer = join('/paths', path)
  if (!isObject(item) || isIntrinsic(item)) return late
  if (!isIntrinsic(late)) return lowerItem(context, path, item, schemes, pointer, asObject(late))
  return lowerChoice(context, late, { from: pointer, to: pointer }, (to) => lowerItem(context, path, item, schemes, to))
}

/**
 * A choice keeps its conditions and gets the branch that the model was made of as API Gateway wants it: the author may have
 * written it in another version of OpenAPI, and without integrations. Any other intrinsic stands as it was.
 */
function lowerChoice(context: Context, late: Json, at: { from: string; to: string }, lower: (to: string) => JsonObject): Json {
  const steps: number[] = []
  let branch: Json = late
  while (isIntrinsic(branch) && Array.isArray(branch['Fn::If'])) {
    const parts = branch['Fn::If'] as readonly Json[]
    const index = parts.findIndex((part, at) => at > 0 && !(isObject(part) && part.Ref === 'AWS::NoValue'))
    if (index < 0) return late
    steps.push(index)
    branch = parts[index] as Json
  }
  if (isIntrinsic(branch)) return late
  const to = join(at.to, ...steps.flatMap((step) => ['Fn::If', step]))
  context.pointers[to] = at.from
  return replaceBranch(late, steps, lower(to))
}

function replaceBranch(late: Json, steps: readonly number[], lowered: JsonObject): Json {
  const [index, ...rest] = steps
  if (index === undefined || !isObject(late)) return lowered
  const parts = late['Fn::If'] as readonly Json[]
  return { 'Fn::If': parts.map((part, at) => (at === index ? replaceBranch(part, rest, lowered) : part)) }
}

/** The methods of a path; `late` is the item as it was written where some of its operations are intrinsics. */
function lowerItem(
  context: Context,
  path: string,
  item: JsonObject,
  schemes: Schemes,
  to: string = join('/paths', path),
  late: JsonObject = item,
): JsonObject {
  const methods: Record<string, Json> = {}
  for (const key of new Set([...Object.keys(late), ...Object.keys(item)])) {
    const [written, operation] = [own(late, key), own(item, key)]
    const [from, at] = [join('/paths', path, key), join(to, key)]
    if (key.startsWith('Fn::') && written !== undefined) put(methods, key, written)
    if (!Object.hasOwn(OPERATION_KEYS, key)) continue
    const lowered = (place: string): JsonObject => lowerOperation(context, asObject(operation), from, place, schemes)
    if (!OPERATION_KEYS[key]) {
      context.report(
        diagnose(
          'emit/method-not-supported',
          `API Gateway has no method ${key.toUpperCase()}; \`${path}\` is served without it.`,
          placeOf(context, from, 'key'),
        ),
      )
    } else if (isIntrinsic(written)) {
      put(methods, key, isObject(operation) ? lowerChoice(context, written, { from, to: at }, lowered) : written)
    } else if (isObject(operation)) {
      put(methods, key, lowered(at))
    }
  }
  return methods
}
