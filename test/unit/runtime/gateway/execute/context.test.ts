import { expect, it } from 'vitest'
import { requestTime } from '../../../../../runtime/gateway/execute/context.ts'

it.each([
  ['one digit everywhere', Date.UTC(2015, 3, 9, 1, 2, 3), '09/Apr/2015:01:02:03 +0000'],
  ['two digits everywhere', Date.UTC(2026, 10, 27, 23, 45, 59), '27/Nov/2026:23:45:59 +0000'],
  ['a leap day', Date.UTC(2024, 1, 29), '29/Feb/2024:00:00:00 +0000'],
  ['what is below a second', Date.UTC(2025, 11, 31, 23, 59, 59, 999.5), '31/Dec/2025:23:59:59 +0000'],
])('writes the time of a request: %s', (_, time, text) => {
  expect(requestTime(time)).toBe(text)
})

it('knows every month', () => {
  const months = Array.from({ length: 12 }, (_, month) => requestTime(Date.UTC(2026, month, 15)).slice(3, 6))
  expect(months.join(' ')).toBe('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec')
})
