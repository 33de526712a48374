import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file below `runtime/gateway/lambda` that another thread or process runs, from the sources as well as from any place in the build. */
export function programFile(name: string): string {
  const start = dirname(fileURLToPath(import.meta.url))
  const program = join('runtime/gateway/lambda', name)
  for (let folder = start; ; folder = dirname(folder)) {
    for (const candidate of [join(folder, program), join(folder, 'dist', program)]) if (existsSync(candidate)) return candidate
    if (folder === dirname(folder)) break
  }
  throw new Error(`${program} is not built: run "npm run build"`)
}
