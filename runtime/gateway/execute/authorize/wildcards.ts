/** `*` for any text, `?` for one character; goes back to the last star only, so never exponential. */
export function matchesWildcards(pattern: string, text: string): boolean {
  let at = 0
  let star = -1
  let mark = 0
  let index = 0
  while (index < text.length) {
    if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index]) && pattern[at] !== '*') {
      at++
      index++
    } else if (pattern[at] === '*') {
      star = at++
      mark = index
    } else if (star !== -1) {
      at = star + 1
      index = ++mark
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}
