import type { ApiDefinition, Method, Resource, Verb } from '../definition/rest-api.ts'
import { own, put } from '../json.ts'

/** Where a request goes. */
export interface Route {
  readonly resource: Resource
  readonly method: Method
  /** Percent-encoded, as in the URL. */
  readonly pathParameters: Readonly<Record<string, string>>
}

/** Finds the method for a verb and a path. */
export type Router = (verb: string, path: string) => Route | undefined

interface Node {
  readonly resource: Resource
  /** Of the variables on the way here. */
  readonly names: readonly string[]
  readonly statics: Map<string, Node>
  readonly variables: Node[]
  readonly greedy: Node[]
}

/** Verbs that ANY stands for (recorded). */
const anyVerbs: ReadonlySet<string> = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'])

/**
 * The routes of a definition: a static part before a variable before a greedy one, over the whole tree and for the verb: where
 * the better path has no such method, the next best that has one wins (recorded).
 */
export function createRouter(api: ApiDefinition): Router {
  const root = buildTree(api)
  return (verb, path) => {
    if (root === undefined) return undefined
    const segments = segmentsOf(path)
    const values: string[] = []
    const found = find(root, segments, 0, verb, values)
    if (found === undefined) return undefined
    const { node, method } = found
    return { resource: node.resource, method, pathParameters: parametersOf(node.names, values) }
  }
}

function buildTree(api: ApiDefinition): Node | undefined {
  const nodes = new Map<string, Node>()
  for (const resource of Object.values(api.resources))
    nodes.set(resource.id, { resource, names: namesIn(resource.path), statics: new Map(), variables: [], greedy: [] })
  for (const node of nodes.values()) {
    const { parentId, pathPart } = node.resource
    const parent = parentId === undefined ? undefined : nodes.get(parentId)
    if (parent === undefined || pathPart === undefined) continue
    if (/^\{.*\+\}$/.test(pathPart)) parent.greedy.push(node)
    else if (/^\{.*\}$/.test(pathPart)) parent.variables.push(node)
    else parent.statics.set(pathPart, node)
  }
  return nodes.get(api.rootResourceId)
}

const slash = 0x2f

/** A slash at the end does not count, several at the beginning count as one. */
function segmentsOf(path: string): readonly string[] {
  let start = 0
  while (path.charCodeAt(start) === slash) start += 1
  const end = path.length > start && path.charCodeAt(path.length - 1) === slash ? path.length - 1 : path.length
  const segments: string[] = []
  // Not split: that takes twice as long for what is so short.
  for (let from = start; from < end; ) {
    const found = path.indexOf('/', from)
    const to = found === -1 || found > end ? end : found
    segments.push(path.slice(from, to))
    if (to === end - 1) segments.push('')
    from = to + 1
  }
  return segments
}

/** Every node of the tree is looked at once at most: its depth is its place in the path. */
function find(
  node: Node,
  segments: readonly string[],
  at: number,
  verb: string,
  values: string[],
): { readonly node: Node; readonly method: Method } | undefined {
  if (at === segments.length) {
    const method = methodOf(node.resource, verb)
    return method === undefined ? undefined : { node, method }
  }
  const segment = segments[at] ?? ''
  const literal = node.statics.get(segment)
  const found = literal === undefined ? undefined : find(literal, segments, at + 1, verb, values)
  if (found !== undefined) return found
  if (segment !== '') {
    for (const variable of node.variables) {
      values.push(segment)
      const below = find(variable, segments, at + 1, verb, values)
      if (below !== undefined) return below
      values.pop()
    }
  }
  for (const greedy of node.greedy) {
    const method = methodOf(greedy.resource, verb)
    if (method === undefined) continue
    values.push(segments.slice(at).join('/'))
    return { node: greedy, method }
  }
  return undefined
}

function methodOf(resource: Resource, verb: string): Method | undefined {
  const exact = own(resource.methods as Readonly<Record<string, Method>>, verb)
  if (exact !== undefined && verb !== 'ANY') return exact
  return anyVerbs.has(verb) ? resource.methods['ANY' satisfies Verb] : undefined
}

function namesIn(path: string): readonly string[] {
  return path.split('/').flatMap((part) => /^\{(.*?)\+?\}$/.exec(part)?.[1] ?? [])
}

function parametersOf(names: readonly string[], values: readonly string[]): Readonly<Record<string, string>> {
  const parameters: Record<string, string> = {}
  for (let index = 0; index < names.length; index++) put(parameters, names[index] ?? '', values[index] ?? '')
  return parameters
}
