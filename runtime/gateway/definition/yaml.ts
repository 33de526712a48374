import { CORE_SCHEMA, dump, load, mergeTag } from 'js-yaml'
import type { Json } from '../json.ts'

/** Reads YAML as plain values; later duplicate keys win, tags beyond the core are refused. Throws with the reason on the first line. */
export function readYaml(text: string, maximumDepth: number): unknown {
  return load(text, { schema: CORE_SCHEMA.withTags(mergeTag), maxDepth: maximumDepth, json: true })
}

/** Prints YAML without anchors, lines unfolded. */
export function printYaml(value: Json): string {
  return dump(value, { noRefs: true, lineWidth: -1 })
}
