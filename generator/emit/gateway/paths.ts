import { diagnose } from '../../base/diagnostic.ts'
import { asObject, isObject, type Json, type JsonObject, own, put } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { join } from '../../base/pointer.ts'
import { type Context, placeOf } from './context.ts'
import { OPERATION_KEYS } from './media.ts'
import { lowerOperation } from './operation.ts'
import type { Schemes } from './security.ts'

/** Every path with its methods, in the author's order. A path item that is an intrinsic stands as the author wrote it. */
export function lowerPaths(context: Context, schemes: Schemes): JsonObject {
  const { latePaths } = context.document
  const paths: Record<string, Json> = {}
  const usedIds = new Set<string>()
  for (const [path, item] of Object.entries(asObject(own(context.root, 'paths')))) {
    if (Object.hasOwn(latePaths, path)) put(paths, path, latePaths[path] as Json)
    else if (isIntrinsic(item) || path.startsWith('Fn::')) put(paths, path, item)
    else if (isObject(item) && !path.startsWith('x-')) put(paths, path, lowerItem(context, path, item, schemes, usedIds))
  }
  for (const [path, item] of Object.entries(latePaths)) if (!Object.hasOwn(paths, path)) put(paths, path, item)
  return paths
}

function lowerItem(context: Context, path: string, item: JsonObject, schemes: Schemes, usedIds: Set<string>): JsonObject {
  const methods: Record<string, Json> = {}
  for (const [key, operation] of Object.entries(item)) {
    const pointer = join('/paths', path, key)
    if (key.startsWith('Fn::')) put(methods, key, operation)
    if (!Object.hasOwn(OPERATION_KEYS, key)) continue
    if (!OPERATION_KEYS[key]) {
      context.report(
        diagnose(
          'emit/method-not-supported',
          `API Gateway has no method ${key.toUpperCase()}; \`${path}\` is served without it.`,
          placeOf(context, pointer, 'key'),
        ),
      )
    } else if (isIntrinsic(operation)) {
      put(methods, key, operation)
    } else if (isObject(operation)) {
      put(methods, key, lowerOperation(context, operation, pointer, pointer, schemes, usedIds))
    }
  }
  return methods
}
