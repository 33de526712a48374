import SwaggerParser from '@apidevtools/swagger-parser'
import { diagnose, type Report } from '../base/diagnostic.ts'
import { asObject, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { percentEncode } from '../base/percent.ts'
import { follow } from '../base/pointer.ts'
import type { LinkFailure, Loaded, LoadedFile } from '../model/document.ts'
import { externalRefs } from './external.ts'
import type { LoadOptions } from './load.ts'
import { parseFile } from './parse.ts'
import { decodePath, ReadFailure } from './reader.ts'
import { fetchText } from './remote.ts'

/** No spec has more files than this. */
const MAX_FILES = 5000

/** Deeper than any `../` of a real spec climbs, so that two files never share one address. */
const BASE = `spec:///${'d/'.repeat(40)}`

/** Where a reference leads: the key of a file, or why it leads nowhere. */
type Target = { readonly file: string } | LinkFailure

interface State {
  readonly files: Record<string, LoadedFile>
  readonly links: Record<string, Record<string, string | null>>
  readonly failures: Record<string, Record<string, LinkFailure>>
  /** By the address that swagger-parser makes of a reference. */
  readonly targets: Map<string, Target>
  /** Files that were asked for and could not be read. */
  readonly broken: Map<string, LinkFailure>
  unreadable: boolean
}

/**
 * Reads every file that the entry refers to, directly or through others. swagger-parser walks the references; reading, parsing and the
 * way from a reference to a file are ours, so that files come through the `Reader`, have positions, and stay inside the root. A file that
 * cannot be read becomes a `null` link; one that does not parse makes the whole spec unreadable, which was reported then.
 */
export async function loadReferences(single: Loaded, options: LoadOptions, report: Report): Promise<Loaded | undefined> {
  const entry = single.files[single.entry]
  if (!entry) return undefined
  const state: State = { files: { ...single.files }, links: {}, failures: {}, targets: new Map(), broken: new Map(), unreadable: false }
  const root = addressOf(single.entry)
  const document = follow(entry.value, single.pointer) as Json
  register(single.entry, document, root, state, options, names(document))
  try {
    await new SwaggerParser().resolve(root, {
      resolve: { file: false, http: false, apigen: { order: 1, canRead: true, read: ({ url }: { url: string }) => url } },
      parse: {
        json: false,
        yaml: false,
        text: false,
        binary: false,
        apigen: {
          order: 1,
          canParse: true,
          allowEmpty: true,
          parse: ({ url }: { url: string }) => (url === root ? passVersionCheck(document) : readTarget(url, state, options, report)),
        },
      },
    } as unknown as SwaggerParser.Options)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    report(
      diagnose('load/unresolved-ref', `The references of this spec could not all be followed: ${reason}`, {
        file: single.entry,
        pointer: single.pointer,
      }),
    )
  }
  return state.unreadable ? undefined : { ...single, files: state.files, links: settle(state), failures: state.failures }
}

/** A reference whose target turned out to be unreadable becomes `null`, with the reason beside it. */
function settle(state: State): Loaded['links'] {
  for (const [file, links] of Object.entries(state.links)) {
    for (const [ref, key] of Object.entries(links)) {
      if (key === null || Object.hasOwn(state.files, key)) continue
      links[ref] = null
      const failure = state.broken.get(key) ?? { code: 'load/unresolved-ref', message: `\`${key}\` was not read.` }
      state.failures[file] = { ...state.failures[file], [ref]: failure }
    }
  }
  return state.links
}

/** swagger-parser wants strings where YAML gives numbers, and members that API Gateway does not ask for: its copy of the root gets them. */
function passVersionCheck(document: Json): JsonObject {
  const root = asObject(document)
  const info = own(root, 'info')
  const version = Object.hasOwn(root, 'swagger') ? { swagger: '2.0' } : { openapi: '3.1.0' }
  return {
    ...root,
    ...version,
    info: isObject(info) ? { ...info, version: String(own(info, 'version') ?? '') } : {},
    paths: own(root, 'paths') ?? {},
    'x-mapped': mapped(document),
  }
}

/** The mapping of a discriminator names files without `$ref`, which swagger-parser does not see. */
function mapped(value: Json): JsonObject[] {
  return externalRefs(value).map((ref) => ({ $ref: ref }))
}

async function readTarget(address: string, state: State, options: LoadOptions, report: Report): Promise<Json> {
  const target = state.targets.get(address)
  if (!target || !('file' in target) || Object.hasOwn(state.files, target.file)) return {}
  const { file } = target
  const isRemote = /^https:/.test(file)
  try {
    if (Object.keys(state.files).length >= MAX_FILES) throw new ReadFailure('too-large', file, `The spec has more than ${MAX_FILES} files.`)
    const text = isRemote ? await fetchText(file) : (await options.reader.read(file)).text
    const loaded = parseTarget(file, text, state, options, report)
    if (!loaded) return {}
    state.files[file] = loaded
    register(file, loaded.value, address, state, options, new Set())
    return { value: loaded.value, mapped: mapped(loaded.value) }
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error
    const outside = error.reason === 'outside' ? 'load/outside-root' : error.reason === 'remote' ? 'load/remote-ref' : 'load/unresolved-ref'
    state.broken.set(file, { code: outside, message: error.message })
    return {}
  }
}

/** A `.md` or `.txt` file may be named by a `$ref` inside an example or a description; it is no part of the spec. */
function parseTarget(file: string, text: string, state: State, { trees }: LoadOptions, report: Report): LoadedFile | undefined {
  if (/\.(md|markdown|txt|html?|graphql|proto|xml|png|svg)$/i.test(file)) {
    state.broken.set(file, { code: 'load/unresolved-ref', message: `\`${file}\` is not a YAML or JSON file.` })
    return undefined
  }
  const loaded = parseFile(file, text, report, trees)
  if (!loaded) state.unreadable = true
  return loaded
}

/** Notes where each reference of a file leads, under the text as written and under the address that swagger-parser makes of it. */
function register(file: string, value: Json, address: string, state: State, options: LoadOptions, local: ReadonlySet<string>): void {
  const links: Record<string, string | null> = {}
  const failures: Record<string, LinkFailure> = {}
  for (const ref of externalRefs(value)) {
    // `$ref: Pet` is an old way to name a definition of the same file.
    if (local.has(ref)) continue
    const target = targetOf(file, ref, options)
    if ('file' in target) links[ref] = target.file
    else {
      links[ref] = null
      failures[ref] = target
    }
    const made = addressFrom(address, ref)
    if (made !== undefined && !state.targets.has(made)) state.targets.set(made, target)
  }
  state.links[file] = links
  state.failures[file] = failures
}

/** The address that swagger-parser makes: the reference without its fragment, as a URL below that of the file it stands in. */
function addressFrom(address: string, ref: string): string | undefined {
  try {
    return new URL(ref.replaceAll('\\', '/'), address).href
  } catch {
    return undefined
  }
}

function targetOf(file: string, ref: string, options: LoadOptions): Target {
  const remote = /^[a-z][a-z0-9+.-]+:/i.test(ref) || ref.startsWith('//') || /^https:/.test(file)
  if (!remote) {
    const key = options.reader.resolve(file, ref)
    return key === undefined
      ? { code: 'load/outside-root', message: `\`${decodePath(ref)}\` lies outside the folder that apigen reads from.` }
      : { file: key }
  }
  const made = addressFrom(/^https:/.test(file) ? file : 'https://nowhere.invalid/', ref)
  if (made === undefined || !made.startsWith('https:')) {
    return { code: 'load/remote-ref', message: `\`${ref}\` is not an \`https\` address.` }
  }
  if (!options.allowRemoteRefs)
    return { code: 'load/remote-ref', message: `\`${ref}\` is on another machine, and remote references are not allowed.` }
  return { file: made }
}

/** The names that a `$ref` without `#` may mean. */
function names(document: Json): Set<string> {
  const root = asObject(document)
  return new Set([
    ...Object.keys(asObject(own(root, 'definitions'))),
    ...Object.keys(asObject(own(asObject(own(root, 'components')), 'schemas'))),
  ])
}

function addressOf(file: string): string {
  return BASE + file.split('/').map(percentEncode).join('/').replace(/^\/+/, '')
}
