import { compareText } from './json.ts'

/**
 * The nearest of the candidates to a mistyped word (at most a third of its letters differ), else the shortest that begins with it (three
 * letters or more); undefined when there is none. Letters that all begin with say nothing: they do not count.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase()
  const known = [...candidates]
  const shared = commonStart([wanted, ...known.map((candidate) => candidate.toLowerCase())])
  const rest = wanted.slice(shared)
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(rest.length / 3)) + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue
    const distance = editDistance(rest, candidate.toLowerCase().slice(shared))
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  if (best !== undefined || wanted.length < 3) return best
  const longer = known.filter((candidate) => candidate.toLowerCase().startsWith(wanted))
  return longer.sort((a, b) => a.length - b.length || compareText(a, b))[0]
}

/** How many letters a word and several candidates all begin with: a single candidate has nothing to be told apart from. */
function commonStart(texts: readonly string[]): number {
  const [first = ''] = texts
  if (texts.length < 3) return 0
  let length = 0
  while (length < first.length && texts.every((text) => text.charAt(length) === first.charAt(length))) length++
  return length
}

/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbors cost one each. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, (beforeLast[j - 2] ?? 0) + 1)
      row.push(value)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
