import type { Clock } from '../retry.ts'

/** The tag by which an import tells others that it is at work. */
export const LOCK_TAG = 'apigen:lock'

/** Longer than any import; a lock that nobody came back for ends by itself. */
const HOUR = 3_600_000

/** Who holds the lock, and until when; letters that a tag may have. */
export function lockText(id: string, { now }: Clock): string {
  return `${id} ${new Date(now() + HOUR).toISOString()}`
}

/** The import that holds a lock; undefined for none, and for one that has ended. */
export function holderOf(text: string | undefined, { now }: Clock): { readonly id: string; readonly until: string } | undefined {
  const [id = '', until = ''] = (text ?? '').split(' ')
  return id === '' || !(Date.parse(until) > now()) ? undefined : { id, until }
}
