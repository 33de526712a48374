import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = 'runtime/gateway/lambda/node-executor.js'

/** The built program of a function's process, from the sources as well as from any place in the build. */
export function executorProgram(): string {
  const start = dirname(fileURLToPath(import.meta.url))
  for (let folder = start; ; folder = dirname(folder)) {
    for (const candidate of [join(folder, program), join(folder, 'dist', program)]) if (existsSync(candidate)) return candidate
    if (folder === dirname(folder)) break
  }
  throw new Error(`${program} is not built: run "npm run build"`)
}
