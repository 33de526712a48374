import { compareText } from '../base/json.ts'
import type { FileChange } from '../model/plan.ts'

/** A handler of the user's that nothing calls any more: `path` and `to` are paths below the output folder. */
export interface LeftoverHandler {
  readonly path: string
  /** Where its operation is now: another name of the same method and path, whose own handler is just being seeded. */
  readonly to?: string
  /** That operation, as `GET /pets`. */
  readonly operation?: string
}

/**
 * The handlers whose contracts go with a plan. An operation that has another id is known by its method and path, which every contract names
 * in its comment. `found` has the texts of the files that go.
 */
export function leftoverHandlers(changes: readonly FileChange[], found: ReadonlyMap<string, string>): readonly LeftoverHandler[] {
  // Most runs remove nothing: then no text is looked into.
  if (!changes.some(({ action, id }) => action === 'delete' && handlerOf(id) !== undefined)) return []
  const seeded = new Set(changes.filter(({ action, owner }) => action === 'create' && owner === 'you').map(({ id }) => id))
  const added = new Map<string, string>()
  for (const { action, id, text = '' } of changes) {
    const handler = handlerOf(id)
    const operation = operationIn(text)
    if (action === 'create' && handler !== undefined && operation !== undefined && seeded.has(handler))
      added.set(key(id, operation), handler)
  }
  return changes
    .flatMap(({ action, id }): LeftoverHandler[] => {
      const path = action === 'delete' ? handlerOf(id) : undefined
      if (path === undefined) return []
      const operation = operationIn(found.get(id) ?? '')
      const to = operation === undefined ? undefined : added.get(key(id, operation))
      return [{ path, ...(to !== undefined && operation !== undefined && { to, operation }) }]
    })
    .sort((a, b) => compareText(a.path, b.path))
}

/** The user's own file of a contract, `generated/handlers/<language>/<operation>`. */
function handlerOf(contract: string): string | undefined {
  const [, own] = /^generated\/(handlers\/[^/]+\/[^/]+)$/.exec(contract) ?? []
  return own?.replace(/^(handlers\/java\/.+)Operation\.java$/, '$1.java')
}

/** The first operation that a contract names. */
function operationIn(text: string): string | undefined {
  return /`([A-Z]+ \/[^`\n]*)`/.exec(text)?.[1]
}

/** Names of one language alone stand for each other. */
function key(path: string, operation: string): string {
  return `${path.slice(0, path.lastIndexOf('/'))} ${operation}`
}
