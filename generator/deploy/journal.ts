import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** A record of what an import meant to do and did, a line a step; what to look at after a crash. */
export interface Journal {
  /** Does one step: its intent is on disk before it begins, its result after it ended. */
  step<T>(name: string, action: () => Promise<T>): Promise<T>
}

/** A journal in a folder, one file an import. */
export function fileJournal(folder: string, id: string, now: () => Date): Journal {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${id}.jsonl`)
  const write = (entry: Readonly<Record<string, unknown>>): void =>
    appendFileSync(file, `${JSON.stringify({ time: now().toISOString(), ...entry })}\n`, { flush: true })
  return {
    async step(name, action) {
      write({ step: name, state: 'intent' })
      try {
        const result = await action()
        write({ step: name, state: 'done', result })
        return result
      } catch (error) {
        write({ step: name, state: 'failed', message: error instanceof Error ? error.message : String(error) })
        throw error
      }
    },
  }
}
