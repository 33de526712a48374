import type { Diagnostic } from '../../../generator/base/diagnostic.ts'
import { asObject, isObject, type Json, type JsonObject } from '../../../generator/base/json.ts'
import { isIntrinsic } from '../../../generator/base/late-bound.ts'
import { gatewayDocument } from '../../../generator/emit/gateway/gateway-document.ts'
import { withPlaceholders } from '../../../generator/judge/placeholders.ts'
import { createLocator } from '../../../generator/load/locate.ts'
import { memoryReader } from '../../../generator/load/reader.ts'
import type { OutputFile } from '../../../generator/model/output.ts'
import { checkSpec, generateFiles, readSpec, type Spec } from '../../../generator/pipeline.ts'
import { seeded } from '../random.ts'
import type { Case } from './cases.ts'
import { lostOnTheWay } from './way-to-aws.ts'

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'x-amazon-apigateway-any-method']

/** What was made of a document, if it could be read, and the promises that were broken on the way. */
export interface Outcome {
  readonly spec: Spec | undefined
  readonly files: readonly OutputFile[] | undefined
  readonly problems: readonly string[]
}

/** Sends a document through every stage and checks what each promises of any input. What throws, throws. */
export async function checkPromises(given: Case, targets: readonly string[]): Promise<Outcome> {
  const diagnostics: Diagnostic[] = []
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic)
  const spec = await read(given.spec, report)
  if (!spec) return { spec, files: undefined, problems: diagnostics.length === 0 ? ['refused without a word'] : [] }
  const files = await generate(spec, targets, report)
  await checkSpec(spec, report)
  const problems = [...misplaced(spec, diagnostics), ...badFiles(files), ...(await dependsOnOrder(given.spec, files, targets))]
  if (spec.model.kind === 'rest') {
    const { document } = gatewayDocument(spec, () => {})
    if (given.kind !== 'damaged') problems.push(...lostOperations(given.spec, document))
    if (given.kind === 'plain') problems.push(...refusals(diagnostics))
    problems.push(...lostOnTheWay(withPlaceholders(document).document, given.kind))
  }
  return { spec, files, problems }
}

async function read(spec: JsonObject, report: (diagnostic: Diagnostic) => void): Promise<Spec | undefined> {
  return readSpec('a.json', { reader: memoryReader({ 'a.json': JSON.stringify(spec) }) }, report)
}

async function generate(spec: Spec, targets: readonly string[], report: (diagnostic: Diagnostic) => void): Promise<readonly OutputFile[]> {
  const files: OutputFile[] = []
  for await (const file of generateFiles(spec, targets, report)) files.push(file)
  return files
}

function* misplaced(spec: Spec, diagnostics: readonly Diagnostic[]): Iterable<string> {
  const locate = createLocator(spec.loaded)
  for (const { code, at } of diagnostics) if (!at || !locate(at)) yield `${code} has no place`
}

function* badFiles(files: readonly OutputFile[]): Iterable<string> {
  for (const { path, text } of files) {
    const parts = path.split('/')
    if (!/^[A-Za-z0-9._/-]+$/.test(path) || parts.some((part) => part === '' || part === '.' || part === '..' || part.length > 100))
      yield `a file is called ${JSON.stringify(path)}`
    if (path.endsWith('.json')) JSON.parse(text)
  }
  if (new Set(files.map(({ path }) => path.toLowerCase())).size !== files.length) yield 'two files have one name'
}

/** Where the order of keys means something: the first media type, the first example and the first authorizer are those that count. */
const ORDERED = new Set(['content', 'examples', 'security'])

/** The same document with the keys of its objects in another order; lists keep theirs, because there order means something. */
function shuffle(value: Json, random: () => number, keep = false): Json {
  if (Array.isArray(value)) return value.map((item) => shuffle(item as Json, random, keep))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([key, item], index): [number, string, Json] => [
    keep ? index : random(),
    key,
    shuffle(item, random, ORDERED.has(key)),
  ])
  return Object.fromEntries(entries.sort(([a], [b]) => a - b).map(([, key, item]) => [key, item]))
}

/** Files for people keep the author's order, so that a declaration may move; names and content must not depend on it. */
async function dependsOnOrder(source: JsonObject, files: readonly OutputFile[], targets: readonly string[]): Promise<string[]> {
  const other = await read(shuffle(source, seeded(1)) as JsonObject, () => {})
  if (!other) return ['with its keys in another order it cannot be read']
  const problems: string[] = []
  const [a, b] = [files, await generate(other, targets, () => {})].map((all) => new Map(all.map(({ path, text }) => [path, text])))
  for (const path of new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])) {
    const [before = '', after = ''] = [a?.get(path), b?.get(path)]
    if (before !== after && letters(before) !== letters(after)) problems.push(`the order of keys changes ${path}`)
  }
  return problems
}

/** How often each character stands in a text: what is in it, in whatever order people wrote it. */
function letters(text: string): string {
  const counts = new Uint32Array(65_536)
  for (let index = 0; index < text.length; index++) counts[text.charCodeAt(index)] = (counts[text.charCodeAt(index)] ?? 0) + 1
  return counts.join()
}

/** Every method that the author wrote is one of the gateway document, and no other. */
function* lostOperations(source: JsonObject, document: JsonObject): Iterable<string> {
  for (const [path, item] of Object.entries(asObject(source.paths))) {
    if (isIntrinsic(item) || !isObject(item) || path.startsWith('x-') || path.startsWith('Fn::')) continue
    const there = asObject(Object.entries(asObject(document.paths)).find(([key]) => key === path)?.[1])
    for (const method of METHODS) {
      const given = Object.hasOwn(item, method) && isObject(item[method])
      if (given !== Object.hasOwn(there, method)) yield `${method} ${path} is ${given ? 'lost' : 'invented'}`
    }
  }
}

/** What API Gateway would refuse of a document that asks for nothing it does not have. */
function refusals(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.filter(({ code }) => code === 'judge/refused').map(({ message }) => message)
}
