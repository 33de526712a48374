// How many requests a second the embedded gateway answers, beside a bare `node:http` server and `serverless-offline`, in one run.
// Usage: npm run build && node test/bench/load.mjs. The peer is measured where `npm install --legacy-peer-deps` was run in this folder.
// APIGEN_BENCH_REQUESTS (30000 each), APIGEN_BENCH_CONNECTIONS (32), APIGEN_BENCH_MEMORY (100000)
import { fork, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from './load-client.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const requests = Number(process.env.APIGEN_BENCH_REQUESTS ?? 30_000)
const connections = Number(process.env.APIGEN_BENCH_CONNECTIONS ?? 32)
const all = Number(process.env.APIGEN_BENCH_MEMORY ?? 100_000)

/** Starts one of our servers. `used` says MB after a collection, and microseconds of processor so far. */
function serve(name) {
  const child = fork(join(here, 'load-server.mjs'), [name], { execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const hear = () => new Promise((resolve) => child.once('message', resolve))
  return hear().then(({ port }) => ({
    port,
    async used() {
      child.send('used')
      return hear()
    },
    stop: () => child.kill(),
  }))
}

/** The peer, where it is installed. */
async function serveOffline() {
  const program = join(here, 'node_modules/osls/bin/serverless.js')
  if (!existsSync(program)) return undefined
  const port = 4599
  const child = spawn(process.execPath, [program, 'offline', '--httpPort', String(port), '--lambdaPort', '4598', '--noPrependStageInUrl'], {
    cwd: join(here, 'serverless-offline'),
    stdio: 'ignore',
    env: { ...process.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
  })
  for (let round = 0; round < 300; round++) {
    try {
      await fetch(`http://127.0.0.1:${port}/proxy/7`)
      return { port, stop: () => child.kill() }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  child.kill()
  throw new Error('serverless-offline does not listen')
}

const rows = []
async function measure(name, { port, used }, path, count = requests) {
  // What runs for the first time is compiled, and instances are started.
  await load({ port, path, requests: Math.ceil(count / 5), connections })
  const before = await used?.()
  const result = await load({ port, path, requests: count, connections })
  const after = await used?.()
  rows.push({ name, ...result, cpu: before && (after.cpu - before.cpu) / count })
}

const bare = await serve('bare')
await measure('bare node:http', bare, '/')
const apigen = await serve('apigen')
for (const path of ['/mock/7', '/proxy/7', '/custom/7']) await measure(`apigen ${path}`, apigen, path)
await measure('bare node:http, again', bare, '/')
bare.stop()
const offline = await serveOffline()
if (offline !== undefined) {
  await measure('serverless-offline /proxy/7', offline, '/proxy/7', Math.ceil(requests / 10))
  offline.stop()
}

await load({ port: apigen.port, path: '/proxy/7', requests: Math.ceil(all / 10), connections })
const before = await apigen.used()
await load({ port: apigen.port, path: '/proxy/7', requests: all - Math.ceil(all / 10), connections })
const after = await apigen.used()
apigen.stop()

const [first, , , , again] = rows
const mean = (key) => (first[key] + again[key]) / 2
const floor = { perSecond: mean('perSecond'), p99: mean('p99'), cpu: mean('cpu') }
console.log(`Node ${process.versions.node}, ${cpus().length} cores, ${connections} connections, ${requests} requests each\n`)
console.log('| server | requests/s | of bare | p50 ms | p99 ms | p99 of bare | CPU µs/request | of bare | not 200 |')
console.log('|---|---|---|---|---|---|---|---|---|')
for (const { name, perSecond, p50, p99, cpu, failed } of rows) {
  const cells = [
    name,
    perSecond.toFixed(0),
    (perSecond / floor.perSecond).toFixed(2),
    p50.toFixed(2),
    p99.toFixed(2),
    (p99 / floor.p99).toFixed(1),
    cpu?.toFixed(0) ?? '',
    cpu === undefined ? '' : (floor.cpu / cpu).toFixed(2),
    failed,
  ]
  console.log(`| ${cells.join(' | ')} |`)
}
for (const [what, key] of [
  ['Memory of the process', 'rss'],
  ["The gateway's own heap", 'heap'],
]) {
  const [first10, whole] = [before[key], after[key]]
  console.log(
    `${what} after ${all / 10} requests ${first10.toFixed(1)} MB, after ${all} ${whole.toFixed(1)} MB: ${(whole - first10).toFixed(1)} MB more.`,
  )
}
