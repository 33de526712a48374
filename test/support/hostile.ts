import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { memoryReader } from '../../generator/load/reader.ts'
import type { OutputFile } from '../../generator/model/output.ts'
import { generateFiles, readSpec } from '../../generator/pipeline.ts'
import { type Draft, positions } from './hostile-positions.ts'

/** One hostile text, and where known, an engine and a template in which it does harm. */
export interface Payload {
  readonly id: string
  readonly class: string
  readonly value: string
  readonly control?: { readonly engine: string; readonly template: string | null; readonly fires?: string }
}

/** The payloads that are texts; the others are whole documents, or pieces of some: `hostile-documents.ts` builds those. */
export function textPayloads(file: string): readonly Payload[] {
  return allPayloads(file).flatMap((payload) => {
    const value = textOf(payload.value)
    return value === undefined ? [] : [{ ...payload, value }]
  })
}

/** Every payload as it is written down. */
export function allPayloads(file: string): readonly (Omit<Payload, 'value'> & { readonly value: unknown })[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { payloads: (Omit<Payload, 'value'> & { value: unknown })[] }).payloads
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const { generate, char, length } = Object(value) as { generate?: string; char?: string; length?: number }
  return generate === 'string' ? (char ?? '').repeat(length ?? 0) : undefined
}

/** A text at a place of the petstore. */
export interface Plant {
  readonly place: string
  readonly text: string
}

const petstore: Draft = parse(readFileSync(fileURLToPath(new URL('../../specs/petstore.yaml', import.meta.url)), 'utf8'))

/** The targets whose output holds text of the spec as code or data; openapi-typescript is slow and has a test of its own. */
export const TARGETS: readonly string[] = [
  'types',
  'validators',
  'handlers-typescript',
  'templates',
  'policies',
  'gateway',
  'public',
  'client-typescript',
  'client-javascript',
  'tests',
]

/** The names of all places. */
export const PLACES: readonly string[] = positions.map(([name]) => name)

/** All places but those that take an operation's function, its types or a schema out of the output when the text is no word they know. */
export const QUIET: readonly string[] = PLACES.filter(
  (name) => !/^(integration\.|schema\.(type|const|\$ref)|identity|authorizerUri|authtype|discriminator)/.test(name),
)

/** The same text at several places. */
export function everywhere(places: readonly string[], text: string): readonly Plant[] {
  return places.map((place) => ({ place, text }))
}

/** The petstore with texts at some of its places. A place that takes several has them all. */
export function hostileSpec(plants: readonly Plant[]): Draft {
  const spec = structuredClone(petstore)
  for (const [name, put] of positions) for (const { place, text } of plants) if (place === name) put(spec, text)
  return spec
}

/** Everything generated for the petstore with texts at some of its places; undefined when that is refused as unreadable. Its functions run on
 * `runtime` where one is given. */
export async function generateWith(
  plants: readonly Plant[],
  only: readonly string[] = TARGETS,
  runtime?: string,
): Promise<readonly OutputFile[] | undefined> {
  const spec = hostileSpec(plants)
  if (runtime !== undefined) spec['x-apigen'].function.runtime = runtime
  return generateFrom(spec, only)
}

/** Everything generated for a document; undefined when it is refused as unreadable, for which there must be a reason. */
export async function generateFrom(document: unknown, only: readonly string[] = TARGETS): Promise<readonly OutputFile[] | undefined> {
  const reported: unknown[] = []
  const reader = memoryReader({ 'petstore.json': JSON.stringify(document) })
  const read = await readSpec('petstore.json', { reader }, (diagnostic) => reported.push(diagnostic))
  if (!read) {
    if (reported.length === 0) throw new Error('refused without a word')
    return undefined
  }
  const files: OutputFile[] = []
  for await (const file of generateFiles(read, only, () => {})) files.push(file)
  return files
}
