import type { ChildProcess } from 'node:child_process'
import type { Bench, Outcome } from './cli.ts'

/** A program that serves: what it said so far, and a way to wait for more. */
export interface Served {
  readonly child: ChildProcess
  until(text: string | RegExp): Promise<string>
}

/** Listens to what a program says. */
export function watch(child: ChildProcess): Served {
  let said = ''
  const waiting = new Set<() => void>()
  const hear = (chunk: unknown): void => {
    said += String(chunk)
    for (const look of waiting) look()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  return {
    child,
    until: (text) =>
      new Promise((done) => {
        const look = (): void => {
          const at = typeof text === 'string' ? said.indexOf(text) : said.search(text)
          if (at === -1) return
          const found = typeof text === 'string' ? text : (text.exec(said)?.[0] ?? '')
          waiting.delete(look)
          said = said.slice(at + found.length)
          done(found)
        }
        waiting.add(look)
        look()
      }),
  }
}

/** Runs the built program while `use` looks at it, then presses Ctrl-C. */
export async function serve(made: Bench, args: readonly string[], use: (served: Served) => Promise<void>): Promise<Outcome> {
  let used: Promise<void> | undefined
  const outcome = made.spawn(
    {
      started: (child) => {
        used = use(watch(child)).finally(() => child.kill('SIGINT'))
      },
    },
    ...args,
  )
  await Promise.all([outcome, used])
  return outcome
}
