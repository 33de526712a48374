import { expect, it } from 'vitest'
import { daysBetween, periodStart, type Quota } from '../../../../../runtime/gateway/definition/quota-period.ts'

it.each<[period: Quota['period'], offset: number, now: string, start: string]>([
  ['DAY', 0, '2026-01-31T23:59:59Z', '2026-01-31'],
  ['WEEK', 0, '2026-01-31T12:00:00Z', '2026-01-25'],
  ['WEEK', 0, '2026-01-25T00:00:00Z', '2026-01-25'],
  ['WEEK', 1, '2026-01-25T00:00:00Z', '2026-01-19'],
  ['WEEK', 6, '2026-01-31T00:00:00Z', '2026-01-31'],
  ['MONTH', 0, '2026-01-31T12:00:00Z', '2026-01-01'],
  ['MONTH', 14, '2026-03-15T00:00:00Z', '2026-03-15'],
  ['MONTH', 14, '2026-03-14T23:59:59Z', '2026-02-15'],
  ['MONTH', 27, '2026-01-01T00:00:00Z', '2025-12-28'],
])('a %s that begins on day %i: %s is in the one of %s', (period, offset, now, start) => {
  expect(periodStart({ limit: 1, period, offset }, Date.parse(now))).toBe(start)
})

it('counts days with both ends', () => {
  expect(daysBetween('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
})
