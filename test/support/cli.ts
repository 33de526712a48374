import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Host, type Output, runGit } from '../../generator/cli/host.ts'

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url))

/** How a run of the command line ended. */
export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** What the person at the terminal was asked; absent where nobody was. */
  readonly question?: string
}

/** What a run has around it. */
export interface Around {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  /** What the person at the terminal answers; nobody is there when absent. */
  readonly answer?: boolean
  /** Whether standard output is a terminal. */
  readonly terminal?: boolean
}

/** A run that goes on. */
export interface Watched {
  /** An interval is over. */
  tick(): void
  /** Waits until standard output has so many lines, and gives them; fails where the run ends before. */
  lines(count: number): Promise<readonly string[]>
}

/** A folder of a test, with the command line in it. `close` removes it. */
export interface Bench {
  readonly folder: string
  /** The built program. */
  readonly bin: string
  write(path: string, text: string | Uint8Array): void
  read(path: string): string
  /** All files below, sorted, without `.apigen`. */
  files(): readonly string[]
  /** Runs the command line in this process. */
  run(...args: readonly string[]): Promise<Outcome>
  runWith(around: Around, ...args: readonly string[]): Promise<Outcome>
  /** Runs in this process; `begun` gets the interrupt key. */
  runInterrupted(begun: (interrupt: () => void) => void, ...args: readonly string[]): Promise<Outcome>
  /** Runs in this process what goes on until it is interrupted, while `use` looks at it; no time passes but by `tick`. */
  runWatched(use: (watched: Watched) => Promise<void>, ...args: readonly string[]): Promise<Outcome>
  /** Runs the built program, for what only a process of its own can show. */
  spawn(
    options: { readonly started?: (child: ChildProcess) => void; readonly env?: Readonly<Record<string, string>> },
    ...args: readonly string[]
  ): Promise<Outcome>
  close(): void
}

/** Makes a folder with some files. */
export function createBench(files: Readonly<Record<string, string>> = {}): Bench {
  // On macOS the folder for temporary files is a symbolic link.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'apigen-scenario-')))
  const runHere = async (
    args: readonly string[],
    { env = {}, input = '', answer, terminal = false }: Around,
    {
      onInterrupt = () => () => {},
      every = () => () => {},
      said = () => {},
    }: Partial<Pick<Host, 'onInterrupt' | 'every'>> & {
      said?: (text: string) => void
    } = {},
  ): Promise<Outcome> => {
    const { run } = await import('../../generator/cli/main.ts')
    const [stdout, stderr] = [createOutput(terminal, said), createOutput(false)]
    const asked: string[] = []
    const code = await run({
      argv: args,
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, ...env },
      stdout,
      stderr,
      interactive: false,
      readInput: async () => input,
      async *input() {
        yield input
      },
      git: (given) => runGit(folder, given),
      confirm: async (question) => {
        asked.push(question)
        return answer
      },
      onInterrupt,
      every,
      onKey: () => undefined,
    })
    return { code, stdout: stdout.text(), stderr: stderr.text(), ...(asked.length > 0 && { question: asked.join('\n') }) }
  }
  const bench: Bench = {
    folder,
    bin,
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    files: () => list(folder, ''),
    run: (...args) => runHere(args, {}),
    runWith: (around, ...args) => runHere(args, around),
    runInterrupted: (begun, ...args) =>
      runHere(
        args,
        {},
        {
          onInterrupt(handler) {
            begun(handler)
            return () => {}
          },
        },
      ),
    async runWatched(use, ...args) {
      const [ticks, waiting] = [new Set<() => void>(), new Set<() => void>()]
      let [printed, interrupt] = ['', (): void => {}]
      const outcome = runHere(
        args,
        {},
        {
          onInterrupt(handler) {
            interrupt = handler
            return () => {}
          },
          every(_, action) {
            ticks.add(action)
            return () => void ticks.delete(action)
          },
          said(text) {
            printed += text
            for (const look of waiting) look()
          },
        },
      )
      const lines = (count: number): Promise<readonly string[]> =>
        new Promise((done, fail) => {
          const look = (): void => {
            const found = printed.split('\n').slice(0, -1)
            if (found.length >= count) done(found)
          }
          waiting.add(look)
          look()
          void outcome.then(({ stderr }) => fail(new Error(`it ended: ${stderr}`)), fail)
        })
      // What is watched only from then on is told by the first tick that somebody hears.
      const tick = (): void => {
        if (ticks.size === 0) setTimeout(tick, 5)
        for (const action of ticks) action()
      }
      await use({ tick, lines }).finally(() => interrupt())
      return outcome
    },
    spawn: ({ started, env = {} }, ...args) =>
      new Promise((done, fail) => {
        const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...env } })
        let [stdout, stderr] = ['', '']
        child.stdout.on('data', (chunk) => {
          stdout += chunk
        })
        child.stderr.on('data', (chunk) => {
          stderr += chunk
        })
        child.on('error', fail)
        child.on('close', (code) => done({ code, stdout, stderr }))
        child.stdin.end()
        started?.(child)
      }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
  for (const [path, text] of Object.entries(files)) bench.write(path, text)
  return bench
}

function createOutput(isTTY: boolean, said: (text: string) => void = () => {}): Output & { text(): string } {
  const parts: string[] = []
  const write = (text: string): void => {
    parts.push(text)
    said(text)
  }
  return { isTTY, write, text: () => parts.join('') }
}

function list(folder: string, prefix: string): string[] {
  return readdirSync(join(folder, prefix))
    .filter((name) => name !== '.apigen')
    .sort()
    .flatMap((name) => {
      const path = prefix === '' ? name : `${prefix}/${name}`
      return statSync(join(folder, path)).isDirectory() ? list(folder, path) : [path]
    })
}

/** A small spec that generates without a word. */
export const SMALL_SPEC = `openapi: 3.0.3
info:
  title: Small
  version: '1'
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters:
        - name: id
          in: path
          required: true
          schema: { type: string }
      responses:
        '200':
          description: A thing.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Thing' }
components:
  schemas:
    Thing:
      type: object
      required: [id]
      properties:
        id: { type: string }
`
