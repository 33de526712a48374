import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conformance } from './conformance.ts'

/** One real or regression spec. */
export interface CorpusSpec {
  readonly file: string
  readonly name: string
  /** `apigw`: a real spec with API Gateway's extensions that parses and is whole. `general`: any other real one. */
  readonly group: 'apigw' | 'general' | 'torture' | 'large'
}

/** All specs of the corpus that parse, the torture files, and the large ones; none where the data is not there. */
export function corpusSpecs(): CorpusSpec[] {
  const index = conformance('corpus', 'index.jsonl')
  const specs: CorpusSpec[] = []
  for (const line of index === undefined ? [] : readFileSync(index, 'utf8').trim().split('\n')) {
    const row = JSON.parse(line) as { file: string; group: 'apigw' | 'general'; kind: string; parses: boolean }
    const file = conformance('corpus', row.file)
    if (row.parses && row.kind !== 'fragment' && file !== undefined) specs.push({ file, name: row.file, group: row.group })
  }
  for (const group of ['torture', 'large'] as const) {
    const folder = conformance(group)
    for (const name of folder === undefined ? [] : walk(folder, ''))
      specs.push({ file: join(folder ?? '', name), name: `${group}/${name}`, group })
  }
  return specs
}

function walk(folder: string, below: string): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = below === '' ? entry.name : `${below}/${entry.name}`
      return entry.isDirectory() ? walk(folder, name) : /\.(ya?ml|json)$/.test(name) ? [name] : []
    })
}
