// Runs commands as whole processes, in turn, and says how long each took, how much of a processor and how much memory it needed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

// Every Node process of a command says what it used when it ends: some peers do their work in a child.
const PROBE = `import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
if (isMainThread)
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
    writeFileSync(process.env.APIGEN_USED + '/' + process.pid, JSON.stringify({ mib: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1e6 }))
  })
`

/** The middle of a list of numbers. */
export const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

/**
 * @typedef {{ name: string, command: (out: string) => readonly string[], cwd?: string, expect?: number }} Command
 *   `command` is a Node program and its arguments; `out` is a folder that is new for each run
 * @typedef {{ name: string, wall: number, cpu: number, mib: number, low: number, high: number, failure: string, out: string }} Result
 *   medians in seconds and MiB; `low` and `high` of the seconds on the clock; `out` is the folder of the last run
 */

/**
 * All commands in turn, `runs` times after a round that counts for nothing: it warms the disk's cache.
 * @param {readonly Command[]} commands
 * @param {{ node: string, runs: number, folder: string }} options `folder` takes the output of all runs. It is the caller's to remove when
 *   everything is measured: a file system that has just freed thousands of files is slow to hand out new ones.
 * @returns {Result[]}
 */
export function measure(commands, { node, runs, folder }) {
  const probe = join(folder, 'probe.mjs')
  writeFileSync(probe, PROBE)
  const results = commands.map(() => ({ wall: [], cpu: [], mib: [], failure: '', out: '' }))
  for (let round = 0; round <= runs; round++) {
    commands.forEach(({ command, cwd, expect = 0 }, index) => {
      const result = results[index]
      const out = mkdtempSync(join(folder, 'out-'))
      const used = mkdtempSync(join(tmpdir(), 'apigen-used-'))
      const started = performance.now()
      const { status, stderr, stdout } = spawnSync(node, command(out), {
        cwd,
        env: { ...process.env, NODE_OPTIONS: `--import=${probe}`, APIGEN_USED: used, NO_COLOR: '1' },
        encoding: 'utf8',
        timeout: 300_000,
        maxBuffer: 1 << 28,
      })
      const wall = (performance.now() - started) / 1000
      const processes = readdirSync(used).map((name) => JSON.parse(readFileSync(join(used, name), 'utf8')))
      rmSync(used, { recursive: true })
      result.out = out
      if (status !== expect) result.failure = `exit ${status}: ${`${stderr}${stdout}`.trim().split('\n')[0] ?? ''}`
      if (round === 0) return
      result.wall.push(wall)
      result.cpu.push(processes.reduce((sum, { cpu }) => sum + cpu, 0))
      result.mib.push(Math.max(0, ...processes.map(({ mib }) => mib)))
    })
  }
  return commands.map(({ name }, index) => {
    const { wall, cpu, mib, failure, out } = results[index]
    return { name, wall: median(wall), cpu: median(cpu), mib: median(mib), low: Math.min(...wall), high: Math.max(...wall), failure, out }
  })
}
