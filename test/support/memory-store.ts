import type { JournalStore } from '../../generator/deploy/journal.ts'

/** Keeps a journal in memory. `before` is called before each line of it is written. */
export function memoryStore(text = '', before: () => void = () => {}): JournalStore {
  let kept = Buffer.from(text)
  return {
    read: () => kept.toString(),
    append(line) {
      before()
      kept = Buffer.concat([kept, Buffer.from(line)])
    },
    cut: (bytes) => {
      kept = kept.subarray(0, bytes)
    },
  }
}
