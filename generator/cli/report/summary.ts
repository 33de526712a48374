import type { Diagnostic } from '../../base/diagnostic.ts'

/** `2 errors, 1 warning`; empty when there is nothing. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return (['error', 'warning', 'note'] as const)
    .map((severity) => plural(diagnostics.filter((diagnostic) => diagnostic.severity === severity).length, severity))
    .filter((part) => part !== '')
    .join(', ')
}

/** `1 file`, `2 files`; empty for none. */
export function plural(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`
}
