import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalog, type DiagnosticCode } from '../../generator/base/catalog.ts'
import type { Diagnostic, SourceRef } from '../../generator/base/diagnostic.ts'
import { sortDiagnostics } from '../../generator/base/diagnostic.ts'
import { lint } from '../../generator/lint/lint.ts'
import { rules } from '../../generator/lint/rules.ts'
import { load } from '../../generator/load/load.ts'
import { createLocator } from '../../generator/load/locate.ts'
import { memoryReader } from '../../generator/load/reader.ts'
import { normalize } from '../../generator/normalize/normalize.ts'

const here = import.meta.dirname
const root = resolve(here, '../..')

/** Groups whose codes all have a fixture here: what load, normalize and the rules find. */
const GROUPS = ['load', 'normalize', 'contract', 'gateway', 'lambda', 'security', 'templates']

/** Codes without a fixture, and where they are tested instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'templates/size': 'its fixture would have 300 KB: test/unit/lint/lint.test.ts',
}

const folders = GROUPS.flatMap((group) =>
  existsSync(join(here, group)) ? readdirSync(join(here, group)).map((name) => `${group}/${name}`) : [],
)

async function diagnosticsOf(folder: string): Promise<{ readonly text: string; readonly found: readonly Diagnostic[] }> {
  const files: Record<string, string> = {}
  for (const name of readdirSync(join(here, folder))) {
    if (name !== 'expected.txt') files[name] = readFileSync(join(here, folder, name), 'utf8')
  }
  const spec = Object.keys(files).find((name) => name.startsWith('spec.')) ?? 'spec.yaml'
  const found: Diagnostic[] = []
  const report = (diagnostic: Diagnostic): void => void found.push(diagnostic)
  const loaded = await load(spec + (files['pointer.txt'] ?? '').trim(), { reader: memoryReader(files) }, report)
  const document = loaded && normalize(loaded, report)
  if (document) lint(document, report)
  const locate = createLocator({
    files: loaded?.files ?? { [spec]: { text: files[spec] ?? '', syntax: spec.endsWith('.json') ? 'json' : 'yaml' } },
  })
  const place = (at: SourceRef | undefined): string => {
    const position = at && locate(at)
    return position ? `${at.file}:${position.line}:${position.column}+${position.length}` : 'nowhere'
  }
  const lines = sortDiagnostics(found).flatMap((diagnostic) => [
    `${diagnostic.severity} ${diagnostic.code} ${place(diagnostic.at)}`,
    `  ${diagnostic.message}`,
    ...(diagnostic.help === undefined ? [] : [`  help: ${diagnostic.help}`]),
    ...(diagnostic.related ?? []).map((item) => `  ${place(item.at)} ${item.message}`),
  ])
  return { text: `${lines.join('\n')}\n`, found }
}

describe('every diagnostic', () => {
  it.each(folders)('%s says what it found and where', async (folder) => {
    const { text, found } = await diagnosticsOf(folder)
    expect(found.map((diagnostic) => diagnostic.code)).toContain(folder)
    await expect(text).toMatchFileSnapshot(join(here, folder, 'expected.txt'))
  })
})

describe('the registry', () => {
  const codes = Object.keys(catalog).filter((code) => GROUPS.includes(code.split('/')[0] ?? ''))

  it('has a fixture for every code and a code for every fixture', () => {
    const missing = codes.filter((code) => !folders.includes(code) && !Object.hasOwn(ELSEWHERE, code))
    expect(missing).toEqual([])
    expect(folders.filter((folder) => !Object.hasOwn(catalog, folder))).toEqual([])
    expect(Object.keys(ELSEWHERE).filter((code) => folders.includes(code) || !Object.hasOwn(catalog, code))).toEqual([])
  })

  it('has one file for every rule, named after its code, and one rule for every code of the rule groups', () => {
    const groups = ['contract', 'gateway', 'lambda', 'security', 'templates']
    const files = groups.flatMap((group) =>
      readdirSync(join(root, 'generator/lint', group))
        .filter((name) => statSync(join(root, 'generator/lint', group, name)).isFile())
        .map((name) => `${group}/${name.replace(/\.ts$/, '')}`),
    )
    const ruled: string[] = rules.map((rule) => rule.code)
    expect([...ruled].sort()).toEqual(files.sort())
    expect(new Set(ruled).size).toBe(ruled.length)
    // `x-apigen-allow` is judged when all rules have spoken, so no rule can do it.
    const unruled = codes.filter((code) => groups.includes(code.split('/')[0] ?? '') && !ruled.includes(code))
    expect(unruled).toEqual(['contract/unused-allow'])
  })

  it.each(codes)('%s explains itself', (code) => {
    const entry = catalog[code as DiagnosticCode]
    for (const text of [entry.title, entry.cause, entry.fix]) expect(text).toMatch(/^([A-Z`]|apigen ).*[.?)]$/s)
    if (entry.stops !== undefined) expect(entry.severity).toBe('error')
    if (entry.severity === 'error') expect(entry.stops).toBeDefined()
  })
})
