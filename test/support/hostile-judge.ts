import { replaceUnseen } from '../../generator/base/unseen.ts'
import type { OutputFile } from '../../generator/model/output.ts'
import { everywhere, generateWith, type Plant, TARGETS } from './hostile.ts'
import { twinAt } from './hostile-twin.ts'
import { policyShape } from './policy-shape.ts'
import { directives, identifiers, skeleton } from './skeleton.ts'
import { templateShape } from './template-shape.ts'

/** What is wrong with the files generated for a document with hostile texts; `refused` when there are none. */
export interface Verdict {
  readonly refused: boolean
  readonly problems: readonly string[]
}

export type Judge = (plants: readonly Plant[]) => Promise<Verdict>

/** What only describes the API has no code: of it a twin tells nothing. */
const DESCRIBING = ['gateway', 'public']

/** A judge that remembers what it has generated and parsed: most files are the same for all texts at a place. */
export function judgeOfEscapes(only: readonly string[] = TARGETS): Judge {
  const shapes = remember(shapeOf)
  const names = remember(namesOf)
  const told = remember(({ text }) => directives(text))
  const twins = new Map<string, Promise<readonly OutputFile[]>>()
  const acting = only.filter((target) => !DESCRIBING.includes(target))
  const generateHarmless = (plants: readonly Plant[]): Promise<readonly OutputFile[]> => {
    const key = JSON.stringify(plants)
    const known = twins.get(key) ?? generateWith(plants, acting).then((files) => files ?? [])
    // Twins of many texts at once never come again.
    if (plants.length === 1) twins.set(key, known)
    return known
  }
  return async (plants) => {
    const files = await generateWith(plants, only)
    if (files === undefined) return { refused: true, problems: [] }
    const problems = [...badNames(files), ...badJson(files), ...unseen(files)]
    for (const file of files.filter(isCode)) for (const directive of told(file)) problems.push(`${file.path} directs tools: ${directive}`)
    const [{ place } = { place: '' }] = plants
    if (/pattern/i.test(place)) {
      if (plants.length > 1) throw new Error('a pattern has no twin, so it is judged alone')
      return { refused: false, problems: [...problems, ...(await newNames(files, place))] }
    }
    const harmless = plants.map(({ place, text }, index) => ({ place, text: twinAt(place, text, LETTERS[index]) }))
    const wanted = await generateHarmless(harmless)
    problems.push(...otherShapes(files, wanted, shapes))
    // A template that the author wrote is the author's code.
    if (!plants.some(({ place }) => place === 'integration.requestTemplates')) problems.push(...newActs(files, wanted, isTemplate))
    problems.push(...newActs(files, wanted, isPolicy))
    return { refused: false, problems }
  }

  // A pattern decides what code checks it (none, a search, an expression), so no other pattern is its twin. What it may not do is
  // name anything that the checks of all kinds of patterns do not name.
  async function newNames(files: readonly OutputFile[], place: string): Promise<string[]> {
    const problems: string[] = []
    const known = new Set<string>()
    for (const pattern of PATTERNS) {
      for (const file of (await generateHarmless(everywhere([place], pattern))).filter(isCode))
        for (const name of names(file)) known.add(name)
    }
    for (const file of files.filter(isCode)) {
      if (shapes(file).includes('does not parse')) problems.push(shapes(file))
      for (const name of names(file)) if (!known.has(name)) problems.push(`${file.path} names ${JSON.stringify(name)}`)
    }
    return problems
  }
}

/** Twins of texts in one document are spelled with different letters, as the texts are different. */
const LETTERS = 'qbcfghjklmnprsvwz'

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

/** Windows has devices of these names in every folder, whatever follows the first dot. */
const DEVICE = /^(con|prn|aux|nul|(com|lpt)\d)(\.|$)/i

function badNames(files: readonly OutputFile[]): string[] {
  const problems: string[] = []
  for (const { path } of files) {
    const parts = path.split('/')
    const bad = parts.some((part) => /^\.{0,2}$|^-|[. ]$/.test(part) || part.length > 100 || DEVICE.test(part))
    if (bad || !/^[A-Za-z0-9._/-]+$/.test(path)) problems.push(`path ${JSON.stringify(path)}`)
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

/** Whoever reviews a file sees every character of it. Templates are handed on as their author wrote them. */
function unseen(files: readonly OutputFile[]): string[] {
  const found = new Set<string>()
  for (const { path, text } of files) {
    if (path.endsWith('.vtl')) continue
    replaceUnseen(text, (char) => {
      if (char !== '\n') found.add(`${path} holds ${JSON.stringify(char)} unseen`)
      return char
    })
  }
  return [...found]
}

const isCode = ({ path }: OutputFile): boolean => /\.[tj]s$/.test(path)
const isTemplate = ({ path }: OutputFile): boolean => path.endsWith('.vtl')
const isPolicy = ({ path }: OutputFile): boolean => path.includes('/policies/')

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

/**
 * What templates do and policies allow, and those of the twin do not. They may do less: a name that a template cannot quote, or a
 * resource that is none, is left out and reported.
 */
function newActs(files: readonly OutputFile[], twins: readonly OutputFile[], wanted: (file: OutputFile) => boolean): string[] {
  const letters = ({ text }: OutputFile): string => text
  const [ours, theirs] = [files.filter(wanted), twins.filter(wanted)]
  const known = difference(theirs, ours, letters).flatMap(actsOf)
  return difference(difference(ours, theirs, letters).flatMap(actsOf), known, String).map((act) => `does what its twin does not: ${act}`)
}

function actsOf(file: OutputFile): readonly string[] {
  try {
    return isPolicy(file) ? policyShape(file.text) : templateShape(file.text)
  } catch (error) {
    return [`${file.path} ${(error as Error).message}`]
  }
}

function shapeOf(file: OutputFile): string {
  try {
    return `${folderOf(file)} ${skeleton(file.text, file.path)}`
  } catch (error) {
    return `${file.path} ${(error as Error).message}`
  }
}

function namesOf({ path, text }: OutputFile): readonly string[] {
  return [...identifiers(text, path)].map((name) => name.replace(/^pattern_[0-9a-f]{8}$/, 'pattern_'))
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
