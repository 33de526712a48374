// Everything a change has to pass: lint, types, build, fresh and the tests, one after another; stops at the first that fails.
import { spawnSync } from 'node:child_process'

for (const script of ['lint', 'types', 'fresh', 'test']) {
  const started = Date.now()
  console.log(`\n> npm run ${script}`)
  const result = spawnSync('npm', ['run', '--silent', script], { stdio: 'inherit', shell: process.platform === 'win32' })
  console.log(`  ${script}: ${((Date.now() - started) / 1000).toFixed(1)} s`)
  if (result.status !== 0) process.exit(result.status ?? 1)
}
