import { createClient, REGION } from './client.ts'
import { type Answer, createMatcher, type Recording } from './recording.ts'
import type { Script } from './replay.ts'

/** What became of the calls of a recorded test. */
export interface Replayed {
  /** What was answered otherwise than recorded. */
  readonly differences: readonly string[]
  /** Recorded answers that no call of the script stands for. */
  readonly missed: readonly string[]
  readonly answers: readonly Answer[]
}

/** Makes the calls of a recorded test against a gateway of its own and compares every answer. */
export async function runReplay(script: Script, recording: Recording): Promise<Replayed> {
  const match = createMatcher({ '<region>': REGION, '<partition>': 'aws' })
  const seen = new Set<string>()
  const differences: string[] = []
  const answers: Answer[] = []
  const { client, close } = await createClient()
  try {
    await script(
      client,
      (key, answer) => {
        if (!Object.hasOwn(recording, key)) throw new Error(`nothing is recorded as ${key}`)
        seen.add(key)
        answers.push(answer)
        differences.push(...match(normalize(recording[key]), answer).map((difference) => `${key} ${difference}`))
      },
      recording,
    )
  } finally {
    await close()
  }
  return { differences, missed: Object.keys(recording).filter((key) => !seen.has(key)), answers }
}

/** What recorders wrote in two ways: one list came without its envelope, and dates inside documents became the word `date`. */
function normalize(recorded: unknown): unknown {
  if (Array.isArray(recorded)) return { items: recorded }
  return JSON.parse(JSON.stringify(recorded).replaceAll('"version":"date"', '"version":"<date>"').replaceAll('_date.json', '_<date>.json'))
}
