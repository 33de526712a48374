import type { Diagnostic } from '../../generator/base/diagnostic.ts'
import { memoryReader } from '../../generator/load/reader.ts'
import { checkSpec, generateFiles, readSpec, type Spec } from '../../generator/pipeline.ts'
import type { Draft } from './hostile-positions.ts'

/** A payload that is built, not written down. */
export interface Recipe {
  readonly generate: string
  readonly open?: string
  readonly close?: string
  readonly leaf?: string
  readonly depth?: number
  readonly width?: number
  readonly count?: number
}

/** The text of a document of a payload that is built: nested brackets, or a spec that grows out of all proportion when inlined. */
export function documentText(recipe: Recipe): string {
  const { generate, open = '', close = '', leaf = '', depth = 0, width = 0, count = 0 } = recipe
  switch (generate) {
    case 'nest':
      return open.repeat(depth) + leaf + close.repeat(depth)
    case 'ref-chain':
      return specText(chain(count, (next) => next))
    case 'allOf-binary-tree':
      return specText(chain(depth, (next) => ({ allOf: [next, next] })))
    case 'oneOf-nested':
      return specText(
        chain(depth, (next) => ({
          oneOf: Array.from({ length: width }, (_, index) => ({ type: 'object', properties: { [`p${index}`]: next } })),
        })),
      )
    case 'enum':
      return specText([['S0', { type: 'string', enum: Array.from({ length: count }, (_, index) => `value ${index}`) }]])
    case 'paths':
      return JSON.stringify({ ...frame, paths: Object.fromEntries(Array.from({ length: count }, (_, index) => [`/p${index}/{id}`, item])) })
    default:
      throw new Error(`unknown recipe ${generate}`)
  }
}

const frame = { openapi: '3.0.3', info: { title: 'Hostile', version: '1' } }
const answer = (schema: Draft): Draft => ({ 200: { description: 'x', content: { 'application/json': { schema } } } })
const item = {
  parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
  get: { responses: answer({ type: 'string' }) },
}

const refTo = (index: number): Draft => ({ $ref: `#/components/schemas/S${index}` })

/** Schemas each of which is made of the next. */
function chain(count: number, make: (next: Draft) => Draft): (readonly [string, Draft])[] {
  const links = Array.from({ length: count }, (_, index): readonly [string, Draft] => [`S${index}`, make(refTo(index + 1))])
  return [...links, [`S${count}`, { type: 'object', properties: { end: { type: 'string' } } }]]
}

function specText(schemas: readonly (readonly [string, Draft])[]): string {
  const body = { required: true, content: { 'application/json': { schema: refTo(0) } } }
  return JSON.stringify({
    ...frame,
    paths: { '/a': { post: { operationId: 'a', requestBody: body, responses: answer(refTo(0)) } } },
    components: { schemas: Object.fromEntries(schemas) },
  })
}

/** What came of a document. */
export interface Run {
  readonly spec: Spec | undefined
  readonly found: readonly Diagnostic[]
  /** The length of all output together. */
  readonly bytes: number
}

/** All stages up to the output of every target. */
export async function runAll(name: string, text: string): Promise<Run> {
  const found: Diagnostic[] = []
  const report = (diagnostic: Diagnostic): void => void found.push(diagnostic)
  const spec = await readSpec(name, { reader: memoryReader({ [name]: text }) }, report)
  let bytes = 0
  if (spec) {
    await checkSpec(spec, report)
    for await (const output of generateFiles(spec, [], report)) bytes += output.text.length
  }
  return { spec, found, bytes }
}

/** What every output has whatever the document: the sources of the run time. */
const COPIED = 300_000

/**
 * How much longer all output together is than the document. Whoever inlines what is referred to writes a million schemas for some, or a
 * hundred million; whoever recurses runs out of stack.
 */
export async function growth(recipe: Recipe): Promise<number> {
  const text = documentText(recipe)
  const { spec, found, bytes } = await runAll('a.json', text)
  if (!spec) throw new Error(`cannot be read: ${found[0]?.message}`)
  return (bytes - COPIED) / text.length
}
