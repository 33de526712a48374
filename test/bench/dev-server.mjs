// A project in a folder of its own, and `apigen dev` on it.
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * A copy of the petstore; `esbuild` says whether the project has it.
 * @param {boolean} esbuild
 */
export function project(esbuild) {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-bench-dev-'))
  for (const name of ['apigen.config.yaml', 'openapi.yaml', 'package.json', 'generated', 'handlers', 'src'])
    cpSync(join(root, 'examples/petstore', name), join(folder, name), { recursive: true })
  if (esbuild) {
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(join(root, 'node_modules/esbuild'), join(folder, 'node_modules/esbuild'))
  }
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/**
 * Starts a program, and resolves when a path of it is answered with 200.
 * @param {{ args: readonly string[], cwd: string, port: number, path: string, env?: NodeJS.ProcessEnv }} options
 */
export async function startServer({ args, cwd, port, path, env = {} }) {
  const began = performance.now()
  const child = spawn(process.execPath, args, { cwd, stdio: 'ignore', env: { ...process.env, ...env } })
  const ended = new Promise((done) => child.once('exit', done))
  while ((await ask(port, path)).status !== 200) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended`)
    await new Promise((done) => setTimeout(done, 2))
  }
  return {
    milliseconds: performance.now() - began,
    async stop() {
      child.kill('SIGINT')
      await ended
    },
  }
}

/** `apigen dev` on a project. */
export function startDev(folder, port, path) {
  return startServer({ args: [join(root, 'dist/bin.js'), 'dev', '--port', String(port)], cwd: folder, port, path })
}

const agent = new Agent({ keepAlive: true })

/**
 * One request: its status, 0 where there was no answer.
 * @returns {Promise<{ status: number, body: string }>}
 */
export function ask(port, path) {
  return new Promise((done) => {
    const request = get({ host: '127.0.0.1', port, path, agent }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text) => {
        body += text
      })
      response.on('end', () => done({ status: response.statusCode ?? 0, body }))
    })
    request.on('error', (error) => done({ status: 0, body: error.message }))
  })
}
