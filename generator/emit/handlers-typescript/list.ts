import { type Code, type CodeFile, joinCode } from '../code.ts'

/** An array expression: on one line where it is short, else one item a line. */
export function list(items: readonly Code[], file: CodeFile): Code {
  const line = joinCode(items, ', ')
  if (items.length < 2 && line.length < 90) return file.code`[${line}]`
  const lines = joinCode(
    items.map((item) => file.code`${item},`),
    '\n',
  )
  return file.code`
    [
      ${lines}
    ]`
}
