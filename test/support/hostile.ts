import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { memoryReader } from '../../generator/load/reader.ts'
import type { OutputFile } from '../../generator/model/output.ts'
import { generateFiles, readSpec } from '../../generator/pipeline.ts'
import { type Draft, positions } from './hostile-positions.ts'
import { identifiers, skeleton } from './skeleton.ts'

/** One hostile text, and where known, an engine and a template in which it does harm. */
export interface Payload {
  readonly id: string
  readonly class: string
  readonly value: string
  readonly control?: { readonly engine: string; readonly template: string | null; readonly fires?: string }
}

/** The payloads that are texts; the others are whole documents and belong to the tests of `load` and `normalize`. */
export function textPayloads(file: string): readonly Payload[] {
  const { payloads } = JSON.parse(readFileSync(file, 'utf8')) as { payloads: { value: unknown }[] }
  return payloads.filter((payload) => typeof payload.value === 'string') as Payload[]
}

const petstore: Draft = parse(readFileSync(fileURLToPath(new URL('../../specs/petstore.yaml', import.meta.url)), 'utf8'))

/** The targets whose output holds text of the spec as code or data; openapi-typescript is slow and has a test of its own. */
const targets = [
  'types',
  'validators',
  'handlers-typescript',
  'templates',
  'policies',
  'gateway',
  'public',
  'client-typescript',
  'client-javascript',
]

/** Everything generated for the petstore with a text at one place (or at all of them); undefined when the spec is unreadable. */
export async function generateWith(
  place: string | 'everywhere',
  text: string,
  only: readonly string[] = targets,
): Promise<readonly OutputFile[] | undefined> {
  const spec = structuredClone(petstore)
  for (const [name, put] of positions) if (place === 'everywhere' || place === name) put(spec, text)
  const reported: unknown[] = []
  const read = await readSpec('petstore.json', { reader: memoryReader({ 'petstore.json': JSON.stringify(spec) }) }, (diagnostic) =>
    reported.push(diagnostic),
  )
  if (!read) {
    if (reported.length === 0) throw new Error('refused without a word')
    return undefined
  }
  const files: OutputFile[] = []
  for await (const file of generateFiles(read, only, () => {})) files.push(file)
  return files
}

/** A harmless text of the same build: every character that means something to a path or a template stays, all others become letters. */
export function twin(text: string): string {
  return [...text]
    .map((char) => (/[{}/+.:,\s]/.test(char) && char.charCodeAt(0) < 128 ? (/[\n\r\t\v\f]/.test(char) ? ' ' : char) : 'q'))
    .join('')
}

/** What is wrong with the files generated for a text at a place; empty when nothing is, or when the spec was refused. */
export async function escapesOf(place: string, text: string): Promise<string[]> {
  const files = await generateWith(place, text)
  if (files === undefined) return []
  const problems = [...badNames(files), ...badJson(files)]
  // A pattern decides what code checks it (none, a search, an expression), so no other pattern is its twin. What it may not do is
  // name anything that the checks of all kinds of patterns do not name.
  if (/pattern/i.test(place)) {
    const known = (await Promise.all(PATTERNS.map((pattern) => generateWith(place, pattern)))).map((some) => namesIn(some ?? []))
    for (const name of namesIn(files)) if (!known.some((names) => names.has(name))) problems.push(`names ${JSON.stringify(name)}`)
    for (const shape of files.filter(isCode).map(shapeOf)) if (shape.includes('does not parse')) problems.push(shape)
    return problems
  }
  return [...problems, ...otherShapes(files, (await generateWith(place, twin(text))) ?? [])]
}

/** One pattern for each way of checking one. */
const PATTERNS = [
  '',
  'plain',
  '^start',
  'end$',
  '^whole$',
  '^[a-z]+$',
  '(a|b)*c',
  '\\d{3}',
  '(?<=a)b',
  'a(?=b)',
  '[',
  '(a+)+$',
  '^(.*a){12}$',
  '\\p{L}',
  '.',
  '^.{1,5}$',
  '(?i)a',
]

function badNames(files: readonly OutputFile[]): string[] {
  const problems: string[] = []
  for (const { path } of files) {
    const parts = path.split('/')
    const bad = !/^[A-Za-z0-9._/-]+$/.test(path) || parts.some((part) => part === '' || part === '.' || part === '..' || part.length > 100)
    if (bad) problems.push(`path ${JSON.stringify(path)}`)
  }
  if (new Set(files.map(({ path }) => path.toLowerCase())).size !== files.length) problems.push('two files have one name')
  return problems
}

function badJson(files: readonly OutputFile[]): string[] {
  return files
    .filter(({ path }) => path.endsWith('.json'))
    .flatMap(({ path, text }) => {
      try {
        JSON.parse(text)
        return []
      } catch {
        return [`${path} is not JSON`]
      }
    })
}

const isCode = ({ path }: OutputFile): boolean => /\.[tj]s$/.test(path)

function namesIn(files: readonly OutputFile[]): ReadonlySet<string> {
  return new Set(files.filter(isCode).flatMap(({ path, text }) => [...identifiers(text, path)]))
}

function otherShapes(files: readonly OutputFile[], twins: readonly OutputFile[]): string[] {
  const [shapes, wanted] = [files, twins].map((list) => list.filter(isCode).map(shapeOf)) as [string[], string[]]
  const missing = difference(wanted, shapes)
  const problems = difference(shapes, wanted).map((shape, index) => {
    const other = missing[index]
    return `${shape.slice(0, shape.indexOf(' '))} has another shape than ${other?.slice(0, other.indexOf(' ')) ?? 'nothing'}`
  })
  if (shapes.length < wanted.length) problems.push(`${wanted.length - shapes.length} files are missing`)
  return problems
}

/** Files are compared by folder, as a multiset: their names follow the text. */
function shapeOf({ path, text }: OutputFile): string {
  const folder = path.slice(0, path.lastIndexOf('/'))
  try {
    return `${folder}/ ${skeleton(text, path)}`
  } catch (error) {
    return `${path} ${(error as Error).message}`
  }
}

function difference(a: readonly string[], b: readonly string[]): string[] {
  const rest = new Map<string, number>()
  for (const item of b) rest.set(item, (rest.get(item) ?? 0) + 1)
  return a.filter((item) => {
    const count = rest.get(item) ?? 0
    rest.set(item, count - 1)
    return count <= 0
  })
}
