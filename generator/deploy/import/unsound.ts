import { ApigenFailure } from '../../base/diagnostic.ts'

/** A failure of what was verified or relied on: no later try would pass, so the import is taken back. */
export function unsound(message: string, help: string): ApigenFailure {
  return new ApigenFailure('remote', message, { help, refused: true })
}
