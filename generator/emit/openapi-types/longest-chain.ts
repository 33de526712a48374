import { asObject, asString, type JsonObject, own } from '../../base/json.ts'
import { follow, join, localPointer } from '../../base/pointer.ts'

/** The number of references from the component that is farthest from what it stands for. Every link is followed once. */
export function longestChain(root: JsonObject): number {
  const lengths = new Map<string, number>()
  let longest = 0
  for (const [section, members] of Object.entries(asObject(own(root, 'components')))) {
    for (const name of Object.keys(asObject(members))) {
      const way: string[] = []
      let next: string | undefined = join('/components', section, name)
      while (next !== undefined && !lengths.has(next)) {
        // A circle is entered once; it is no chain, and normalizing has broken it.
        lengths.set(next, 0)
        way.push(next)
        next = targetOf(root, next)
      }
      let length = next === undefined ? -1 : (lengths.get(next) ?? 0)
      for (const link of way.reverse()) {
        length++
        lengths.set(link, length)
      }
      longest = Math.max(longest, length)
    }
  }
  return longest
}

function targetOf(root: JsonObject, pointer: string): string | undefined {
  const ref = asString(own(asObject(follow(root, pointer)), '$ref'))
  return ref === undefined ? undefined : localPointer(ref)
}
