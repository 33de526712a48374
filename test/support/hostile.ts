import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { memoryReader } from '../../generator/load/reader.ts'
import type { OutputFile } from '../../generator/model/output.ts'
import { generateFiles, readSpec } from '../../generator/pipeline.ts'
import { type Draft, positions } from './hostile-positions.ts'
import { skeleton } from './skeleton.ts'

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

/** What is wrong with generated files: names that leave the folder, JSON that does not parse, code of another shape than its twin's. */
export function findEscapes(files: readonly OutputFile[], twins: readonly OutputFile[]): string[] {
  const problems: string[] = []
  for (const { path } of files) {
    const parts = path.split('/')
    if (
      !/^[A-Za-z0-9._/-]+$/.test(path) ||
      path.startsWith('/') ||
      parts.some((part) => part === '' || part === '.' || part === '..' || part.length > 100)
    )
      problems.push(`path ${JSON.stringify(path)}`)
  }
  if (new Set(files.map(({ path }) => path.toLowerCase())).size !== files.length) problems.push('two files have one name')
  for (const { path, text } of files) {
    if (!path.endsWith('.json')) continue
    try {
      JSON.parse(text)
    } catch {
      problems.push(`${path} is not JSON`)
    }
  }
  const [shapes, wanted] = [files, twins].map((list) => list.filter(({ path }) => /\.[tj]s$/.test(path)).map(shapeOf)) as [
    string[],
    string[],
  ]
  const missing = difference(wanted, shapes)
  for (const [index, shape] of difference(shapes, wanted).entries()) {
    const other = missing[index]
    problems.push(`${shape.slice(0, shape.indexOf(' '))} has another shape than ${other?.slice(0, other.indexOf(' ')) ?? 'nothing'}`)
  }
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
