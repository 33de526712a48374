import { type CodeFile, type ImportSymbol, type Printable, symbol } from '../code.ts'
import { identifier } from '../languages/python.ts'

/**
 * Prints the names that handlers write in their annotations, each a union of types. They are texts: only type checkers read them, and
 * nothing is imported for them at run time.
 */
export function printAliases(file: CodeFile, aliases: Readonly<Record<string, readonly Printable[]>>): void {
  for (const [name, types] of Object.entries(aliases)) {
    const union = types.flatMap((type, index): Printable[] => (index === 0 ? [type] : [file.code` | `, type]))
    file.print`${identifier(name)}: ${symbol('TypeAlias', 'typing', 'type')} = "${union}"`
  }
}

/**
 * A type with its arguments, for `printAliases` to print and not before: in a text nobody would see that its names are used.
 */
export function generic(file: CodeFile, type: ImportSymbol, ...args: readonly Printable[]): Printable {
  const listed = args.flatMap((arg, index): Printable[] => (index === 0 ? [arg] : [file.code`, `, arg]))
  return [type, file.code`[`, ...listed, file.code`]`]
}
