import type { UsagePlan } from './rest-api.ts'

/** A quota of a usage plan. */
export type Quota = NonNullable<UsagePlan['quota']>

const millisecondsADay = 86_400_000

/** The day of a moment, in UTC: `2026-01-31`. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** The first day of the period that a moment is in. The offset is the day on which periods start: 0 is a Sunday, or the first of a month. */
export function periodStart({ period, offset = 0 }: Quota, time: number): string {
  const date = new Date(time)
  switch (period) {
    case 'DAY':
      return dayOf(time)
    case 'WEEK':
      return dayOf(time - ((date.getUTCDay() - offset + 7) % 7) * millisecondsADay)
    case 'MONTH': {
      const thisMonth = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1 + offset)
      return dayOf(thisMonth <= time ? thisMonth : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, 1 + offset))
    }
  }
}

/** The days from the first to the last, both included. */
export function daysBetween(first: string, last: string): readonly string[] {
  const days: string[] = []
  for (let time = Date.parse(first); time <= Date.parse(last); time += millisecondsADay) days.push(dayOf(time))
  return days
}
