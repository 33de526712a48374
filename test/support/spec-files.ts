import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Every spec below a folder, sorted, by its path there. */
export function specFiles(folder: string): string[] {
  const found: string[] = []
  const walk = (at: string): void => {
    for (const name of readdirSync(at).sort()) {
      const path = join(at, name)
      if (statSync(path).isDirectory()) walk(path)
      else if (/\.(ya?ml|json)$/.test(name)) found.push(relative(folder, path).replaceAll('\\', '/'))
    }
  }
  walk(folder)
  return found
}
