import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { runCase } from '../../generator/render/cases.ts'
import { conformance } from './conformance.ts'
import { randomCase } from './random-template.ts'

/** What Apache Velocity 1.7 says to a case; undefined where it died of it. */
export type Answer =
  | { readonly output?: string; readonly error?: { readonly kind: string; readonly message: string }; readonly overrides?: unknown }
  | undefined

/** Apache Velocity 1.7 in a process of its own. */
export interface Oracle {
  /** The answers to cases, each a line of JSON, in their order. */
  answers(lines: readonly string[]): Promise<Answer[]>
  close(): void
}

/** Where Debian's packages velocity, libjson-smart-java and libjackson2-databind-java put their jars. */
const jars = ['velocity', 'commons-collections3', 'commons-lang', 'json-smart', 'accessors-smart', 'asm']
  .concat(['jackson-databind', 'jackson-core', 'jackson-annotations'])
  .map((name) => `/usr/share/java/${name}.jar`)

/** Compiles the oracle; undefined, with the reason printed, where this machine cannot run it. */
export function openOracle(): Oracle | undefined {
  const source = conformance('vtl', 'oracle', 'src')
  const missing = [
    ...['java', 'javac'].filter((name) => spawnSync(name, ['-version']).error !== undefined),
    ...jars.filter((jar) => !existsSync(jar)),
  ]
  if (source === undefined || missing.length > 0) {
    const reason = `the oracle of mapping templates needs ${missing.join(', ')} (default-jdk-headless, velocity, libjson-smart-java, libjackson2-databind-java)`
    if (process.env.APIGEN_REQUIRE === 'all') throw new Error(reason)
    if (source !== undefined) console.warn(`skipped: ${reason}`)
    return undefined
  }
  const classes = mkdtempSync(join(tmpdir(), 'apigen-oracle-'))
  const files = readdirSync(source).map((name) => join(source, name))
  const flags = ['-nowarn', '-Xlint:none', '-encoding', 'UTF-8', '-cp', jars.join(':'), '-d', classes]
  const { status, stderr } = spawnSync('javac', [...flags, ...files], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the oracle does not compile: ${stderr}`)
  return {
    async answers(lines) {
      const all: Answer[] = []
      while (all.length < lines.length) {
        all.push(...(await ask(classes, lines.slice(all.length))))
        // It died of the case that has no answer.
        if (all.length < lines.length) all.push(undefined)
      }
      return all
    },
    close: () => rmSync(classes, { recursive: true, force: true }),
  }
}

function ask(classes: string, lines: readonly string[]): Promise<Answer[]> {
  const child = spawn('java', ['-Xss64m', '-Dfile.encoding=UTF-8', '-cp', [classes, ...jars].join(':'), 'Oracle'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const answers: Answer[] = []
  const output = createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY })
  output.on('line', (line) => answers.push(JSON.parse(line) as Answer))
  child.stdin.on('error', () => {})
  child.stdin.end(lines.map((line) => `${line}\n`).join(''))
  return new Promise((done, fail) => {
    child.on('error', fail)
    output.on('close', () => done(answers))
  })
}

/** What came of comparing random templates. */
export interface Comparison {
  readonly compared: number
  /** Cases that both sides refuse. */
  readonly refused: number
  /** Cases that the oracle cannot answer: it died or ran out of time. */
  readonly unanswered: number
  readonly differences: readonly string[]
}

/** Renders the templates of some seeds on both sides. `known` gives the reason of a difference that is meant to be. */
export async function compareWithOracle(
  oracle: Oracle,
  seeds: { readonly from: number; readonly count: number },
  known: (template: string, answer: NonNullable<Answer>) => string | undefined,
): Promise<Comparison & { readonly meant: Readonly<Record<string, number>> }> {
  const cases = Array.from({ length: seeds.count }, (_, index) => randomCase(seeds.from + index))
  const lines = cases.map((one) => JSON.stringify(one))
  const answers = await oracle.answers(lines)
  const differences: string[] = []
  const meant: Record<string, number> = {}
  let refused = 0
  let unanswered = 0
  lines.forEach((line, index) => {
    const answer = answers[index]
    if (answer === undefined || answer.error?.kind === 'timeout') {
      unanswered++
      return
    }
    const outcome = runCase(line, undefined)
    const result = outcome.kind === 'ran' ? outcome.result : { error: { message: outcome.reason } }
    if (answer.error !== undefined && 'error' in result) refused++
    const difference = differenceOf(answer, result)
    if (difference === undefined) return
    const { name, template } = cases[index] ?? { name: '', template: '' }
    const reason = known(template, answer)
    if (reason === undefined) differences.push(`${name}: ${JSON.stringify(template)} ${difference}`)
    else meant[reason] = (meant[reason] ?? 0) + 1
  })
  return { compared: lines.length, refused, unanswered, differences, meant }
}

function differenceOf(answer: NonNullable<Answer>, result: Readonly<Record<string, unknown>>): string | undefined {
  if (answer.error !== undefined)
    return 'error' in result ? undefined : `prints ${JSON.stringify(result.output)}, Velocity fails: ${answer.error.message}`
  if ('error' in result) return `fails: ${JSON.stringify(result.error)}, Velocity prints ${JSON.stringify(answer.output)}`
  if (!samePrint(String(result.output), answer.output ?? ''))
    return `prints ${JSON.stringify(result.output)}, Velocity ${JSON.stringify(answer.output)}`
  const [ours, theirs] = [comparable(result.overrides), comparable(answer.overrides)]
  return ours === theirs ? undefined : `leaves ${ours}, Velocity ${theirs}`
}

/**
 * Where an array lies in memory is another place every time; half a character leaves the oracle as a question mark; and the classes of
 * Java's own collections have names that nobody means.
 */
function samePrint(given: string, answer: string): boolean {
  const [ours, theirs] = [given, answer].map((text) => Buffer.from(text, 'utf8').toString('utf8').replaceAll('\ufffd', '?')) as [
    string,
    string,
  ]
  if (ours === theirs) return true
  const pattern = ours
    .split(/@5e91993f|class java\.util\.[\w$]+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('(?:@[0-9a-f]{1,8}|class java\\.util\\.[\\w$]+)')
  return new RegExp(`^${pattern}$`).test(theirs)
}

/**
 * Overrides whatever the order of their names; an integer beyond what JSON.parse can hold counts as the nearest that it can, and what has no
 * JSON, such as `$util`, is nothing on one side and an empty object on the other.
 */
function comparable(overrides: unknown): string {
  return JSON.stringify(overrides ?? null, (_, value: unknown) => {
    if (typeof value === 'string' && value.includes(';@')) return value.replace(/;@[0-9a-f]{1,8}/g, ';@')
    if (typeof value === 'string' && /^-?\d{16,}$/.test(value)) return Number(value)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    if (Object.keys(value).length === 0) return ''
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
