// Runs commands as whole processes, in turn, and says how long each took and how much memory it had at most.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

/**
 * @param {readonly { name: string, command: readonly string[], cwd?: string, env?: object }[]} commands Node programs without `node`
 * @param {{ node: string, runs: number }} options
 * @returns {{ name: string, seconds: number, min: number, max: number, mib: number, status: number | null, error: string }[]} medians
 */
export function measure(commands, { node, runs }) {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-bench-'))
  const probe = join(folder, 'probe.mjs')
  const peak = join(folder, 'peak')
  writeFileSync(
    probe,
    `import { writeFileSync } from 'node:fs'\nprocess.on('exit', () => writeFileSync(process.env.APIGEN_PEAK, String(process.resourceUsage().maxRSS)))\n`,
  )
  const results = commands.map(() => ({ seconds: [], mib: [], status: 0, error: '' }))
  for (let run = -1; run < runs; run++) {
    commands.forEach(({ command, cwd, env }, index) => {
      const started = performance.now()
      const { status, stderr, stdout } = spawnSync(node, ['--import', probe, ...command], {
        cwd,
        env: { ...process.env, ...env, APIGEN_PEAK: peak, NO_COLOR: '1' },
        encoding: 'utf8',
        timeout: 180_000,
        maxBuffer: 1 << 28,
      })
      const seconds = (performance.now() - started) / 1000
      const result = results[index]
      if (status !== 0) Object.assign(result, { status, error: `${stderr}${stdout}`.trim().split('\n')[0] ?? '' })
      // The first round warms the disk cache and counts for nothing.
      if (run < 0) return
      result.seconds.push(seconds)
      result.mib.push(Number(readFileSync(peak, 'utf8')) / 1024)
    })
  }
  rmSync(folder, { recursive: true, force: true })
  return commands.map(({ name }, index) => {
    const { seconds, mib, status, error } = results[index]
    return { name, seconds: median(seconds), min: Math.min(...seconds), max: Math.max(...seconds), mib: median(mib), status, error }
  })
}
