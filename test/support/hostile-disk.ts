import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBench } from './cli.ts'
import { everywhere, hostileSpec } from './hostile.ts'

/** Where generated files may be; the handlers are the user's, in the output folder as well. */
const INSIDE = /^project\/out\/(generated|handlers)\/[A-Za-z0-9._/-]+$/

/** Generates into a folder from a spec with a text at some places, and says what of it lies elsewhere, or why there is nothing. */
export async function landsOutside(places: readonly string[], text: string): Promise<string[]> {
  const bench = createBench({ 'project/hostile.json': JSON.stringify(hostileSpec(everywhere(places, text))), 'above.txt': '' })
  const around = readdirSync(tmpdir())
  try {
    const { code, stderr } = await bench.run('generate', 'project/hostile.json', '--output', 'project/out')
    const problems = code === 0 ? [] : [`apigen generate ends with ${code}: ${stderr}`]
    const files = bench.files().filter((path) => path !== 'project/hostile.json' && path !== 'above.txt')
    if (files.length < 50) problems.push(`only ${files.length} files were written`)
    problems.push(...files.filter((path) => !INSIDE.test(path)).map((path) => `${path} lies outside`))
    const marks = readdirSync(tmpdir()).filter((name) => name.includes('APIGEN_PWNED') && !around.includes(name))
    if (existsSync(join(bench.folder, '../APIGEN_PWNED'))) marks.push('../APIGEN_PWNED')
    return [...problems, ...marks.map((name) => `${name} appeared`)]
  } finally {
    bench.close()
  }
}
