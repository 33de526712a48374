import type { JournalStore } from '../../generator/deploy/journal.ts'

/** A journal in memory. */
export interface MemoryStore extends JournalStore {
  /** Whoever writes beyond so many bytes dies there, with what fits written. */
  endAt(bytes: number, die: () => never): void
}

/** Keeps a journal in memory. */
export function memoryStore(): MemoryStore {
  let kept = Buffer.alloc(0)
  let end = Number.POSITIVE_INFINITY
  let die = (): never => {
    throw new Error('nobody dies here')
  }
  return {
    read: () => kept.toString(),
    append(text) {
      const bytes = Buffer.from(text)
      const fits = Math.max(0, Math.min(bytes.length, end - kept.length))
      kept = Buffer.concat([kept, bytes.subarray(0, fits)])
      if (fits < bytes.length) die()
    },
    cut: (bytes) => {
      kept = kept.subarray(0, bytes)
    },
    endAt(bytes, ending) {
      end = bytes
      die = ending
    },
  }
}
