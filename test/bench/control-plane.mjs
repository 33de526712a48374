// What the control plane takes with many large APIs on disk beside a single one: times of calls, memory, and opening the directory again.
// Usage: npm run build && node test/bench/control-plane.mjs. APIGEN_BENCH_APIS (200), APIGEN_BENCH_RESOURCES (300 each)
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { median } from './measure.mjs'

const file = fileURLToPath(import.meta.url)
const apis = Number(process.env.APIGEN_BENCH_APIS ?? 200)
const resources = Number(process.env.APIGEN_BENCH_RESOURCES ?? 300)
const rounds = 20

/** A document whose every resource has a method with a parameter and a mock; the root is a resource as well. */
function documentOf(number) {
  const operation = (index) => ({
    operationId: `get${index}`,
    parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }],
    responses: { 200: { description: 'ok' } },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{"statusCode":200}' },
      responses: { default: { statusCode: '200' } },
    },
  })
  const paths = Array.from({ length: resources - 1 }, (_, index) => [`/r${index}`, { get: operation(index) }])
  return { openapi: '3.0.1', info: { title: `api ${number}`, version: '1' }, paths: Object.fromEntries(paths) }
}

/** Measures a gateway with so many APIs, in this process: milliseconds and MiB by name. */
async function measureGateway(count) {
  const { createGateway } = await import(resolve(dirname(file), '../../dist/runtime/gateway/index.js'))
  const directory = mkdtempSync(join(tmpdir(), 'apigen-bench-'))
  const gateway = await createGateway({ directory })
  const call = async (method, target, body) => {
    const [path, query = ''] = target.split('?')
    const bytes = body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(body))
    const answer = await gateway.handle({ method, path, query, headers: [], body: bytes })
    const text = Buffer.from(answer.body).toString()
    if (answer.status >= 300) throw new Error(`${method} ${target}: ${text}`)
    return text
  }
  const timed = async (times, action) => {
    const all = []
    for (let round = 0; round < times; round++) {
      const started = performance.now()
      await action(round)
      all.push(performance.now() - started)
    }
    return median(all)
  }
  // What is loaded with the first call is none of its cost.
  await call('POST', '/restapis?mode=import', { openapi: '3.0.1', info: { title: 'first', version: '1' }, paths: {} })
  const ids = []
  const imported = await timed(count, async (number) =>
    ids.push(JSON.parse(await call('POST', '/restapis?mode=import', documentOf(number))).id),
  )
  const deployed = await timed(count, (number) => call('POST', `/restapis/${ids[number]}/deployments`, { stageName: 'dev' }))
  const last = `/restapis/${ids.at(-1)}`
  const description = [{ op: 'replace', path: '/description', value: 'other' }]
  const figures = {
    'import, ms': imported,
    'deploy, ms': deployed,
    'list APIs, ms': await timed(rounds, () => call('GET', '/restapis?limit=500')),
    'list resources, ms': await timed(rounds, () => call('GET', `${last}/resources?limit=500&embed=methods`)),
    'export, ms': await timed(rounds, () => call('GET', `${last}/stages/dev/exports/oas30?extensions=apigateway`)),
    'put, ms': await timed(rounds, () => call('PUT', `${last}?mode=overwrite`, documentOf(0))),
    'patch, ms': await timed(rounds, () => call('PATCH', last, { patchOperations: description })),
    'invoke, ms': await timed(rounds, () => call('GET', `/_aws/execute-api/${ids.at(-1)}/dev/r7`)),
  }
  globalThis.gc?.()
  figures['heap, MiB'] = process.memoryUsage().heapUsed / 2 ** 20
  await gateway.close()
  const started = performance.now()
  const again = await createGateway({ directory })
  figures['open again, ms'] = performance.now() - started
  globalThis.gc?.()
  figures['heap again, MiB'] = process.memoryUsage().heapUsed / 2 ** 20
  await again.close()
  rmSync(directory, { recursive: true })
  return figures
}

if (process.argv[2] !== undefined) console.log(JSON.stringify(await measureGateway(Number(process.argv[2]))))
else {
  const run = (count) => JSON.parse(execFileSync(process.execPath, ['--expose-gc', file, String(count)], { encoding: 'utf8' }))
  const [one, many] = [run(1), run(apis)]
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}; medians of ${rounds} calls, APIs of ${resources} resources`)
  console.log(`${''.padEnd(20)}${'1 API'.padStart(10)}${`${apis} APIs`.padStart(10)}`)
  for (const [name, value] of Object.entries(one))
    console.log(`${name.padEnd(20)}${value.toFixed(1).padStart(10)}${many[name].toFixed(1).padStart(10)}`)
}
