/**
 * What nobody sees and a terminal, an editor or a compiler obeys (Trojan Source, CVE-2021-42574): controls, marks of format and
 * direction, the line ends of Unicode, private characters, halves of pairs, and letters without ink. Variation selectors, which
 * choose the shape of the letter before them, stay.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5/gu

// Classes of Unicode are slow to look for, and plain text holds none of them: they are looked for only where it ends.
const NOT_PLAIN = /[^ -~]+/g
const NOT_PLAIN_IN_LINES = /[^\n -~]+/g

/** The text with every character that cannot be seen replaced. */
export function replaceUnseen(text: string, replace: (char: string) => string): string {
  return text.replace(NOT_PLAIN, (run) => run.replace(UNSEEN, replace))
}

/** The character in words: `<U+202E>`. */
export function nameUnseen(char: string): string {
  return `<U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`
}

/** JSON that means the same, with escapes for what cannot be seen; its own line ends stay. */
export function escapeUnseen(json: string): string {
  // Whole documents come this way, and hardly one holds any: none is copied to find that out.
  if (!runsOf(json).some((run) => run.search(UNSEEN) !== -1)) return json
  return json.replace(NOT_PLAIN_IN_LINES, (run) => run.replace(UNSEEN, escapeChar))
}

function runsOf(json: string): readonly string[] {
  return json.match(NOT_PLAIN_IN_LINES) ?? []
}

function escapeChar(char: string): string {
  return char.split('').map(escapeUnit).join('')
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
