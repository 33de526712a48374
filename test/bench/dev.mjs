// How long `apigen dev` takes to its first answer, beside `serverless-offline`, and how long a saved file takes to be served while requests
// go on. Usage: npm run build && node test/bench/dev.mjs [start] [swap]. The peer is measured where `npm install --legacy-peer-deps` was
// run in this folder. APIGEN_BENCH_RUNS (7 starts), APIGEN_BENCH_SWAPS (10 of each kind), APIGEN_BENCH_RATE (200 requests a second)
import { cpus } from 'node:os'
import { starts } from './dev-start.mjs'
import { swaps } from './dev-swap.mjs'

const wanted = process.argv.length > 2 ? process.argv.slice(2) : ['start', 'swap']
console.log(`Node ${process.versions.node}, ${cpus().length} cores. Milliseconds.`)

if (wanted.includes('start')) {
  const rows = await starts(Number(process.env.APIGEN_BENCH_RUNS ?? 7))
  print('start to the first answer', ['median', 'fastest', 'slowest'], rows)
}
if (wanted.includes('swap')) {
  const options = { times: Number(process.env.APIGEN_BENCH_SWAPS ?? 10), rate: Number(process.env.APIGEN_BENCH_RATE ?? 200) }
  for (const esbuild of [true, false]) {
    const { rows, requests, lost, slowest } = await swaps({ ...options, esbuild })
    print(`saved to served, ${esbuild ? 'with esbuild' : 'without esbuild'}`, ['median', 'fastest', 'slowest'], rows)
    console.log(`${requests} requests meanwhile, ${lost} lost; the slowest took ${slowest.toFixed(0)} ms.`)
  }
}

/**
 * @param {string} title
 * @param {readonly string[]} head
 * @param {readonly { name: string, times: readonly number[] }[]} rows
 */
function print(title, head, rows) {
  console.log(`\n| ${title} | ${head.join(' | ')} |\n|---|${head.map(() => '---').join('|')}|`)
  for (const { name, times } of rows) {
    const sorted = [...times].sort((a, b) => a - b)
    const cells = [sorted[Math.floor(sorted.length / 2)], sorted[0], sorted.at(-1)].map((time) => time.toFixed(0))
    console.log(`| ${name} | ${cells.join(' | ')} |`)
  }
}
