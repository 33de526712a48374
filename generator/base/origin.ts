import type { SourceRef } from './diagnostic.ts'
import { parent } from './pointer.ts'

/**
 * Where the value at a normalized pointer stands in the author's files: the entry of its nearest ancestor in the sparse
 * `origins` map, with the rest of the pointer appended.
 */
export function originOf(origins: Readonly<Record<string, SourceRef>>, pointer: string, on?: 'key' | 'value'): SourceRef {
  let ancestor: string | undefined = pointer
  while (ancestor !== undefined) {
    if (Object.hasOwn(origins, ancestor)) {
      const found = origins[ancestor] as SourceRef
      return {
        file: found.file,
        pointer: found.pointer + pointer.slice(ancestor.length),
        ...((on ?? found.on) && { on: on ?? found.on }),
      } as SourceRef
    }
    ancestor = parent(ancestor)
  }
  return { file: '', pointer, ...(on && { on }) }
}

/** The pointer on the other side of a sparse map: its nearest ancestor's, with the rest appended. */
export function translate(pointers: Readonly<Record<string, string>>, pointer: string): string {
  let ancestor: string | undefined = pointer
  while (ancestor !== undefined) {
    if (Object.hasOwn(pointers, ancestor)) return (pointers[ancestor] ?? '') + pointer.slice(ancestor.length)
    ancestor = parent(ancestor)
  }
  return pointer
}
