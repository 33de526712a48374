import { expect, it } from 'vitest'
import { calendarOf, lifeDelta, removalOf } from '../../../generator/diff/lifecycle.ts'

const life = (sunset?: string) => ({ deprecated: sunset !== undefined, sunset })

it.each([
  ['is far enough', 90, undefined, '2026-08-30', 'deprecated-with-sunset', 'is deprecated now and ends on 2026-08-30.'],
  [
    'is a day too soon',
    90,
    undefined,
    '2026-08-29',
    'sunset-date-too-small',
    'is deprecated now and ends on 2026-08-29, which is before 2026-08-30, the first day that `diff.sunsetDays` of the config allows.',
  ],
  ['is over', 90, undefined, '2026-05-31', 'sunset-date-too-small', 'is deprecated now and ends on 2026-05-31, which is over.'],
  [
    'is today, where no days are asked for',
    0,
    undefined,
    '2026-06-01',
    'deprecated-with-sunset',
    'is deprecated now and ends on 2026-06-01.',
  ],
  [
    'comes nearer, and too near',
    30,
    '2027-01-01',
    '2026-06-30',
    'sunset-date-changed-too-small',
    'ends on 2026-06-30, which is before 2026-07-01, the first day that `diff.sunsetDays` of the config allows; it was 2027-01-01.',
  ],
  ['comes nearer', 30, '2027-01-01', '2026-07-01', 'sunset-date-changed-earlier', 'ends on 2026-07-01; it was 2027-01-01.'],
])('an end that %s', (_, days, before, after, delta, text) => {
  expect(lifeDelta(life(before), life(after), calendarOf('2026-06-01', days))).toEqual([delta, text])
})

it('what goes on its day was announced, however many days are asked for', () => {
  expect(removalOf(life('2026-06-01'), calendarOf('2026-06-01', 90))).toEqual(['announced', '; it was to end on 2026-06-01'])
})
