import { readFileSync } from 'node:fs'
import { conformance } from './conformance.ts'

/** One real spec, as the index describes it. */
export interface CorpusSpec {
  readonly slug: string
  readonly file: string
  readonly kind: string
  readonly group: 'apigw' | 'general'
  readonly parses: boolean
}

/** The index of the corpus; empty where it is not on this machine. */
export function corpusIndex(): readonly CorpusSpec[] {
  const index = conformance('corpus', 'index.jsonl')
  if (index === undefined) return []
  return readFileSync(index, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CorpusSpec)
}

/** The 301 annotated specs that a user could have: those that parse and are no fragment. */
export function annotatedSpecs(): readonly CorpusSpec[] {
  return corpusIndex().filter(({ group, parses, kind }) => group === 'apigw' && parses && kind !== 'fragment')
}

/** Where a spec of the corpus stands. */
export function corpusFile(spec: CorpusSpec): string {
  return conformance('corpus', spec.file) ?? spec.file
}
