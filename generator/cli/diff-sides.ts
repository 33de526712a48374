import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { ApigenFailure } from '../base/diagnostic.ts'
import { chooseApi } from '../deploy/observe.ts'
import { memoryReader, type Reader } from '../load/reader.ts'
import { type PairSide, readPair, readSurface, type SpecSurface } from '../pipeline.ts'
import type { Given } from './command.ts'
import { type Context, text } from './context.ts'
import { gitSource, isRevision, openGit, startOfBranch } from './git-reader.ts'
import { type Findings, openSpec, specOf } from './read.ts'
import { connect } from './remote.ts'
import { specFile } from './spec-file.ts'
import { stageNamed } from './stage.ts'

/** Base and head of a comparison. */
export interface Sides<T> {
  readonly base: T
  readonly head: T
}

/** One side as it was read; `spec` is undefined for one that cannot be, and the findings say why. */
export interface ReadSide {
  readonly spec: SpecSurface | undefined
  readonly findings: Findings
  /** Absolute paths of the files of this machine that it was read from, or was meant to be. */
  readonly files: readonly string[]
}

/**
 * What is compared: a file, `-`, `git-ref:path` or `stage:S`, twice. Without a head it is the spec of the project; without a base, or
 * where the only argument is that spec itself, it is what git has of the spec where the branch began.
 */
export function namesOf(context: Context, given: Given): Sides<string> {
  const [first, second] = given.args
  if (first !== undefined && second !== undefined) {
    if (first === '-' && second === '-')
      throw new ApigenFailure('usage', 'Standard input can be read only once.', { help: 'Name a file for one of the two sides.' })
    return { base: first, head: second }
  }
  const spec = first !== undefined && isFile(context, first) && !hasSpec(context) ? first : specOf(context, undefined)
  const isSpec = first === undefined || resolve(context.host.cwd, first) === resolve(context.host.cwd, spec)
  return { base: isSpec ? committed(context, spec) : first, head: spec }
}

function committed({ host }: Context, spec: string): string {
  return `${startOfBranch(host)}:${relative(host.cwd, resolve(host.cwd, spec)).replaceAll('\\', '/')}`
}

/**
 * Reads both sides. The side that is a file comes first: it names the API that the stage of the other belongs to, or that was not there
 * before. Of two stages that is the spec of the project.
 */
export async function readSides(context: Context, given: Given, names: Sides<string>): Promise<Sides<ReadSide>> {
  const isNamed = (name: string): boolean => name.startsWith('stage:') || name === NO_FILE
  if (!isNamed(names.base) && !isNamed(names.head)) return readFiles(context, given, names)
  const project = isNamed(names.base) && isNamed(names.head) && hasSpec(context) ? specOf(context, undefined) : undefined
  const named = project === undefined ? undefined : (await readSide(context, given, project, undefined)).spec?.model.name
  const [first, second] = isNamed(names.head) ? (['base', 'head'] as const) : (['head', 'base'] as const)
  const one = await readSide(context, given, names[first], named)
  // A spec that cannot be read does not say which API the stage is of, and there is nothing to compare with it anyway.
  const other = one.spec || !isNamed(names[second]) ? await readSide(context, given, names[second], named ?? one.spec?.model.name) : UNREAD
  return first === 'base' ? { base: one, head: other } : { base: other, head: one }
}

/** Two sides of which none is a stage: neither has to say which API the other is of. */
async function readFiles(context: Context, given: Given, names: Sides<string>): Promise<Sides<ReadSide>> {
  const open = async (name: string): Promise<PairSide & Pick<ReadSide, 'findings' | 'files'>> => {
    const source = await sourceOf(context, given, name, undefined)
    const { entry, options, findings } = await openSpec(context, source.entry, given, source.reader)
    // Which files were read is known when they were.
    return {
      ...{ entry, options, findings, report: findings.report },
      get files() {
        return source.reader || name === '-' ? [] : findings.files()
      },
    }
  }
  const [base, head] = [await open(names.base), await open(names.head)]
  const specs = await readPair(base, head)
  const side = ({ findings, files }: typeof base, spec: SpecSurface | undefined): ReadSide => ({ spec, findings, files })
  return { base: side(base, specs.base), head: side(head, specs.head) }
}

/** A side that nobody looked at. */
const UNREAD: ReadSide = {
  spec: undefined,
  findings: { report: () => {}, texts: { files: {} }, all: () => [], files: () => [] },
  files: [],
}

async function readSide(context: Context, given: Given, name: string, apiName: string | undefined): Promise<ReadSide> {
  const source = await sourceOf(context, given, name, apiName)
  const { entry, options, findings } = await openSpec(context, source.entry, given, source.reader)
  const spec = await readSurface(entry, options, findings.report)
  return { spec, findings, files: source.reader || name === '-' ? [] : findings.files() }
}

interface Source {
  readonly entry: string
  /** Absent for a file on disk and for standard input. */
  readonly reader?: Reader
}

/** What git names where a file is new or gone, on every system. */
const NO_FILE = '/dev/null'

/** A file wins over a revision of the same spelling. */
async function sourceOf(context: Context, given: Given, name: string, apiName: string | undefined): Promise<Source> {
  if (name === NO_FILE) return { entry: name, reader: memoryReader({ [name]: noApi(apiName) }) }
  if (name === '-' || isFile(context, name)) return { entry: name }
  if (name.startsWith('stage:')) {
    return { entry: name, reader: memoryReader({ [name]: await stageDocument(context, given, name.slice('stage:'.length), apiName) }) }
  }
  const git = gitSource(name)
  if (git) return openGit(context.host, git)
  throw new ApigenFailure('usage', `There is no file \`${name}\`.`, {
    help: isRevision(context.host, name)
      ? `It is a git revision. The spec as it was then is ${name}:${hasSpec(context) ? specOf(context, undefined) : 'openapi.yaml'}.`
      : 'A side is a file, - for standard input, git-ref:path (such as main:openapi.yaml) or stage:NAME.',
  })
}

/** An API without operations, for the side on which there is none. */
function noApi(title = 'api'): string {
  return JSON.stringify({ openapi: '3.0.1', info: { title, version: '' }, paths: {} })
}

function isFile(context: Context, name: string): boolean {
  const { cwd } = context.host
  return name !== NO_FILE && existsSync(resolve(cwd, specFile(name, cwd)))
}

function hasSpec(context: Context): boolean {
  try {
    specOf(context, undefined)
    return true
  } catch (error) {
    if (error instanceof ApigenFailure) return false
    throw error
  }
}

async function stageDocument(context: Context, given: Given, stageName: string, apiName: string | undefined): Promise<string> {
  const { name, settings } = stageNamed(context, stageName, 'stage:')
  const remote = await connect(context, given, settings)
  try {
    const id = text(given.flags.apiId) ?? settings?.apiId
    const api = await chooseApi(remote.cloud, { ...(id !== undefined && { id }), name: apiName ?? '' })
    const document =
      api && (await remote.cloud.exportStage(api.id, name, { type: 'oas30', accepts: 'application/json', extensions: ['apigateway'] }))
    if (document !== undefined) return document
    const whose = api ? `the API \`${api.id}\`` : `\`${apiName ?? 'the API'}\``
    throw new ApigenFailure('remote', `There is no stage \`${name}\` of ${whose} at ${remote.cloud.place}.`, {
      help: 'Check the name, --api-id and the remote flags.',
    })
  } finally {
    await remote.close()
  }
}
