import { expect, it } from 'vitest'
import { createUuids } from '../../../../runtime/gateway/uuids.ts'

it('makes random UUIDs of version 4, each another one', () => {
  const uuid = createUuids()
  const made = Array.from({ length: 1200 }, uuid)
  for (const one of made) expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(made).size).toBe(1200)
  // Every digit is at every place where any may stand.
  for (const place of Array.from({ length: 36 }, (_, index) => index))
    if (![8, 13, 14, 18, 19, 23].includes(place)) expect(new Set(made.map((one) => one[place])).size).toBeGreaterThan(12)
})
