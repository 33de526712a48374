// From the start of a program to its first answer.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { project, startDev, startServer } from './dev-server.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const offline = join(here, 'node_modules/osls/bin/serverless.js')

/**
 * Every program in turn, `runs` times after one that does not count.
 * @param {number} runs
 * @returns {Promise<readonly { name: string, times: number[] }[]>}
 */
export async function starts(runs) {
  const [withEsbuild, without] = [project(true), project(false)]
  const programs = [
    { name: 'apigen dev, a mock', start: (port) => startDev(withEsbuild, port, '/health') },
    { name: 'apigen dev, a TypeScript handler, esbuild in the project', start: (port) => startDev(withEsbuild, port, '/pets') },
    { name: 'apigen dev, a TypeScript handler, no esbuild', start: (port) => startDev(without, port, '/pets') },
    ...(existsSync(offline) ? [{ name: 'serverless-offline, a JavaScript handler', start: startOffline }] : []),
  ]
  const rows = programs.map(({ name, start }) => ({ name, start, times: [] }))
  for (let run = 0; run <= runs; run += 1) {
    for (const [index, { start, times }] of rows.entries()) {
      const server = await start(4600 + index)
      if (run > 0) times.push(server.milliseconds)
      await server.stop()
    }
  }
  return rows
}

function startOffline(port) {
  return startServer({
    args: [offline, 'offline', '--httpPort', String(port), '--lambdaPort', String(port + 100), '--noPrependStageInUrl'],
    cwd: join(here, 'serverless-offline'),
    port,
    path: '/proxy/7',
    env: { SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
  })
}
