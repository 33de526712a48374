import type { Json } from '../base/json.ts'

/** What something says of its end. */
export interface Life {
  readonly deprecated: boolean
  /** The value of `x-sunset`: a day or a moment of RFC 3339, if it is one. */
  readonly sunset: Json | undefined
}

/** What may happen to the end of something that stays. */
export type LifeDelta =
  | 'deprecated'
  | 'deprecated-with-sunset'
  | 'deprecated-sunset-invalid'
  | 'sunset-date-too-small'
  | 'reactivated'
  | 'sunset-deleted'
  | 'sunset-date-changed-earlier'
  | 'sunset-date-changed-too-small'
  | 'sunset-date-changed-later'

/** How far something was announced to end when it went. */
export type Removal = 'unannounced' | 'announced' | 'too-early' | 'unreadable'

/** The days that dates of `x-sunset` are held against, such as `2026-01-31`. */
export interface Calendar {
  readonly today: string
  /** The first day on which what is deprecated today may end. */
  readonly earliest: string
}

/** The calendar of a day on which something is to stay for so many days once it is deprecated. */
export function calendarOf(today: string, days = 0): Calendar {
  const earliest = new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
  return { today, earliest }
}

/** What happened to the end of something, and a text that goes on after its name. */
export function lifeDelta(before: Life, after: Life, calendar: Calendar): readonly [LifeDelta, string] | undefined {
  if (!after.deprecated) return before.deprecated ? ['reactivated', 'is no longer deprecated.'] : undefined
  const day = dayOf(after.sunset)
  if (!before.deprecated) {
    if (after.sunset === undefined) return ['deprecated', 'is deprecated now.']
    if (day === undefined) return ['deprecated-sunset-invalid', `is deprecated now; \`x-sunset\` is no date: ${show(after.sunset)}.`]
    if (day < calendar.earliest)
      return ['sunset-date-too-small', `is deprecated now and ends on ${day}, which is ${tooSoon(day, calendar)}.`]
    return ['deprecated-with-sunset', `is deprecated now and ends on ${day}.`]
  }
  if (before.sunset === undefined) return undefined
  if (after.sunset === undefined) return ['sunset-deleted', 'is deprecated and no longer says when it ends.']
  const old = dayOf(before.sunset)
  if (old === day && (day !== undefined || before.sunset === after.sunset)) return undefined
  if (day === undefined) return ['deprecated-sunset-invalid', `is deprecated; \`x-sunset\` is no date any more: ${show(after.sunset)}.`]
  // A date that nobody could read promised nothing.
  if (old === undefined) return undefined
  if (day > old) return ['sunset-date-changed-later', `ends on ${day}; it was ${old}.`]
  return day < calendar.earliest
    ? ['sunset-date-changed-too-small', `ends on ${day}, which is ${tooSoon(day, calendar)}; it was ${old}.`]
    : ['sunset-date-changed-earlier', `ends on ${day}; it was ${old}.`]
}

function tooSoon(day: string, { today, earliest }: Calendar): string {
  return day < today ? 'over' : `before ${earliest}, the first day that \`diff.sunsetDays\` of the config allows`
}

/** How the removal of something was announced, and a text that goes on after "is gone". */
export function removalOf({ deprecated, sunset }: Life, { today }: Calendar): readonly [Removal, string] {
  if (!deprecated) return ['unannounced', '']
  if (sunset === undefined) return ['announced', '; it was deprecated']
  const day = dayOf(sunset)
  if (day === undefined) return ['unreadable', `; it was deprecated, and its \`x-sunset\` was no date: ${show(sunset)}`]
  return today < day ? ['too-early', `; it was to end on ${day}`] : ['announced', `; it was to end on ${day}`]
}

const DAY = /^(\d{4}-\d{2}-\d{2})(?:[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/

/** The day of a date or moment of RFC 3339 (section 5.6); undefined for everything else, such as the 30th of February. */
function dayOf(value: Json | undefined): string | undefined {
  const day = typeof value === 'string' ? DAY.exec(value)?.[1] : undefined
  if (day === undefined) return undefined
  const time = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? undefined : day
}

function show(value: Json): string {
  const text = JSON.stringify(value)
  return `\`${text.length > 40 ? `${text.slice(0, 39)}…` : text}\``
}
