import type { OutlineNode, Span } from './outline.ts'
import type { YamlNode } from './yaml.ts'
import { mapScalar } from './yaml-scalar.ts'
import { isMerge } from './yaml-value.ts'

/** The outline of a YAML tree, through aliases and merge keys, and through the long form of CloudFormation's short tags. */
export function outlineYaml(tree: YamlNode, text: string): OutlineNode {
  const anchors = new Map<string, YamlNode>()
  collectAnchors(tree, anchors)
  return outline({ tree, key: undefined, text, anchors, hops: 0 })
}

interface Place {
  readonly tree: YamlNode
  readonly key: Span | undefined
  readonly text: string
  readonly anchors: ReadonlyMap<string, YamlNode>
  /** Aliases followed on the way: a cycle ends somewhere. */
  readonly hops: number
}

const MAX_HOPS = 64

function collectAnchors(tree: YamlNode, anchors: Map<string, YamlNode>): void {
  const stack: YamlNode[] = [tree]
  for (let node = stack.pop(); node; node = stack.pop()) {
    // A name used twice means the anchor before the alias; the first is right for nearly every document and never far off.
    if (node.anchor !== '' && !anchors.has(node.anchor)) anchors.set(node.anchor, node)
    if (node.kind === 'list') for (const item of node.items.toReversed()) stack.push(item)
    if (node.kind === 'map') for (const pair of node.pairs.toReversed()) stack.push(pair.value, pair.key)
  }
}

function outline(place: Place): OutlineNode {
  const { tree, key } = place
  const target = resolve(place)
  let members: Map<string, OutlineNode> | undefined
  let places: { readonly found: readonly number[] | undefined } | undefined
  return {
    kind: target.tree.kind === 'map' ? 'object' : target.tree.kind === 'list' ? 'array' : 'scalar',
    start: tree.start,
    end: tree.end,
    key,
    child(token) {
      if (isShortTag(target.tree.tag)) return outline({ ...untagged(target), key })
      members ??= membersOf(target)
      return members.get(token)
    },
    map() {
      const { tree: scalar } = target
      places ??= { found: scalar.kind === 'scalar' && !isShortTag(scalar.tag) ? mapScalar(scalar, place.text) : undefined }
      return places.found
    },
  }
}

/** `!Sub x` is `{"Fn::Sub": x}`: the way to its only member stays where it is. */
function isShortTag(tag: string): boolean {
  return tag.startsWith('!') && !tag.startsWith('!!') && tag !== '!'
}

function untagged(place: Place): Place {
  return { ...place, tree: { ...place.tree, tag: '' } }
}

function resolve(place: Place): Place {
  let current = place
  while (current.tree.kind === 'alias' && current.hops < MAX_HOPS) {
    const target = current.anchors.get(current.tree.name)
    if (!target) return current
    current = { ...current, tree: target, hops: current.hops + 1 }
  }
  return current
}

function membersOf(place: Place): Map<string, OutlineNode> {
  const members = new Map<string, OutlineNode>()
  const { tree } = place
  if (tree.kind === 'list') {
    for (const [index, item] of tree.items.entries()) members.set(String(index), outline({ ...place, tree: item, key: undefined }))
  }
  if (tree.kind !== 'map') return members
  const merged: YamlNode[] = []
  for (const pair of tree.pairs) {
    if (isMerge(pair.key)) merged.push(pair.value)
    else if (pair.key.kind === 'scalar' && !members.has(pair.key.text)) {
      members.set(pair.key.text, outline({ ...place, tree: pair.value, key: { start: pair.key.start, end: pair.key.end } }))
    }
  }
  for (const value of merged) {
    const source = resolve({ ...place, tree: value, hops: place.hops + 1 })
    if (source.hops >= MAX_HOPS) continue
    for (const item of source.tree.kind === 'list' ? source.tree.items : [source.tree]) {
      for (const [name, node] of membersOf(resolve({ ...source, tree: item, hops: source.hops + 1 }))) {
        if (!members.has(name)) members.set(name, node)
      }
    }
  }
  return members
}
