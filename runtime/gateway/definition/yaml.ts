import { CORE_SCHEMA, dump, load, mergeTag, YAMLException } from 'js-yaml'
import type { Json } from '../json.ts'

/** More blanks than any block can want. */
const PADDING = ' '.repeat(1000)
/** Lines mended in one text: each costs a reading. */
const MAXIMUM_MENDED = 200

/**
 * Reads YAML as plain values; later duplicate keys win, tags beyond the core are refused. A `]` or `}` that closes at the
 * indentation of its key is read, though YAML 1.2 forbids it: the service's own parser reads it. Throws with the reason on the first
 * line.
 */
export function readYaml(text: string, maximumDepth: number): unknown {
  const lines = text.split('\n')
  const mended = new Set<number>()
  for (;;) {
    try {
      return load(lines.join('\n'), { schema: CORE_SCHEMA.withTags(mergeTag), maxDepth: maximumDepth, json: true })
    } catch (error) {
      const line = tooLittleIndented(error)
      if (line === undefined || mended.has(line) || mended.size === MAXIMUM_MENDED) throw error
      mended.add(line)
      lines[line] = `${PADDING}${lines[line] ?? ''}`
    }
  }
}

function tooLittleIndented(error: unknown): number | undefined {
  return error instanceof YAMLException && error.message.startsWith('deficient indentation') ? error.mark?.line : undefined
}

/** Prints YAML without anchors, lines unfolded. */
export function printYaml(value: Json): string {
  return dump(value, { noRefs: true, lineWidth: -1 })
}
