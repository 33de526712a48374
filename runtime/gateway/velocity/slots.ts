/**
 * The variables of a template by number. Velocity has no way to name one at run time, so all of them are known when the template is
 * compiled, and reading one is reading an element of a list.
 */
export interface Slots {
  readonly names: readonly string[]
  /** The number of a name; a new one for a new name. */
  of(name: string): number
}

/** No variables yet. */
export function createSlots(): Slots {
  const names: string[] = []
  const numbers = new Map<string, number>()
  return {
    names,
    of(name) {
      const known = numbers.get(name)
      if (known !== undefined) return known
      numbers.set(name, names.length)
      names.push(name)
      return names.length - 1
    },
  }
}
