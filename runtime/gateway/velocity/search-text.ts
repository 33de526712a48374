import type { Budget } from './budget.ts'

/** How often a text holds another, none in another; between all characters and around them for the empty text. */
export function countText(text: string, sought: string, budget: Budget): number {
  if (sought === '') return text.length + 1
  budget.search(text.length, sought.length)
  let count = 0
  for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, at + sought.length)) count++
  budget.elements(count)
  return count
}

/** Puts a replacement in the place of one text or of all that are equal to it, unless what comes of it is too long. */
export function replaceText(text: string, sought: string, replacement: string, which: 'all' | 'first', budget: Budget): string {
  if (which === 'first') {
    budget.search(text.length, sought.length)
    budget.limitText(text.length + replacement.length)
    return text.replace(sought, () => replacement)
  }
  budget.text(text.length + countText(text, sought, budget) * (replacement.length - sought.length))
  return text.replaceAll(sought, () => replacement)
}
