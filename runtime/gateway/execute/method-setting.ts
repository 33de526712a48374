import type { Method, MethodSetting, Resource, Stage } from '../definition/rest-api.ts'
import { isEmpty } from '../json.ts'

/** A key of method settings without its escapes and first slash: `pets/{id}/GET`. */
function plainKey(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~').replace(/^\/+/, '')
}

/** The entry under a method's key, written as AWS's clients write it: with or without a first slash, its slashes escaped or not. */
export function entryOfMethod<T>(entries: Readonly<Record<string, T>>, { path }: Resource, verbs: readonly string[]): T | undefined {
  const all = Object.entries(entries)
  for (const verb of verbs) {
    const wanted = plainKey(`${path}/${verb}`)
    const found = all.find(([key]) => plainKey(key) === wanted)
    if (found !== undefined) return found[1]
  }
  return undefined
}

/** The settings of a stage that hold for a method: its own, else those of all. */
export function methodSetting(stage: Stage, resource: Resource, method: Method, verb: string): MethodSetting | undefined {
  // Most stages have none, and this is asked at every request.
  if (isEmpty(stage.methodSettings)) return undefined
  return entryOfMethod(stage.methodSettings, resource, [verb, method.httpMethod]) ?? stage.methodSettings['*/*']
}
