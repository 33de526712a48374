/**
 * The edges of a graph that lie on a circle: for each node on one, the nodes it leads to that lead back to it. Linear, and iterative,
 * so that no graph is too large or too deep (Tarjan's strongly connected components).
 */
export function circularEdges(edges: ReadonlyMap<string, readonly string[]>): Map<string, ReadonlySet<string>> {
  const component = components(edges)
  const circular = new Map<string, ReadonlySet<string>>()
  for (const [node, targets] of edges) {
    const same = targets.filter((to) => component.get(to) === component.get(node))
    if (same.length > 0) circular.set(node, new Set(same))
  }
  return circular
}

/** The number of the strongly connected component of each node. Targets that are no nodes have none. */
function components(edges: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const component = new Map<string, number>()
  const open: string[] = []
  const lower = (node: string, to: number): void => {
    low.set(node, Math.min(low.get(node) ?? to, to))
  }
  let count = 0
  for (const root of edges.keys()) {
    if (order.has(root)) continue
    const work = [{ node: root, next: 0 }]
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const { node } = frame
      if (frame.next === 0) {
        lower(node, order.size)
        order.set(node, order.size)
        open.push(node)
      }
      const targets = edges.get(node) ?? []
      const to = targets[frame.next]
      frame.next++
      if (to !== undefined) {
        const known = order.get(to)
        if (known === undefined && edges.has(to)) work.push({ node: to, next: 0 })
        else if (known !== undefined && !component.has(to)) lower(node, known)
        continue
      }
      work.pop()
      const own = low.get(node) ?? 0
      const above = work.at(-1)
      if (above) lower(above.node, own)
      if (own !== order.get(node)) continue
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        component.set(member, count)
        if (member === node) break
      }
      count++
    }
  }
  return component
}
