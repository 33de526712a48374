import { compareText } from '../../json.ts'
import { refusePathPart } from '../path-part.ts'
import type { IdSource, Method, Resource, Verb } from '../rest-api.ts'

/** A resource while the tree is being built. */
export interface ResourceDraft {
  readonly id: string
  readonly parentId?: string
  readonly pathPart?: string
  readonly path: string
  readonly methods: Partial<Record<Verb, Method>>
}

/** The path tree of an API while a document is imported into it. */
export interface ResourceTree {
  /** The resource of a path, made with those above it where they are missing; or what the service says against it. */
  place(segments: readonly string[]): { readonly resource: ResourceDraft } | { readonly refusal: string }
  /** All of them by id, in the order of their paths; without those that the import did not touch where `only` says so. */
  finish(only: 'touched' | 'all'): Record<string, Resource>
}

interface Node {
  readonly resource: ResourceDraft
  readonly children: Map<string, Node>
  variable?: string
  touched: boolean
}

/** A tree that starts from the resources of an API; `keepMethods` says whether their methods stay until an import replaces them. */
export function createResourceTree(
  rootId: string,
  base: Readonly<Record<string, Resource>>,
  keepMethods: boolean,
  ids: IdSource,
): ResourceTree {
  const root = node({ id: rootId, path: '/', methods: keepMethods ? { ...base[rootId]?.methods } : {} })
  root.touched = true
  const all: Node[] = [root]
  const byParent = new Map<string, Resource[]>()
  for (const resource of Object.values(base)) {
    if (resource.parentId === undefined) continue
    const siblings = byParent.get(resource.parentId)
    if (siblings) siblings.push(resource)
    else byParent.set(resource.parentId, [resource])
  }
  const former = new Map<string, string>()
  const adopt: Node[] = [root]
  for (let parent = adopt.pop(); parent !== undefined; parent = adopt.pop()) {
    for (const resource of byParent.get(parent.resource.id) ?? []) {
      // An overwrite starts from nothing, but a path that comes back keeps its id.
      former.set(resource.path, resource.id)
      if (!keepMethods) continue
      const child = node({ ...resource, methods: { ...resource.methods } })
      attach(parent, child)
      all.push(child)
      adopt.push(child)
    }
    if (!keepMethods) break
  }
  if (!keepMethods) for (const resource of Object.values(base)) former.set(resource.path, resource.id)

  return {
    place(segments) {
      let current = root
      for (const segment of segments) {
        let child = current.children.get(segment)
        if (child === undefined) {
          const refusal = refusePathPart(segment, current.resource.pathPart, current.variable)
          if (refusal !== undefined) return { refusal }
          const path = `${current === root ? '' : current.resource.path}/${segment}`
          child = node({ id: former.get(path) ?? ids.next(6), parentId: current.resource.id, pathPart: segment, path, methods: {} })
          attach(current, child)
          all.push(child)
        }
        child.touched = true
        current = child
      }
      return { resource: current.resource }
    },
    finish(only) {
      const resources: Record<string, Resource> = {}
      const kept = only === 'all' ? all : all.filter((item) => item.touched)
      for (const { resource } of [...kept].sort((a, b) => compareText(a.resource.path, b.resource.path))) {
        resources[resource.id] = resource
      }
      return resources
    },
  }
}

function node(resource: ResourceDraft): Node {
  return { resource, children: new Map(), touched: false }
}

function attach(parent: Node, child: Node): void {
  const part = child.resource.pathPart ?? ''
  parent.children.set(part, child)
  if (part.startsWith('{')) parent.variable = part
}
