import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as esbuild from 'esbuild'
import type { OutputFile } from '../../generator/model/output.ts'

/** Generated files, and the name that problems with them are reported under. */
export interface Execution {
  readonly id: string
  readonly files: readonly OutputFile[]
}

/**
 * Runs generated code: all clients, validators and handlers of an entry become one module, a child process imports it and calls
 * whatever it exports. Says what did not bundle or load, what text became code, and which files appeared.
 */
export async function executeAll(executions: readonly Execution[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-hostile-'))
  try {
    const problems: string[] = []
    for (const [index, { id, files }] of executions.entries()) {
      try {
        writeFileSync(join(folder, `${index}.mjs`), await bundle(files))
      } catch (error) {
        problems.push(`${id}: does not bundle: ${(error as Error).message}`)
      }
    }
    const modules = readdirSync(folder)
    writeFileSync(join(folder, 'run.mjs'), RUN)
    const { stdout, stderr } = spawnSync(process.execPath, ['run.mjs', ...modules], { cwd: folder, encoding: 'utf8', timeout: 600_000 })
    const report = /^REPORT (.*)$/m.exec(stdout)?.[1]
    if (report === undefined) return [...problems, `the child process ended early: ${stderr.slice(0, 2000)}`]
    for (const { module, problem } of JSON.parse(report) as { module: string; problem: string }[]) {
      problems.push(`${executions[Number.parseInt(module, 10)]?.id}: ${problem}`)
    }
    const left = readdirSync(folder).filter((name) => name !== 'run.mjs' && !modules.includes(name))
    return [...problems, ...left.map((name) => `the file ${name} appeared`)]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Nothing leaves the process: `fetch` answers at once, and what generated code logs goes nowhere. */
const RUN = `
const problems = []
let called = 0
for (const level of ['error', 'warn', 'info', 'debug', 'trace']) console[level] = () => {}
const context = { awsRequestId: 'r', functionName: 'f', invokedFunctionArn: 'arn', getRemainingTimeInMillis: () => 1 }
const client = { baseUrl: 'https://api.invalid', fetch: async () => new Response('{}'), retry: { attempts: 1 } }
const events = [
  [client, {}],
  [client, { body: {}, pet: {}, petId: 1, categoryId: 'a' }],
  [{ resource: '/pets', path: '/pets', httpMethod: 'GET', headers: {}, requestContext: {}, body: null }, context],
  [{ type: 'TOKEN', authorizationToken: 'x', methodArn: 'arn:aws:execute-api:a:1:b/c/GET/pets' }, context],
  ['text', {}, ''],
  [{ name: 'text', kind: 'text', species: 'cat', id: 1 }, '', []],
]
const visit = async (value, depth) => {
  if (typeof value === 'function') {
    for (const given of events) {
      called++
      try { await value(...given) } catch {}
    }
  } else if (typeof value === 'object' && value !== null && depth < 4) {
    for (const key of Reflect.ownKeys(value)) await visit(value[key], depth + 1)
  }
}
for (const module of process.argv.slice(2)) {
  called = 0
  try {
    await visit(await import('./' + module), 0)
    if (called < 100) problems.push({ module, problem: 'only ' + called + ' calls were made' })
  } catch (error) {
    problems.push({ module, problem: 'does not load: ' + error })
  }
  const fired = Object.getOwnPropertyNames(globalThis).filter((name) => /PWNED/.test(name))
  if (fired.length > 0 || ({}).polluted !== undefined) problems.push({ module, problem: 'text became code' })
  for (const name of fired) delete globalThis[name]
}
console.log('REPORT ' + JSON.stringify(problems))
process.exit(0)
`

/** The generated modules; those that are the same in every output are loaded by them, and not called. */
const isEntry = ({ path }: OutputFile): boolean => /\.[tj]s$/.test(path) && !/\.d\.ts$|\/(runtime|validation)\//.test(path)

/** In the place of vitest: runs what a test holds, whatever it finds. */
const RUNNER = `
export const test = { skipIf: () => (name, run) => void run({ skip() {} }).catch(() => {}) }
export const expect = () => ({ toContain() {} })
`

async function bundle(files: readonly OutputFile[]): Promise<string> {
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const entries = files.filter(isEntry)
  const find = (path: string): string | undefined => [path, path.replace(/\.js$/, '.ts')].find((name) => texts.has(name))
  const built = await esbuild.build({
    stdin: { contents: entries.map(({ path }, index) => `export * as m${index} from ${JSON.stringify(`./${path}`)}`).join('\n') },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    treeShaking: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'generated',
        setup(build) {
          build.onResolve({ filter: /.*/ }, ({ path, importer }) => {
            if (path === 'vitest' && importer.startsWith('tests/')) return { path, namespace: 'runner' }
            const base = new URL(importer === '<stdin>' ? '' : importer, 'file:///')
            const found = path.startsWith('.') ? find(decodeURIComponent(new URL(path, base).pathname).slice(1)) : undefined
            // What generated code imports is generated too: anything else was put there.
            if (found === undefined) return { errors: [{ text: `imports ${JSON.stringify(path)}` }] }
            return { path: found, namespace: 'generated' }
          })
          build.onLoad({ filter: /.*/, namespace: 'runner' }, () => ({ contents: RUNNER, loader: 'js' }))
          build.onLoad({ filter: /.*/, namespace: 'generated' }, ({ path }) => ({
            contents: texts.get(path) ?? '',
            loader: path.endsWith('.js') ? 'js' : 'ts',
          }))
        },
      },
    ],
  })
  return built.outputFiles[0]?.text ?? ''
}
