import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { isDeepStrictEqual } from 'node:util'
import { build } from 'esbuild'
import { createGateway } from '../../runtime/gateway/index.ts'
import { createMemoryStore } from '../../runtime/gateway/store/memory-store.ts'
import { openStore } from '../../runtime/gateway/store/open-store.ts'
import type { GatewayState } from '../../runtime/gateway/store/state.ts'
import { playCalls } from './play-calls.ts'
import { seeded } from './random.ts'

/** What killing a gateway again and again showed. */
export interface Kills {
  readonly calls: number
  readonly kills: number
  /** How often the call in flight was there after the kill, though nobody had been told. */
  readonly ahead: number
  /** What was wrong, if anything. */
  readonly broken: readonly string[]
}

/** Kills a gateway with SIGKILL at random moments of random calls until it was asked for so many of them. */
export async function proveKills(calls: number, seed: number): Promise<Kills> {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-kills-'))
  const directory = join(folder, 'state')
  const program = join(folder, 'killed-gateway.mjs')
  await build({
    entryPoints: [new URL('killed-gateway.ts', import.meta.url).pathname],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'bundle',
    // Bundled CommonJS asks for it.
    banner: { js: "import { createRequire as requireOfTest } from 'node:module'; const require = requireOfTest(import.meta.url);" },
    logLevel: 'error',
  })
  const random = seeded(seed)
  const broken: string[] = []
  let [answered, kills, ahead, state] = [0, 0, 0, await load(directory)]
  try {
    for (let round = seed * 1000; answered < calls && broken.length === 0; round += 1) {
      const wanted = 1 + Math.floor(random() * 60)
      const told = await killAfter(program, directory, round, wanted, random() * 6)
      kills += 1
      const after = await load(directory)
      const [here, next] = [await replay(state, round, told), await replay(state, round, told + 1)]
      if (isDeepStrictEqual(after, next) && !isDeepStrictEqual(after, here)) ahead += 1
      else if (!isDeepStrictEqual(after, here))
        broken.push(`round ${round}: after ${told} calls the state is neither that of before nor of after`)
      broken.push(...(await useless(directory)))
      state = after
      answered += told
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { calls: answered, kills, ahead, broken }
}

async function load(directory: string): Promise<GatewayState> {
  const store = await openStore(directory)
  const state = store.read()
  await store.close()
  return state
}

async function replay(from: GatewayState, seed: number, count: number): Promise<GatewayState> {
  const store = createMemoryStore(from)
  await playCalls(store, seed, count)
  return JSON.parse(JSON.stringify(store.read())) as GatewayState
}

/** Starts the program and kills it some milliseconds after it told of so many calls; how many it told of in the end. */
function killAfter(program: string, directory: string, seed: number, wanted: number, delayMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, directory, String(seed), '1000'], { stdio: ['ignore', 'pipe', 'pipe'] })
    let told = 0
    let failure = ''
    child.stderr.on('data', (chunk) => {
      failure += String(chunk)
    })
    createInterface({ input: child.stdout }).on('line', () => {
      told += 1
      if (told === wanted) setTimeout(() => child.kill('SIGKILL'), delayMs)
    })
    child.on('close', (_code, signal) =>
      signal === 'SIGKILL' ? resolve(told) : reject(new Error(`the gateway ended by itself: ${failure}`)),
    )
  })
}

/** What of a state does not export or is not served. */
async function useless(directory: string): Promise<string[]> {
  const gateway = await createGateway({ directory })
  const wrong: string[] = []
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
  const { item } = JSON.parse(text((await gateway.handle({ method: 'GET', path: '/restapis', query: 'limit=500' })).body)) as {
    item: { id: string }[]
  }
  for (const { id } of item) {
    const stages = JSON.parse(text((await gateway.handle({ method: 'GET', path: `/restapis/${id}/stages` })).body)) as {
      item: { stageName: string }[]
    }
    for (const { stageName } of stages.item) {
      const exported = await gateway.handle({ method: 'GET', path: `/restapis/${id}/stages/${stageName}/exports/oas30` })
      if (exported.status !== 200) wrong.push(`${id}/${stageName} does not export: ${text(exported.body)}`)
      const served = await gateway.handle({ method: 'GET', path: `/_aws/execute-api/${id}/${stageName}/pets` })
      // Whatever a random API answers, it is the API that answers: the control plane's refusals have no such header.
      if (!served.headers.some(([name]) => name.toLowerCase() === 'x-amz-apigw-id'))
        wrong.push(`${id}/${stageName} is not served: ${served.status} ${text(served.body)}`)
    }
  }
  await gateway.close()
  return wrong
}
