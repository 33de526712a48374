import { embeddedSpecs, holdsSpecAsText, specsElsewhere } from '../base/cloudformation.ts'
import { circularEdges } from '../base/cycles.ts'
import { diagnose, type Report, type SourceRef } from '../base/diagnostic.ts'
import { draft } from '../base/draft.ts'
import { asObject, isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { isIntrinsic } from '../base/late-bound.ts'
import { allocateNames } from '../base/names.ts'
import { follow, join, localPointer, tokens } from '../base/pointer.ts'
import type { Loaded, SpecDocument } from '../model/document.ts'
import { components, hoisted, noteAliases, OLD_MEMBERS } from './components.ts'
import { type Context, child, moved, type Place, type SpecVersion, tell } from './context.ts'
import { kindOf } from './kind.ts'
import { eachOf } from './parts.ts'
import { pathItem, paths } from './paths.ts'
import { describe, refText } from './references.ts'
import { security } from './security.ts'
import { servers } from './servers.ts'

/**
 * Makes the one internal form of a spec, OpenAPI 3.1, of whatever version the author wrote: references into other files become
 * components, what operations inherit stands in them, and what API Gateway accepts though the standard does not is repaired, with a
 * warning each time. Values that need no change are shared with the source. Undefined when this is no OpenAPI document, which was
 * reported then.
 */
export function normalize(loaded: Loaded, report: Report): SpecDocument | undefined {
  const file = Object.hasOwn(loaded.files, loaded.entry) ? loaded.files[loaded.entry] : undefined
  const found = decide(follow(file?.value, loaded.pointer) as Json | undefined, loaded.pointer)
  const at: SourceRef = { file: loaded.entry, pointer: found.pointer }
  const source = found.value
  const written = isObject(source) ? versionOf(source) : undefined
  if (!file || !isObject(source) || written === undefined) {
    report(notOpenApi(source, loaded, at))
    return undefined
  }
  if (/^\d/.test(written.text) && !/^[23](\D|$)/.test(written.text)) {
    const place = { ...at, pointer: join(found.pointer, written.member ?? 'openapi') }
    report(diagnose('normalize/unknown-version', `Version \`${written.text}\` is neither Swagger 2.0 nor OpenAPI 3.`, place))
    return undefined
  }
  const root: Place = { base: { prefix: '' }, at: '', file: loaded.entry, from: found.pointer }
  const context: Context = {
    loaded,
    report,
    version: written.version,
    source,
    root,
    targets: new Map(),
    pending: [],
    patches: [],
    origins: [{ base: root.base, at: '', source: { file: loaded.entry, pointer: found.pointer } }],
    unplaced: [],
    aliases: new Map(),
    ownReferences: new Map(),
    anchors: new Map(),
  }
  tellVersion(context, written)
  noteAliases(context)
  const { document, latePaths } = rootOf(context)
  const whole = withHoisted(context, document)
  breakCycles(context, whole)
  const kind = kindOf(whole, context.version, file.value, loaded.pointer)
  return { kind, root: whole, origins: originsOf(context), latePaths, unplaced: unplacedOf(context), version: written.text }
}

/** A document that an `Fn::If` chooses. */
function decide(value: Json | undefined, pointer: string): { value: Json | undefined; pointer: string } {
  let current = value
  let at = pointer
  for (let hops = 0; hops < 20 && isIntrinsic(current); hops++) {
    const branches = own(current, 'Fn::If')
    if (!Array.isArray(branches) || branches.length < 2) break
    const index = isObject(branches[1]) && own(branches[1], 'Ref') === 'AWS::NoValue' ? 2 : 1
    current = branches[index] as Json | undefined
    at = join(at, 'Fn::If', index)
  }
  return { value: current, pointer: at }
}

interface Written {
  readonly version: SpecVersion
  readonly text: string
  readonly member: 'openapi' | 'swagger' | undefined
}

function versionOf(source: JsonObject): Written | undefined {
  for (const member of ['openapi', 'swagger'] as const) {
    if (!Object.hasOwn(source, member)) continue
    const value = source[member]
    const text = typeof value === 'number' ? value.toFixed(1) : typeof value === 'string' ? value.trim() : ''
    if (text === '') continue
    return { version: text.startsWith('2') ? '2.0' : /^3\.0(\.|$)|^3$/.test(text) ? '3.0' : '3.1', text, member }
  }
  const looksLikeOne = isObject(own(source, 'paths')) || Object.hasOwn(source, 'swagger') || Object.hasOwn(source, 'openapi')
  if (!looksLikeOne) return undefined
  const old =
    Object.keys(OLD_MEMBERS).some((key) => Object.hasOwn(source, key)) ||
    ['basePath', 'host', 'swagger'].some((key) => Object.hasOwn(source, key))
  return { version: old ? '2.0' : '3.0', text: old ? '2.0' : '3.0.3', member: undefined }
}

function tellVersion(context: Context, written: Written): void {
  const { member, text } = written
  if (member === undefined) {
    tell(context, 'normalize/missing-version', `The document does not say its version; it is read as ${text}.`, context.root)
    return
  }
  const place = child(context.root, member)
  if (typeof context.source[member] === 'number') {
    tell(context, 'normalize/version-number', `\`${member}\` is a number; it is read as \`"${text}"\`.`, place)
  }
  if (!/^(2\.0|3\.[01](\.\d+)?)$/.test(text)) {
    tell(
      context,
      'normalize/unsupported-version',
      `Version \`${text}\` is read as ${context.version === '2.0' ? '2.0' : context.version}.`,
      place,
    )
  }
}

function notOpenApi(source: Json | undefined, loaded: Loaded, at: SourceRef): ReturnType<typeof diagnose> {
  const inner = source === undefined ? [] : embeddedSpecs(source)
  if (inner.length > 0) {
    const list = inner.map((pointer) => `\`${loaded.entry}#${pointer}\``).join(' or ')
    return diagnose('normalize/not-openapi', 'This is a CloudFormation template that holds a spec, not the spec itself.', at, {
      help: `Give apigen ${list}.`,
    })
  }
  if (source !== undefined && (isObject(source) || loaded.pointer !== '') && holdsSpecAsText(source)) {
    return diagnose('normalize/not-openapi', 'The spec is one long text here, and apigen reads documents.', at, {
      help: 'Write it as YAML or JSON below `Body`, and `Fn::Sub` only around the texts in it that need it: apigen keeps those as late-bound values.',
    })
  }
  const elsewhere = source === undefined ? undefined : specsElsewhere(source, loaded.entry)
  if (elsewhere !== undefined) {
    const what = loaded.pointer === '' ? 'a CloudFormation template that has its spec' : 'a body that CloudFormation has'
    return diagnose('normalize/not-openapi', `This is ${what} from elsewhere, not the spec itself.`, at, {
      help: `Give apigen ${elsewhere}.`,
    })
  }
  const what = isObject(source) ? 'an object without `openapi`, `swagger` and `paths`' : describe(source)
  return diagnose('normalize/not-openapi', `This is not an OpenAPI document but ${what}.`, at)
}

/** Members of the root that turn into others. */
const REPLACED = new Set([
  'swagger',
  'openapi',
  'host',
  'basePath',
  'schemes',
  'consumes',
  'produces',
  'components',
  ...Object.keys(OLD_MEMBERS),
])

function rootOf(context: Context): { document: JsonObject; latePaths: Readonly<Record<string, Json>> } {
  const { source, root } = context
  const read: Record<string, Json> = { openapi: '3.1.0' }
  const version = ['openapi', 'swagger'].find((key) => Object.hasOwn(source, key))
  moved(context, child(root, 'openapi'), version === undefined ? root : child(root, version))
  if (!Object.hasOwn(source, 'info')) put(read, 'info', info(context, undefined))
  let latePaths: Readonly<Record<string, Json>> = {}
  let componentsDone = false
  for (const key of Object.keys(source)) {
    const value = source[key] as Json
    const place = child(root, key)
    if (key === 'info') put(read, key, info(context, value))
    else if (key === 'paths') {
      const result = paths(context, value, place)
      put(read, key, result.paths)
      latePaths = result.late
    } else if (key === 'webhooks')
      put(
        read,
        key,
        eachOf(context, key, value, place, (inner, at) => pathItem(context, inner, at, undefined)),
      )
    else if (key === 'security') {
      const list = security(context, value, place)
      if (list !== undefined) put(read, key, list)
    } else if (key === 'components' || Object.hasOwn(OLD_MEMBERS, key)) {
      if (!componentsDone) put(read, 'components', components(context))
      if (!componentsDone && !Object.hasOwn(source, 'components')) moved(context, child(root, 'components'), root)
      componentsDone = true
    } else if (
      !REPLACED.has(key) &&
      key !== 'servers' &&
      !(key === 'x-amazon-apigateway-endpoint-configuration' && context.version === '2.0')
    )
      put(read, key, value)
    const list = Object.hasOwn(read, 'servers') ? undefined : servers(context, key)
    if (list !== undefined) put(read, 'servers', list)
  }
  if (!Object.hasOwn(source, 'paths')) {
    if (!isObject(own(source, 'webhooks')) && !isObject(own(source, 'components'))) {
      tell(context, 'normalize/missing-paths', 'The document has no `paths`.', root)
    }
    moved(context, child(root, 'paths'), root)
    put(read, 'paths', {})
  }
  return { document: read, latePaths }
}

function info(context: Context, value: Json | undefined): JsonObject {
  const place = child(context.root, 'info')
  const given = asObject(value)
  if (value !== undefined && !isObject(value)) {
    tell(context, 'normalize/wrong-shape', `\`info\` must be an object, but here it is ${describe(value)}.`, place)
  }
  if (isIntrinsic(value)) return value
  const edit = draft(given)
  for (const key of ['title', 'version']) {
    const text = own(given, key)
    if (typeof text === 'string' && (text !== '' || key === 'version')) continue
    if (typeof text === 'number' || typeof text === 'boolean') edit.set(key, String(text))
    else if (!isObject(text)) {
      const substitute = key === 'title' ? titleFrom(context.root.file) : '1.0.0'
      const message = `\`info.${key}\` is missing; it is read as \`${substitute}\`.`
      const where = value === undefined ? context.root : place
      tell(context, 'normalize/missing-info', message, where, 'key')
      if (!Object.hasOwn(given, key)) moved(context, child(place, key), where)
      edit.set(key, substitute)
    }
  }
  return edit.finish()
}

/** The file's own name, unless it says nothing. */
function titleFrom(file: string): string {
  const name = (file.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '')
  return /^(openapi|swagger|api|spec|index|template|-)?$/i.test(name) ? 'API' : name
}

/** Converts what was found to be a component of its own, gives everything its name, and puts it in. */
function withHoisted(context: Context, document: JsonObject): JsonObject {
  const values = new Map<Context['pending'][number], Json>()
  for (let index = 0; index < context.pending.length; index++) {
    const target = context.pending[index]
    if (!target) continue
    const file = Object.hasOwn(context.loaded.files, target.file) ? context.loaded.files[target.file] : undefined
    values.set(target, hoisted(context, target, (follow(file?.value, target.pointer) ?? {}) as Json))
  }
  if (values.size === 0) return document
  const native = asObject(own(document, 'components'))
  const sections = draft(native)
  // What the author has no place for is at the place that it would be in.
  const place = child(context.root, 'components')
  if (!Object.hasOwn(document, 'components')) moved(context, place, context.root)
  const there = Object.hasOwn(context.source, 'components') ? place : context.root
  for (const section of new Set([...values.keys()].map((target) => target.section))) {
    const existing = asObject(own(native, section))
    if (!Object.hasOwn(native, section)) moved(context, child(place, section), there)
    const targets = [...values.keys()].filter((target) => target.section === section)
    const wishes = targets.map((target) => ({ key: `${relativeTo(context.root.file, target.file)}#${target.pointer}`, wish: target.wish }))
    const names = allocateNames(wishes, new Set(Object.keys(existing)))
    const next: Record<string, Json> = { ...existing }
    for (const [index, target] of targets.entries()) {
      const name = names.get(wishes[index]?.key ?? '') ?? target.wish
      target.base.prefix = join('/components', section, name)
      put(next, name, values.get(target) ?? {})
    }
    sections.set(section, next)
  }
  for (const patch of context.patches) {
    const [, section = '', name = ''] = tokens(patch.target.base.prefix)
    put(patch.object, patch.key, refText(section as Parameters<typeof refText>[0], name))
  }
  return { ...document, components: sections.finish() }
}

/** The way from one file to another: the same on every machine, wherever the project lies. */
function relativeTo(from: string, to: string): string {
  const here = from.split('/').slice(0, -1)
  const there = to.split('/')
  let shared = 0
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared++
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared)].join('/')
}

/** A component that is a reference to itself, directly or through others, describes nothing: all on one circle, whichever is written first. */
function breakCycles(context: Context, document: JsonObject): void {
  const aliases = new Map<string, string[]>()
  for (const [section, members] of Object.entries(asObject(own(document, 'components')))) {
    for (const [name, value] of Object.entries(asObject(members))) {
      const target = isObject(value) && typeof value.$ref === 'string' ? localPointer(value.$ref) : undefined
      if (target !== undefined) aliases.set(join('/components', section, name), [target])
    }
  }
  const circular = [...circularEdges(aliases).keys()]
  if (circular.length === 0) return
  const sections = own(document, 'components') as Record<string, Json>
  const origin = originsOf(context)
  // Every object with a reference that was not the author's own is ours; the author's is replaced in a copy of its section.
  for (const section of new Set(circular.map((pointer) => tokens(pointer)[1] ?? '')))
    put(sections, section, { ...asObject(own(sections, section)) })
  for (const pointer of circular) {
    const [, section = '', name = ''] = tokens(pointer)
    const at = Object.hasOwn(origin, pointer) ? origin[pointer] : undefined
    context.report(
      diagnose(
        'normalize/ref-cycle',
        `\`${name}\` is a reference that leads back to itself.`,
        at ?? { file: context.root.file, pointer: context.root.from + pointer },
      ),
    )
    put(own(sections, section) as Record<string, Json>, name, {})
  }
}

function originsOf(context: Context): Record<string, SourceRef> {
  const origins: Record<string, SourceRef> = {}
  for (const { base, at, source } of context.origins) put(origins, base.prefix + at, source)
  return origins
}

function unplacedOf(context: Context): SpecDocument['unplaced'] {
  const unplaced: Record<string, Record<string, Json>> = {}
  for (const { base, at, name, value } of context.unplaced) {
    const pointer = base.prefix + at
    if (!Object.hasOwn(unplaced, pointer)) put(unplaced, pointer, {})
    put(unplaced[pointer] as Record<string, Json>, name, value)
  }
  return unplaced
}
