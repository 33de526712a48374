import { describe, expect, it } from 'vitest'
import { registry, ruleOf } from '../../../generator/diff/registry.ts'
import type { Difference } from '../../../generator/model/difference.ts'
import { bothWays } from '../../support/difference.ts'
import { whole } from './cases/api.ts'
import { bodies } from './cases/bodies.ts'
import type { Case } from './cases/case.ts'
import { consequences } from './cases/consequences.ts'
import { integrations } from './cases/integrations.ts'
import { operations } from './cases/operations.ts'
import { parameters } from './cases/parameters.ts'
import { responses } from './cases/responses.ts'
import { schemas } from './cases/schemas.ts'
import { security } from './cases/security.ts'

const areas = { operations, parameters, bodies, responses, security, integrations, whole, consequences }
const cases: readonly Case[] = [...Object.values(areas).flat(), ...schemas]

const places = [
  'request-parameter',
  'request-parameter-property',
  'request-body',
  'request-property',
  'response-header',
  'response-body',
  'response-property',
] as const

const codesOf = (found: readonly Difference[]): string[] => [...new Set(found.map(({ code }) => code))]

async function check([rule, base, head, also = []]: Case): Promise<void> {
  const { severity, area, inverse } = ruleOf(rule)
  const { there, back } = await bothWays(base, head)
  // Almost everything has consequences: they are told in pairs of their own.
  const told = there.filter((one) => one.area !== 'consequence' || area === 'consequence')
  expect(codesOf(told).sort()).toEqual([rule, ...also].sort())
  expect(there.filter(({ code }) => code === rule)).toEqual([
    expect.objectContaining({ severity, area, message: expect.stringMatching(/\.$/) }),
  ])
  const ways = codesOf(back)
  if (typeof inverse === 'string') expect(ways).toContain(inverse)
  else if ('waiver' in inverse) expect(ways).not.toContain(rule)
  else
    expect(
      inverse.some((way) => ways.includes(way)),
      ways.join(),
    ).toBe(true)
}

describe.each(Object.entries(areas))('rules about %s', (_area, pairs) => {
  it.each(pairs)('%s', async (...pair) => check(pair as unknown as Case))
})

describe('rules about schemas', () => {
  it.each(places)('at a %s', async (place) => {
    for (const pair of schemas.filter(([rule]) => rule.startsWith(`${place}-`))) await check(pair)
  })
})

describe('the registry', () => {
  it('has a pair for every rule, and every pair has a rule', () => {
    expect([...new Set(cases.map(([rule]) => rule as string))].sort()).toEqual([...registry.keys()].sort())
  })

  it('explains every rule', () => {
    for (const { id, title, cause, fix } of registry.values()) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/)
      for (const text of [title, cause, fix]) expect(text, id).toMatch(/^[A-Z`].*\.$/s)
      expect(title, id).not.toContain('. ')
    }
  })

  it('knows the way back of every rule, or why there is none', () => {
    for (const { inverse } of registry.values()) {
      if (typeof inverse === 'string') expect(registry.has(inverse), inverse).toBe(true)
      else if (!('waiver' in inverse)) expect(inverse.filter((way) => !registry.has(way))).toEqual([])
      else expect(inverse.waiver).toMatch(/^[a-z].*[^.]$/)
    }
  })
})
