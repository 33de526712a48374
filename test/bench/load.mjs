// How many requests a second the embedded gateway answers, beside a bare `node:http` server and `serverless-offline`, in one run; and how long
// a request takes where all of them get the same number a second, a third of what the slowest integration can do. The first figures are
// taken with every server as busy as it can be: there a request waits for all others, so that its time says again how many there are a second
// (connections / requests a second at least), and p99 cannot be nearer to the bare server's than those are. The second say what a client
// notices. Their times count from when a request was to be sent.
// Usage: npm run build && node test/bench/load.mjs. The peer is measured where `npm install --legacy-peer-deps` was run in this folder.
// APIGEN_BENCH_REQUESTS (30000 each), APIGEN_BENCH_CONNECTIONS (32), APIGEN_BENCH_ROUNDS (9), APIGEN_BENCH_MEMORY (100000)
import { fork, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load, offer } from './load-client.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const requests = Number(process.env.APIGEN_BENCH_REQUESTS ?? 30_000)
const connections = Number(process.env.APIGEN_BENCH_CONNECTIONS ?? 32)
const rounds = Number(process.env.APIGEN_BENCH_ROUNDS ?? 9)
const all = Number(process.env.APIGEN_BENCH_MEMORY ?? 100_000)

/**
 * Starts one of our servers. `cpu` says microseconds of processor so far, `memory` MB after a collection. The two are apart since a forced
 * collection throws compiled code away: with one before each round, rounds of a few thousand requests measured little but compiling it again.
 */
function serve(name) {
  const child = fork(join(here, 'load-server.mjs'), [name], { execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const hear = () => new Promise((resolve) => child.once('message', resolve))
  const ask = (what) => {
    child.send(what)
    return hear()
  }
  return hear().then(({ port }) => ({
    port,
    cpu: () => ask('cpu'),
    memory: () => ask('memory'),
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

/** What runs for the first time is compiled, and instances are started. */
async function warmUp({ port }, path, count) {
  await load({ port, path, requests: count, connections })
}

async function once({ port, cpu }, path, count) {
  const before = await cpu?.()
  const result = await load({ port, path, requests: count, connections })
  const after = await cpu?.()
  return { ...result, cpu: before === undefined ? undefined : (after - before) / count }
}

/** The same number of requests a second for each of them, in turn, round by round. */
async function measureOffered(subjects, rate) {
  const results = subjects.map(() => [])
  for (let round = 0; round < rounds; round++)
    for (const [index, { server, path, count }] of subjects.entries())
      results[index].push(await offer({ port: server.port, path, requests: Math.ceil(count / 3 / rounds), connections, rate }))
  return subjects.map(({ name }, index) => {
    const of = (key) => median(results[index].map((result) => result[key]))
    return { name, p50: of('p50'), p99: of('p99'), failed: results[index].reduce((sum, { failed }) => sum + failed, 0) }
  })
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

/** Measures subjects in turn, round by round, and takes the middle of each figure: what else the machine does meets all of them alike. */
async function measure(subjects) {
  for (const { server, path, count } of subjects) await warmUp(server, path, Math.ceil(count / 5))
  const results = subjects.map(() => [])
  for (let round = 0; round < rounds; round++)
    for (const [index, { server, path, count }] of subjects.entries())
      results[index].push(await once(server, path, Math.ceil(count / rounds)))
  return subjects.map(({ name }, index) => {
    const of = (key) => median(results[index].map((result) => result[key]))
    const failed = results[index].reduce((sum, result) => sum + result.failed, 0)
    const cpu = results[index][0].cpu === undefined ? undefined : of('cpu')
    return { name, perSecond: of('perSecond'), p50: of('p50'), p99: of('p99'), cpu, failed }
  })
}

const bare = await serve('bare')
const apigen = await serve('apigen')
const offline = await serveOffline()
const ours = [
  { name: 'bare node:http', server: bare, path: '/', count: requests },
  ...['/mock/7', '/proxy/7', '/custom/7'].map((path) => ({ name: `apigen ${path}`, server: apigen, path, count: requests })),
]
const rows = await measure([
  ...ours,
  ...(offline === undefined
    ? []
    : [{ name: 'serverless-offline /proxy/7', server: offline, path: '/proxy/7', count: Math.ceil(requests / 10) }]),
])
const rate = Math.round(Math.min(...rows.slice(0, ours.length).map(({ perSecond }) => perSecond)) / 3)
// serverless-offline could not follow.
const offered = await measureOffered(ours, rate)
bare.stop()
offline?.stop()

await load({ port: apigen.port, path: '/proxy/7', requests: Math.ceil(all / 10), connections })
const before = await apigen.memory()
await load({ port: apigen.port, path: '/proxy/7', requests: all - Math.ceil(all / 10), connections })
const after = await apigen.memory()
apigen.stop()

const [floor] = rows
console.log(
  `Node ${process.versions.node}, ${cpus().length} cores, ${connections} connections, ${requests} requests each in ${rounds} rounds, medians\n`,
)
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
console.log(`\nAt ${rate} requests a second for each:\n`)
console.log('| server | p50 ms | of bare | p99 ms | of bare | not 200 |')
console.log('|---|---|---|---|---|---|')
for (const { name, p50, p99, failed } of offered) {
  const [bareRow] = offered
  const cells = [name, p50.toFixed(2), (p50 / bareRow.p50).toFixed(1), p99.toFixed(2), (p99 / bareRow.p99).toFixed(1), failed]
  console.log(`| ${cells.join(' | ')} |`)
}
console.log()
for (const [what, key] of [
  ['Memory of the process', 'rss'],
  ["The gateway's own heap", 'heap'],
]) {
  const [first10, whole] = [before[key], after[key]]
  console.log(
    `${what} after ${all / 10} requests ${first10.toFixed(1)} MB, after ${all} ${whole.toFixed(1)} MB: ${(whole - first10).toFixed(1)} MB more.`,
  )
}
