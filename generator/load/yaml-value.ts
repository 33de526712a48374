import { type Json, put } from '../base/json.ts'
import { MAX_DEPTH, type Span, type TextProblem } from './outline.ts'
import type { YamlNode } from './yaml.ts'

/** Values that aliases repeat may make a document this many times larger, and this large at all events. */
const MAX_EXPANSION = 20
const SMALL = 1_000_000

interface Composed {
  readonly value: Json
  /** Values in it, with those that aliases repeat. */
  readonly size: number
  readonly depth: number
}

interface Context {
  readonly anchors: Map<string, Composed | 'open'>
  readonly problems: TextProblem[]
  nodes: number
}

/**
 * The JSON value of a YAML tree: YAML 1.2's core schema, with `<<` honored, keys always text as written (`200` and `on` are strings), dates
 * and non-finite numbers text, and CloudFormation's short tags in their long form. Aliases share their value.
 */
export function composeYaml(tree: YamlNode): { readonly value: Json; readonly problems: readonly TextProblem[] } {
  const context: Context = { anchors: new Map(), problems: [], nodes: 0 }
  const { value, size, depth } = compose(tree, context, '', '')
  if (depth > MAX_DEPTH) context.problems.push(aliases(tree, `Aliases nest values deeper than ${MAX_DEPTH} levels.`))
  if (size > Math.max(SMALL, MAX_EXPANSION * context.nodes)) {
    context.problems.push(aliases(tree, `Aliases blow the document up to ${size.toLocaleString('en-US')} values.`))
  }
  return { value, problems: context.problems }
}

function aliases(node: YamlNode, message: string): TextProblem {
  return { kind: 'aliases', message, at: spanOf(node) }
}

function compose(node: YamlNode, context: Context, key: string, parentKey: string): Composed {
  context.nodes++
  if (node.kind === 'alias') {
    const target = context.anchors.get(node.name)
    if (target === undefined || target === 'open') {
      const message = target
        ? `\`*${node.name}\` is an alias inside its own value.`
        : `There is no anchor \`&${node.name}\` before this alias.`
      context.problems.push(aliases(node, message))
      return { value: null, size: 1, depth: 1 }
    }
    return target
  }
  if (node.anchor !== '') context.anchors.set(node.anchor, 'open')
  const plain = node.kind === 'scalar' ? scalar(node, key, parentKey) : node.kind === 'list' ? list(node, context) : map(node, context, key)
  const composed = applyTag(node, plain, context)
  if (node.anchor !== '') context.anchors.set(node.anchor, composed)
  return composed
}

function list(node: YamlNode & { kind: 'list' }, context: Context): Composed {
  const value: Json[] = []
  let size = 1
  let depth = 0
  for (const item of node.items) {
    const inner = compose(item, context, '', '')
    value.push(inner.value)
    size += inner.size
    depth = Math.max(depth, inner.depth)
  }
  return { value, size, depth: depth + 1 }
}

function map(node: YamlNode & { kind: 'map' }, context: Context, ownKey: string): Composed {
  const value: Record<string, Json> = {}
  const seen = new Map<string, Span>()
  let size = 1
  let depth = 0
  for (const pair of node.pairs) {
    const name = keyText(pair.key, context)
    if (name === undefined) {
      const message = 'A key must be text, but here it is a list or an object (a template such as `{{ name }}` must be rendered first).'
      context.problems.push({ kind: 'syntax', message, at: spanOf(pair.key) })
      continue
    }
    const inner = compose(pair.value, context, name, ownKey)
    size += inner.size
    depth = Math.max(depth, inner.depth)
    if (isMerge(pair.key)) {
      // Keys of the object itself win over merged ones wherever they stand, and earlier merged ones over later ones.
      for (const source of Array.isArray(inner.value) ? inner.value : [inner.value]) {
        if (typeof source !== 'object' || source === null || Array.isArray(source)) continue
        for (const [merged, item] of Object.entries(source)) if (!Object.hasOwn(value, merged)) put(value, merged, item as Json)
      }
      continue
    }
    const first = seen.get(name)
    if (first) {
      context.problems.push({
        kind: 'duplicate-key',
        message: `The key \`${name}\` stands twice in one object.`,
        at: spanOf(pair.key),
        first,
      })
    } else seen.set(name, spanOf(pair.key))
    put(value, name, inner.value)
  }
  return { value, size, depth: depth + 1 }
}

/** True for the key `<<` as YAML 1.1 meant it: a quoted one is a name. */
export function isMerge(key: YamlNode): boolean {
  return key.kind === 'scalar' && key.style === 'plain' && key.text === '<<'
}

function keyText(key: YamlNode, context: Context): string | undefined {
  if (key.kind === 'scalar') {
    if (key.anchor !== '') context.anchors.set(key.anchor, { value: key.text, size: 1, depth: 1 })
    return key.text
  }
  if (key.kind !== 'alias') return undefined
  const target = context.anchors.get(key.name)
  return target === undefined || target === 'open' || typeof target.value === 'object' ? undefined : String(target.value)
}

function spanOf(node: YamlNode): Span {
  return { start: node.start, end: Math.max(node.end, node.start + 1) }
}

const INTEGER = /^[-+]?[0-9]+$/
const RADIX = /^0o[0-7]+$|^0x[0-9a-fA-F]+$/
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/

function scalar(node: YamlNode & { kind: 'scalar' }, key: string, parentKey: string): Composed {
  const value = node.style === 'plain' && node.tag === '' ? resolvePlain(node.text) : node.text
  return {
    value: isVersion(key, parentKey) && typeof value === 'number' && String(value) !== node.text ? node.text : value,
    size: 1,
    depth: 1,
  }
}

/** `openapi: 3.0` and `version: 1.10` mean what they say, not the numbers 3 and 1.1. */
function isVersion(key: string, parentKey: string): boolean {
  return key === 'openapi' || key === 'swagger' || (key === 'version' && parentKey === 'info')
}

function resolvePlain(text: string): Json {
  switch (text) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null
    case 'true':
    case 'True':
    case 'TRUE':
      return true
    case 'false':
    case 'False':
    case 'FALSE':
      return false
  }
  const first = text.charCodeAt(0)
  const numeric = (first >= 48 && first <= 57) || first === 45 || first === 43 || first === 46
  if (!numeric || (!INTEGER.test(text) && !RADIX.test(text) && !FLOAT.test(text))) return text
  const number = Number(text.startsWith('+') ? text.slice(1) : text)
  return Number.isFinite(number) ? number : text
}

const LONG_FORM: Readonly<Record<string, string>> = { '!Ref': 'Ref', '!Condition': 'Condition' }
const INTRINSICS = new Set(
  (
    'And Base64 Cidr Contains EachMemberEquals EachMemberIn Equals FindInMap ForEach GetAtt GetAZs If ImportValue Join Length Not Or RefAll ' +
    'Select Split Sub ToJsonString Transform ValueOf ValueOfAll'
  ).split(' '),
)

function applyTag(node: YamlNode, plain: Composed, context: Context): Composed {
  const { tag } = node
  if (tag === '' || tag === '!') return plain
  const text = node.kind === 'scalar' ? node.text : undefined
  if (tag.startsWith('!!')) return { ...plain, value: text === undefined ? plain.value : resolveCoreTag(tag.slice(2), text) }
  const name = LONG_FORM[tag] ?? (INTRINSICS.has(tag.slice(1)) ? `Fn::${tag.slice(1)}` : undefined)
  if (name === undefined) {
    context.problems.push({
      kind: 'unknown-tag',
      message: `The tag \`${tag}\` means nothing here; the value is read without it.`,
      at: spanOf(node),
    })
    return { ...plain, value: text === undefined ? plain.value : resolvePlain(text) }
  }
  const inner = name === 'Fn::GetAtt' && text !== undefined ? splitAttribute(text) : (text ?? plain.value)
  return { value: { [name]: inner }, size: plain.size + 1, depth: plain.depth + 1 }
}

/** `Nested.Outputs.Url` is the attribute `Outputs.Url` of `Nested`. */
function splitAttribute(text: string): Json {
  const dot = text.indexOf('.')
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)]
}

function resolveCoreTag(name: string, text: string): Json {
  if (name === 'null') return null
  if (name === 'int' || name === 'float' || name === 'bool') return resolvePlain(text)
  return text
}
