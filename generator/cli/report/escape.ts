import { nameUnseen, replaceUnseen } from '../../base/unseen.ts'

/**
 * Text of a spec for a terminal: control, format and direction characters become visible, line ends too. Whatever a path or a
 * description holds, it neither moves the cursor nor speaks to a CI system at the start of a line.
 */
export function visible(text: string): string {
  return replaceUnseen(text, (char) => {
    if (char === '\t') return ' '
    if (char === '\n') return '\\n'
    if (char === '\r') return '\\r'
    return nameUnseen(char)
  })
}

/** The same, with the line ends kept: for texts of several lines that are ours, such as help. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n')
}
