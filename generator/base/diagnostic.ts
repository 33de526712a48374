import { type DiagnosticCode, entryOf } from './catalog.ts'
import { compareText } from './json.ts'

/** How bad it is. For a difference of two documents: error = breaking. */
export type Severity = 'error' | 'warning' | 'note'

/** A place in the author's files: `pointer` is a JSON pointer without `#`; `on` says whether the key or the value is meant. */
export interface SourceRef {
  readonly file: string
  readonly pointer: string
  readonly on?: 'key' | 'value'
  /** An offset and length inside the text of the value itself, in UTF-16 units: a place inside a mapping template. */
  readonly inside?: { readonly offset: number; readonly length: number }
}

/** One finding. Its severity is that of its code in the catalog unless a rule has a reason to be milder. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  /** A full sentence, names in backticks, no blame. Spec text in it is raw: whoever prints it escapes it. */
  readonly message: string
  readonly at?: SourceRef
  readonly help?: string
  readonly related?: readonly { readonly at: SourceRef; readonly message: string }[]
}

/** Where stages send their findings. */
export type Report = (diagnostic: Diagnostic) => void

/** Files have at most eight digits of characters. */
const OFFSET_DIGITS = 8

/** Sorted by file, place and code, one of each; inside a text by where they stand in it. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const unique = new Map<string, Diagnostic>()
  for (const diagnostic of diagnostics) {
    const key = [
      diagnostic.at?.file ?? '',
      diagnostic.at?.pointer ?? '',
      diagnostic.at?.on ?? '',
      String(diagnostic.at?.inside?.offset ?? '').padStart(OFFSET_DIGITS, '0'),
      diagnostic.code,
      diagnostic.message,
    ].join('\0')
    if (!unique.has(key)) unique.set(key, diagnostic)
  }
  return [...unique].sort(([a], [b]) => compareText(a, b)).map(([, diagnostic]) => diagnostic)
}

/**
 * A failure with something to say to the user: carried as diagnostics, never as a stack trace. Thrown where a stage cannot
 * go on (an unreadable file, a wrong flag); everything else is reported.
 */
export class ApigenFailure extends Error {
  readonly kind: FailureKind
  readonly help: string | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** For a call to a remote: it was answered with a refusal, or never sent, so that it had no effect. */
  readonly refused: boolean

  constructor(
    kind: FailureKind,
    message: string,
    options: { help?: string; diagnostics?: readonly Diagnostic[]; refused?: boolean; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'ApigenFailure'
    this.kind = kind
    this.help = options.help
    this.diagnostics = options.diagnostics ?? []
    this.refused = options.refused ?? false
  }
}

/** Why apigen cannot go on: it decides the exit code. `refused`: API Gateway would refuse the spec, which apigen can read. */
export type FailureKind = 'usage' | 'unreadable' | 'refused' | 'remote' | 'interrupted'

/** Makes a diagnostic with the severity of its catalog entry. */
export function diagnose(
  code: DiagnosticCode,
  message: string,
  at?: SourceRef,
  more: Pick<Diagnostic, 'help' | 'related'> = {},
): Diagnostic {
  return { code, severity: entryOf(code).severity, message, ...(at && { at }), ...more }
}
