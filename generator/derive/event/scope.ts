import { anyOf, NOTHING, type Values } from './values.ts'

/** What a condition makes sure of: a reference or a way into the body, and the value that its variable had then. */
export type Certain = readonly [key: string, value: Values | undefined]

/** The variables of a template at one place of it. What is set in a branch stands in a layer of its own until the branches meet. */
export interface Scope {
  readonly outer: Scope | undefined
  readonly values: Map<string, Values>
  /** What is there and not empty, by reference or by way into the body. */
  readonly present: ReadonlyMap<string, Values | undefined>
}

/** A layer above another, with what a condition made sure of. */
export function layer(outer: Scope | undefined, present: readonly Certain[] = []): Scope {
  return { outer, values: new Map(), present: new Map(present) }
}

/** The value of a variable; undefined where nothing has set it. */
export function lookUp(scope: Scope, name: string): Values | undefined {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const found = at.values.get(name)
    if (found) return found
  }
  return undefined
}

/** Whether a condition around this place made sure of something, while its variable had the value that it still has. */
export function isPresent(scope: Scope, [key, value]: Certain): boolean {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    if (at.present.has(key)) return at.present.get(key) === value
  }
  return false
}

/** Where the layers above a scope meet, a variable is what one of them made of it, or what it was where one left it. */
export function meet(scope: Scope, branches: readonly Scope[]): void {
  const made = new Map<string, Values[]>()
  for (const branch of branches) {
    for (const [name, value] of branch.values) {
      const values = made.get(name)
      if (values) values.push(value)
      else made.set(name, [value])
    }
  }
  for (const [name, values] of made) {
    if (values.length < branches.length) values.push(lookUp(scope, name) ?? NOTHING)
    scope.values.set(name, anyOf(values))
  }
}
