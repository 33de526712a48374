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

/** All places but those that take an operation's function, its types or a schema out of the output when the text is no word they know. */
export const QUIET: readonly string[] = positions
  .map(([name]) => name)
  .filter((name) => !/^(integration\.|schema\.(type|const|\$ref)|identity|authorizerUri|authtype|discriminator)/.test(name))

/** The petstore with a text at one place, at some or at all. */
export function hostileSpec(place: string | readonly string[], text: string): Draft {
  const spec = structuredClone(petstore)
  for (const [name, put] of positions) if (place === 'everywhere' || [place].flat().includes(name)) put(spec, text)
  return spec
}

/** Everything generated for the petstore with a text at one place, at some or at all; undefined when the spec is unreadable. */
export async function generateWith(
  place: string | readonly string[],
  text: string,
  only: readonly string[] = targets,
): Promise<readonly OutputFile[] | undefined> {
  const spec = hostileSpec(place, text)
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

/**
 * A harmless text of the same build: what means something to a path or a template stays, and so does the dollar that makes braces a
 * late-bound value; all else becomes letters, equal where it was equal, so that two variables stay two. A star makes a range of a media
 * type: the twin has it at its end, where it can close no comment.
 */
export function twin(text: string): string {
  const runs = new Map<string, string>()
  const letters = (run: string): string => {
    const known = runs.get(run) ?? `q${runs.size || ''}`
    runs.set(run, known)
    return known
  }
  return text.replace(/[\n\r\t\v\f]+/g, ' ').replace(/(?:(?!\$\{)[^{}/+.:, ])+/gsu, letters) + (text.includes('*') ? '*' : '')
}

/** Words that mean something of their own at a place, as no other text does: their twin is the word. */
const WORDS: Readonly<Record<string, readonly string[]>> = { 'responses.<status>': ['default'] }

/** Says what is wrong with the files generated for a text at a place: nothing when nothing is, or when the spec was refused. */
export type Judge = (place: string, text: string) => Promise<string[]>

/** A judge that remembers what it has generated and parsed: most files are the same for all texts at a place. */
export function judgeOfEscapes(only: readonly string[] = targets): Judge {
  const shapes = remember(shapeOf)
  const names = remember(({ path, text }) => [...identifiers(text, path)].map((name) => name.replace(/^pattern_[0-9a-f]{8}$/, 'pattern_')))
  const twins = new Map<string, Promise<readonly OutputFile[]>>()
  const generateHarmless = (place: string, text: string): Promise<readonly OutputFile[]> => {
    const key = `${place}\0${text}`
    const known = twins.get(key) ?? generateWith(place, text, only).then((files) => files ?? [])
    twins.set(key, known)
    return known
  }
  return async (place, text) => {
    const files = await generateWith(place, text, only)
    if (files === undefined) return []
    const problems = [...badNames(files), ...badJson(files)]
    // A pattern decides what code checks it (none, a search, an expression), so no other pattern is its twin. What it may not do is
    // name anything that the checks of all kinds of patterns do not name.
    if (/pattern/i.test(place)) {
      const known = new Set<string>()
      for (const pattern of PATTERNS) {
        for (const file of (await generateHarmless(place, pattern)).filter(isCode)) for (const name of names(file)) known.add(name)
      }
      for (const file of files.filter(isCode)) {
        if (shapes(file).includes('does not parse')) problems.push(shapes(file))
        for (const name of names(file)) if (!known.has(name)) problems.push(`${file.path} names ${JSON.stringify(name)}`)
      }
      return problems
    }
    const harmless = WORDS[place]?.includes(text) ? text : twin(text)
    return [...problems, ...otherShapes(files, await generateHarmless(place, harmless), shapes)]
  }
}

/** One computation for all files of one folder that hold the same text. */
function remember<T>(compute: (file: OutputFile) => T): (file: OutputFile) => T {
  const known = new Map<string, T>()
  return (file) => {
    const key = `${folderOf(file)}${file.path.slice(-3)}\0${file.text}`
    const found = known.get(key) ?? compute(file)
    known.set(key, found)
    return found
  }
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

const folderOf = ({ path }: OutputFile): string => path.slice(0, path.lastIndexOf('/') + 1)

/** Files are compared by folder, as a multiset: their names follow the text. */
function otherShapes(files: readonly OutputFile[], twins: readonly OutputFile[], shapeOf: (file: OutputFile) => string): string[] {
  const [code, wanted] = [files.filter(isCode), twins.filter(isCode)]
  // What is the same to the letter has the same shape.
  const letters = (file: OutputFile): string => `${folderOf(file)}\0${file.text}`
  const [changed, others] = [difference(code, wanted, letters), difference(wanted, code, letters)]
  const missing = difference(others, changed, shapeOf)
  const problems = changed.map(shapeOf).filter((shape) => shape.includes('does not parse'))
  difference(changed, others, shapeOf).forEach((file, index) => {
    problems.push(`${file.path} has another shape than ${missing[index]?.path ?? 'nothing'}`)
  })
  if (code.length < wanted.length) problems.push(`${wanted.length - code.length} files are missing`)
  return problems
}

function shapeOf(file: OutputFile): string {
  try {
    return `${folderOf(file)} ${skeleton(file.text, file.path)}`
  } catch (error) {
    return `${file.path} ${(error as Error).message}`
  }
}

function difference<T>(a: readonly T[], b: readonly T[], key: (item: T) => string): T[] {
  const rest = new Map<string, number>()
  for (const item of b) rest.set(key(item), (rest.get(key(item)) ?? 0) + 1)
  return a.filter((item) => {
    const count = rest.get(key(item)) ?? 0
    rest.set(key(item), count - 1)
    return count <= 0
  })
}
