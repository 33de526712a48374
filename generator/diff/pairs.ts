import { isObject } from '../base/json.ts'
import { methodOf } from '../base/methods.ts'
import type { OperationSurface } from '../model/api-model.ts'
import { operationLabel } from './describe.ts'
import { member, members, type Place } from './place.ts'
import type { Side } from './walk.ts'

/** One operation of one side. */
export interface OperationSide {
  /** `GET /pets/{petId}`. */
  readonly label: string
  readonly method: string
  readonly path: string
  readonly place: Place
  /** What derive made of it; absent for what has no model. */
  readonly model: OperationSurface | undefined
}

/** An operation of both sides. */
export interface OperationPair {
  readonly base: OperationSide
  readonly head: OperationSide
  /** Path variables of the base and their names in the head, by their turn in the path. */
  readonly variables: ReadonlyMap<string, string>
  /** The API sends the request and gets the response: a webhook or a callback. */
  readonly turned: boolean
}

/** Operations matched by method and path, where names of path variables do not count. */
export interface Matched {
  readonly pairs: readonly OperationPair[]
  readonly removed: readonly OperationSide[]
  readonly added: readonly OperationSide[]
}

/** Matches the operations of two sides. */
export function matchOperations(base: Side, head: Side): Matched {
  const old = operationsOf(base)
  const now = operationsOf(head)
  const exact = new Map(now.map((operation) => [operation.label, operation]))
  const taken = new Set<OperationSide>()
  const partners = new Map<OperationSide, OperationSide>()
  for (const operation of old) {
    const partner = exact.get(operation.label)
    if (!partner) continue
    partners.set(operation, partner)
    taken.add(partner)
  }
  const byShape = new Map<string, OperationSide[]>()
  for (const operation of now) {
    if (taken.has(operation)) continue
    const group = byShape.get(shapeOf(operation))
    if (group) group.push(operation)
    else byShape.set(shapeOf(operation), [operation])
  }
  for (const operation of old) {
    if (partners.has(operation)) continue
    const partner = byShape.get(shapeOf(operation))?.shift()
    if (!partner) continue
    partners.set(operation, partner)
    taken.add(partner)
  }
  return {
    pairs: [...partners].map(([before, after]) => ({
      base: before,
      head: after,
      variables: renamedVariables(before.path, after.path),
      turned: false,
    })),
    removed: old.filter((operation) => !partners.has(operation)),
    added: now.filter((operation) => !taken.has(operation)),
  }
}

function operationsOf(side: Side): readonly OperationSide[] {
  const models = new Map(side.model.operations.map((operation) => [operation.pointer, operation]))
  const paths = member({ value: side.document.root, pointer: '' }, 'paths')
  return members(paths).flatMap(([path, item]) => methodsOf(path, item).map((side) => ({ ...side, model: models.get(side.place.pointer) })))
}

/** The operations of a path item, without their models. */
export function methodsOf(path: string, item: Place): readonly OperationSide[] {
  return members(item)
    .filter(([key, place]) => methodOf(key) !== undefined && isObject(place.value))
    .map(([key, place]) => {
      const label = operationLabel(key, path)
      return { label, method: label.slice(0, label.indexOf(' ')), path, place, model: undefined }
    })
}

const VARIABLE = /\{([^{}+]*)(\+?)\}/g

function shapeOf(operation: OperationSide): string {
  return `${operation.method} ${operation.path.replace(VARIABLE, '{$2}')}`
}

function renamedVariables(before: string, after: string): ReadonlyMap<string, string> {
  const old = [...before.matchAll(VARIABLE)].map((match) => match[1] ?? '')
  const now = [...after.matchAll(VARIABLE)].map((match) => match[1] ?? '')
  return new Map(old.map((name, index) => [name, now[index] ?? name]))
}
