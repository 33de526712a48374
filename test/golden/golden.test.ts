import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Diagnostic, sortDiagnostics } from '../../generator/base/diagnostic.ts'
import { type Json, printJson } from '../../generator/base/json.ts'
import { diskReader } from '../../generator/load/disk.ts'
import type { Reader } from '../../generator/load/reader.ts'
import type { FunctionSettings } from '../../generator/model/settings.ts'
import { checkSpec, generateFiles, readSpec } from '../../generator/pipeline.ts'

/**
 * Output of small cases, one folder a feature: `spec.yaml` (or, in the settings, the path of a spec of this repository), `settings.json`
 * (the targets that show the feature, all where it names none, and function settings), and `expected/` with the model, every generated file and what was reported. `npm run golden` writes them anew. Copied runtime
 * sources are listed and not repeated: they are tested where they live.
 */
const folder = dirname(fileURLToPath(import.meta.url))
const root = join(folder, '../..')
const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort()

/** The path under which a case knows its spec: the same in every checkout. */
const SPEC = 'spec.yaml'

function reader(name: string): Reader {
  return {
    read: async (file) => ({ text: readFileSync(join(folder, name, file), 'utf8') }),
    resolve: () => undefined,
    display: (file) => file,
  }
}

interface Settings {
  readonly spec?: string
  readonly targets?: readonly string[]
  readonly functions?: FunctionSettings
}

function settings(name: string): Settings {
  const file = join(folder, name, 'settings.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

function isCopied(path: string): boolean {
  return /^generated\/(.*\/)?(runtime|validation)\//.test(path)
}

function printed(diagnostic: Diagnostic): string {
  return `${diagnostic.severity} ${diagnostic.code} ${diagnostic.at?.pointer ?? ''}\n  ${diagnostic.message}\n`
}

describe.each(cases)('golden %s', (name) => {
  test('generates what it did', async () => {
    const reported: Diagnostic[] = []
    const report = (diagnostic: Diagnostic): void => {
      reported.push(diagnostic)
    }
    const { targets = [], functions = {}, spec: path } = settings(name)
    const spec =
      path === undefined
        ? await readSpec(SPEC, { reader: reader(name), functions }, report)
        : await readSpec(path, { reader: diskReader(dirname(path), root), functions }, report)
    if (!spec) throw new Error(reported.map(printed).join(''))
    const expected = join(folder, name, 'expected')
    const paths: string[] = []
    const kept = new Set(['model.json', 'files.txt', 'report.txt'])
    for await (const file of generateFiles(spec, targets, report)) {
      paths.push(`${file.owner === 'you' ? 'you   ' : 'apigen'} ${file.path}`)
      if (isCopied(file.path)) continue
      kept.add(file.path)
      await expect(file.text).toMatchFileSnapshot(join(expected, file.path))
    }
    await checkSpec(spec, report)
    await expect(printJson(spec.model as unknown as Json)).toMatchFileSnapshot(join(expected, 'model.json'))
    await expect(`${paths.sort().join('\n')}\n`).toMatchFileSnapshot(join(expected, 'files.txt'))
    await expect(sortDiagnostics(reported).map(printed).join('')).toMatchFileSnapshot(join(expected, 'report.txt'))
    // Snapshots are written when the run is over: a new case has no folder yet.
    const found = (existsSync(expected) ? readdirSync(expected, { recursive: true, withFileTypes: true }) : [])
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(expected.length + 1))
    expect(
      found.filter((path) => !kept.has(path)),
      `files that are no longer generated: remove them from ${expected}`,
    ).toEqual([])
  })
})
