import type { ApigenFailure } from '../../base/diagnostic.ts'
import type { JsonObject } from '../../base/json.ts'
import { configTexts } from '../config-texts.ts'
import { diagnosticsJson } from './json.ts'

const EXIT = { usage: 2, unreadable: 2, refused: 1, remote: 3, interrupted: 130 } as const

/** The exit code of a failure. */
export function exitCodeOf({ kind }: ApigenFailure): number {
  return EXIT[kind]
}

/** Why something failed, as data. */
export function failureJson(error: ApigenFailure): JsonObject {
  const { kind, message, help = null } = error
  return {
    error: { kind, message, help, exitCode: exitCodeOf(error) },
    diagnostics: diagnosticsJson(error.diagnostics, configTexts(error)),
  }
}
