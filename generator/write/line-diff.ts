/** One line of a difference of two texts. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed' | 'gap'
  readonly text: string
}

/** Beyond this many steps a difference is no longer worth reading, and the middle is shown as replaced as a whole. */
const MAX_STEPS = 2_000

/** What to change in `before` to get `after`, line by line, with `context` unchanged lines around each change (Myers' algorithm). */
export function diffLines(before: string, after: string, context = 2): readonly DiffLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const middle = edit(a.slice(start, a.length - end), b.slice(start, b.length - end))
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ kind: 'same', text }))
  return withContext([...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))], context)
}

function edit(a: readonly string[], b: readonly string[]): DiffLine[] {
  const reach = new Map<number, number>([[1, 0]])
  const trace: Map<number, number>[] = []
  const limit = Math.min(a.length + b.length, MAX_STEPS)
  for (let steps = 0; steps <= limit; steps++) {
    trace.push(new Map(reach))
    for (let k = -steps; k <= steps; k += 2) {
      const down = k === -steps || (k !== steps && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1))
      let x = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++
      reach.set(k, x)
      if (x >= a.length && x - k >= b.length) return walkBack(trace, a, b, steps)
    }
  }
  return [...a.map((text): DiffLine => ({ kind: 'removed', text })), ...b.map((text): DiffLine => ({ kind: 'added', text }))]
}

function walkBack(trace: readonly Map<number, number>[], a: readonly string[], b: readonly string[], found: number): DiffLine[] {
  const lines: DiffLine[] = []
  let [x, y] = [a.length, b.length]
  for (let steps = found; steps >= 0; steps--) {
    const reach = trace[steps] ?? new Map<number, number>()
    const k = x - y
    const down = k === -steps || (k !== steps && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1))
    const previousX = steps === 0 ? 0 : (reach.get(down ? k + 1 : k - 1) ?? 0)
    const previousY = steps === 0 ? 0 : previousX - (down ? k + 1 : k - 1)
    while (x > previousX && y > previousY) {
      lines.push({ kind: 'same', text: a[x - 1] ?? '' })
      x--
      y--
    }
    if (steps === 0) break
    if (down) lines.push({ kind: 'added', text: b[y - 1] ?? '' })
    else lines.push({ kind: 'removed', text: a[x - 1] ?? '' })
    ;[x, y] = [previousX, previousY]
  }
  return lines.reverse()
}

function withContext(lines: readonly DiffLine[], context: number): DiffLine[] {
  const near = new Uint8Array(lines.length)
  lines.forEach((line, index) => {
    if (line.kind === 'same') return
    near.fill(1, Math.max(0, index - context), Math.min(lines.length, index + context + 1))
  })
  const shown: DiffLine[] = []
  lines.forEach((line, index) => {
    if (near[index]) shown.push(line)
    else if (shown.length > 0 && shown.at(-1)?.kind !== 'gap') shown.push({ kind: 'gap', text: '' })
  })
  if (shown.at(-1)?.kind === 'gap') shown.pop()
  return shown
}
