import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url))

/** How a run of the command line ended. */
export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder of a test, with the command line in it. `close` removes it. */
export interface Bench {
  readonly folder: string
  write(path: string, text: string | Uint8Array): void
  read(path: string): string
  /** All files below, sorted, without `.apigen`. */
  files(): readonly string[]
  run(...args: readonly string[]): Promise<Outcome>
  /** Runs with more of the environment, or with standard input. */
  runWith(
    options: { readonly env?: Readonly<Record<string, string>>; readonly input?: string; readonly started?: (child: ChildProcess) => void },
    ...args: readonly string[]
  ): Promise<Outcome>
  close(): void
}

/** Makes a folder with some files. */
export function createBench(files: Readonly<Record<string, string>> = {}): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-scenario-'))
  const bench: Bench = {
    folder,
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    files: () => list(folder, ''),
    run: (...args) => bench.runWith({}, ...args),
    runWith: ({ env = {}, input, started }, ...args) =>
      new Promise((done, fail) => {
        const { NO_COLOR, FORCE_COLOR, APIGEN_SPEC, APIGEN_OUTPUT, ...clean } = process.env
        void [NO_COLOR, FORCE_COLOR, APIGEN_SPEC, APIGEN_OUTPUT]
        const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: { ...clean, ...env } })
        let [stdout, stderr] = ['', '']
        child.stdout.on('data', (chunk) => {
          stdout += chunk
        })
        child.stderr.on('data', (chunk) => {
          stderr += chunk
        })
        child.on('error', fail)
        child.on('close', (code) => done({ code, stdout, stderr }))
        child.stdin.end(input ?? '')
        started?.(child)
      }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
  for (const [path, text] of Object.entries(files)) bench.write(path, text)
  return bench
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
