/**
 * Where declarations live: with the one root that needs them, or with the one declaration through which all roots do. So nothing is declared twice,
 * and a root leads to nothing that it does not need. `uses`: by name, the names that it needs, roots among the keys. Gives the home of each
 * declaration that a root leads to: a root, or a declaration, which is its own home.
 */
export function homesOf(roots: readonly string[], uses: ReadonlyMap<string, readonly string[]>): Map<string, string> {
  const order = sorted(roots, uses)
  const place = new Map(order.map((name, index) => [name, index]))
  const users = usersOf(order, uses)
  /** The nearest one through which every way leads, by place; -1 for what several roots lead to. As Cooper, Harvey and Kennedy compute it. */
  const gates: (number | undefined)[] = order.map(() => undefined)
  for (const root of roots) gates[place.get(root) ?? 0] = -1
  const common = (a: number, b: number): number => {
    let [one, other] = [a, b]
    while (one !== other) {
      if (one > other) one = gates[one] ?? -1
      else other = gates[other] ?? -1
    }
    return one
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const [index, name] of order.entries()) {
      if (gates[index] === -1) continue
      const known = (users.get(name) ?? []).map((user) => place.get(user) ?? 0).filter((user) => gates[user] !== undefined)
      const gate = known.reduce((found, user) => common(found, user))
      if (gate !== gates[index]) changed = true
      gates[index] = gate
    }
  }
  const homes = new Map<string, string>()
  for (const [index, name] of order.entries()) {
    const gate = gates[index] ?? -1
    homes.set(name, gate === -1 ? name : (homes.get(order[gate] ?? '') ?? name))
  }
  return homes
}

/** All that roots lead to; what needs something before that, unless it is needed by it in turn. */
function sorted(roots: readonly string[], uses: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set<string>()
  const done: string[] = []
  for (const root of [...roots].reverse()) {
    const open: { readonly name: string; readonly rest: Iterator<string> }[] = []
    const enter = (name: string): void => {
      if (seen.has(name)) return
      seen.add(name)
      open.push({ name, rest: (uses.get(name) ?? []).values() })
    }
    enter(root)
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const { value, done: isDone } = top.rest.next()
      if (isDone) done.push((open.pop() ?? top).name)
      else enter(value)
    }
  }
  return done.reverse()
}

function usersOf(order: readonly string[], uses: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const users = new Map<string, string[]>()
  for (const user of order) {
    for (const name of uses.get(user) ?? []) {
      const known = users.get(name)
      if (known) known.push(user)
      else users.set(name, [user])
    }
  }
  return users
}
