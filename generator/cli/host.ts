import { spawnSync } from 'node:child_process'
import { ApigenFailure } from '../base/diagnostic.ts'

/** Where text goes. */
export interface Output {
  write(text: string): void
  /** A terminal that a person looks at. */
  readonly isTTY: boolean
}

/** Everything the command line touches of the world around it. */
export interface Host {
  /** Without the program's own name. */
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: Output
  readonly stderr: Output
  /** Somebody sits there who can be asked. */
  readonly interactive: boolean
  /** All of standard input. */
  readInput(): Promise<string>
  /** Standard input as it comes in. */
  input(): AsyncIterable<string>
  /** Runs git in the working directory; throws an `ApigenFailure` with git's own words. */
  git(args: readonly string[]): string
  /** Asks a question; undefined where nobody could answer. */
  confirm(question: string): Promise<boolean | undefined>
  /** Calls back at the first Ctrl-C, termination or hang-up; a second one ends the process at once. Returns how to stop listening. */
  onInterrupt(handler: () => void): () => void
  /** Calls back after every so many milliseconds. Returns how to stop it. */
  every(milliseconds: number, action: () => void): () => void
  /** Calls back at every key that is pressed, where a person sits at a terminal; Ctrl-C stays what it is. Returns how to stop listening; undefined elsewhere. */
  onKey(handler: (key: string) => void): (() => void) | undefined
}

/** Runs git in a folder; throws an `ApigenFailure` with git's own words. */
export function runGit(folder: string, args: readonly string[]): string {
  // In English, whatever the user speaks: what git says decides what we say.
  const env = { ...process.env, LC_ALL: 'C' }
  const { status, stdout, stderr, error } = spawnSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28, env })
  if (error) {
    throw new ApigenFailure('usage', 'git cannot be started.', {
      help: 'Install git, or compare files instead of revisions.',
      cause: error,
    })
  }
  if (status !== 0)
    throw new ApigenFailure('usage', `git says: ${stderr.trim().split('\n')[0] ?? ''}`, { help: 'Check the revision and the path.' })
  return stdout
}

/** The host of a real process. */
export function nodeHost(): Host {
  const output = (stream: NodeJS.WriteStream): Output => ({
    write: (text) => {
      stream.write(text)
    },
    isTTY: stream.isTTY === true,
  })
  return {
    argv: process.argv.slice(2),
    cwd: process.cwd(),
    env: process.env,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    // Looked at when it matters: Node opens standard input for it, which takes some milliseconds.
    get interactive() {
      return process.stdin.isTTY === true && process.stdout.isTTY === true
    },
    async readInput() {
      const chunks: Buffer[] = []
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks).toString('utf8')
    },
    input: () => process.stdin.setEncoding('utf8'),
    git: (args) => runGit(process.cwd(), args),
    async confirm(question) {
      if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined
      const { createInterface } = await import('node:readline/promises')
      const line = createInterface({ input: process.stdin, output: process.stderr })
      try {
        const answer = await new Promise<string>((done, fail) => {
          line.once('SIGINT', () => fail(new ApigenFailure('interrupted', 'Interrupted. Nothing was done.')))
          // Ctrl-D: the question would never be answered.
          line.once('close', () => done(''))
          line.question(`${question} [y/N] `).then(done, fail)
        })
        return /^y(es)?$/i.test(answer.trim())
      } finally {
        line.close()
      }
    },
    onInterrupt(handler) {
      let asked = false
      const listen = (): void => {
        if (asked) process.exit(130)
        asked = true
        handler()
      }
      // SIGHUP: the terminal was closed.
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
      for (const signal of signals) process.on(signal, listen)
      return () => {
        for (const signal of signals) process.off(signal, listen)
      }
    },
    every(milliseconds, action) {
      const timer = setInterval(action, milliseconds)
      return () => clearInterval(timer)
    },
    onKey(handler) {
      const { stdin, stderr } = process
      if (!stdin.isTTY || !stderr.isTTY) return undefined
      const listen = (keys: string): void => {
        for (const key of keys) {
          // A raw terminal makes no signals of keys: Ctrl-C and Ctrl-D.
          if (key === '\u0003' || key === '\u0004') process.kill(process.pid, 'SIGINT')
          else handler(key)
        }
      }
      stdin.setRawMode(true).setEncoding('utf8').on('data', listen).resume()
      return () => {
        stdin.off('data', listen).setRawMode(false).pause()
      }
    },
  }
}
