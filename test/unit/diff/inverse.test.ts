import { describe, expect, it } from 'vitest'
import { registry } from '../../../generator/diff/registry.ts'
import type { Difference } from '../../../generator/model/difference.ts'
import { differences, type Root, withOperation } from '../../support/difference.ts'
import { seeded } from '../../support/random.ts'

type Random = () => number

const NAMES = ['a', 'b', 'c']
const REFS = ['A', 'B', 'C']

const one = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
const some = <T>(random: Random, list: readonly T[]): T[] => list.filter(() => random() < 0.5)

/** A schema with a little of everything, at most `depth` levels deep. */
function schema(random: Random, depth: number): unknown {
  const below = (): unknown => schema(random, depth - 1)
  const leaves: readonly (() => unknown)[] = [
    () => ({ type: one(random, ['string', 'integer', 'number', 'boolean', ['string', 'null'], ['string', 'integer']]) }),
    () => ({
      type: 'string',
      ...(random() < 0.5 && { maxLength: one(random, [3, 5]) }),
      ...(random() < 0.5 && { pattern: one(random, ['', '^a', '^b']) }),
    }),
    () => ({ type: 'integer', [one(random, ['minimum', 'multipleOf', 'exclusiveMaximum'])]: one(random, [2, 3, 4]) }),
    () => ({ enum: some(random, ['x', 'y', null, 1]) }),
    () => ({ $ref: `#/components/schemas/${one(random, REFS)}` }),
    () => one(random, [true, false, {}]),
  ]
  const inner: readonly (() => unknown)[] = [
    () => ({
      type: 'object',
      properties: Object.fromEntries(some(random, NAMES).map((name) => [name, below()])),
      required: some(random, NAMES),
      ...(random() < 0.4 && { additionalProperties: one(random, [false, true, below()]) }),
    }),
    () => ({ type: 'array', items: below(), ...(random() < 0.3 && { uniqueItems: random() < 0.5 }) }),
    () => ({ [one(random, ['oneOf', 'anyOf', 'allOf'])]: Array.from({ length: 1 + Math.floor(random() * 3) }, below) }),
    () => ({ $ref: `#/components/schemas/${one(random, REFS)}`, minProperties: one(random, [1, 2]) }),
    () => ({ allOf: [{ $ref: `#/components/schemas/${one(random, REFS)}` }, below()] }),
  ]
  return one(random, depth <= 0 ? leaves : [...leaves, ...inner, ...inner])()
}

function document(random: Random): Root {
  return withOperation(
    {
      requestBody: { content: { 'application/json': { schema: schema(random, 3) } } },
      responses: { '200': { description: '', content: { 'application/json': { schema: schema(random, 3) } } } },
    },
    { components: { schemas: Object.fromEntries(REFS.map((name) => [name, schema(random, 2)])) } },
    ['/pets', 'post'],
  )
}

/** The rules of which one has to find the way back of another: its inverse, or one that names it as its own. */
const waysBack = (code: string): string[] =>
  [...registry.values()].filter(({ id }) => namesBack(code, id) || namesBack(id, code)).map(({ id }) => id)

const namesBack = (code: string, way: string): boolean => {
  const inverse = registry.get(code)?.inverse
  return Array.isArray(inverse) ? inverse.includes(way) : inverse === way
}

/** What became one of several keeps its parts in the alternatives, so that nothing is said of them on the way there. */
const isWrapped = (back: ReadonlySet<string>): boolean => [...back].some((code) => /-wrapped-in-one-of/.test(code))

const codes = (found: readonly Difference[]): Set<string> => new Set(found.map(({ code }) => code))

/** The same value with the keys of all objects in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  )
}

describe('any two documents', () => {
  it.each(Array.from({ length: 150 }, (_, seed) => seed))('of seed %i', async (seed) => {
    const random = seeded(seed)
    const [base, head] = [document(random), document(random)]
    const there = await differences(base, head)
    const back = codes(await differences(head, base))
    for (const { code, severity, message } of there) {
      expect(registry.has(code), code).toBe(true)
      expect(['error', 'warning', 'note']).toContain(severity)
      expect(message).toMatch(/^[`A-Z].*\.$/s)
      expect(
        waysBack(code).some((way) => back.has(way)) || isWrapped(back),
        `${message} (${code}) leads back by ${[...back].join(', ')}`,
      ).toBe(true)
    }
    expect(await differences(base, reversed(base) as Root)).toEqual([])
    expect(codes(await differences(base, reversed(head) as Root))).toEqual(codes(there))
  })
})
