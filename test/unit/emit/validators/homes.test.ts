import { describe, expect, it } from 'vitest'
import { homesOf } from '../../../../generator/emit/validators/homes.ts'

/** `a: b c` for each that needs others. */
const homes = (roots: string, ...lines: readonly string[]): Record<string, string> => {
  const uses = new Map(
    lines.map((line) => {
      const [name = '', needed = ''] = line.split(': ')
      return [name, needed.split(' ')] as const
    }),
  )
  return Object.fromEntries(homesOf(roots.split(' '), uses))
}

describe('the home of a declaration', () => {
  it('is the root that alone needs it, however it gets there', () => {
    expect(homes('a b', 'a: x y', 'x: z', 'y: z', 'b: w')).toEqual({ a: 'a', b: 'b', x: 'a', y: 'a', z: 'a', w: 'b' })
  })

  it('is itself where roots share it, and that of what it alone needs', () => {
    expect(homes('a b', 'a: x', 'b: x', 'x: y', 'y: z')).toEqual({ a: 'a', b: 'b', x: 'x', y: 'x', z: 'x' })
  })

  it('is itself where two that are shared need it', () => {
    expect(homes('a b c', 'a: x', 'b: x y', 'c: y', 'x: z', 'y: z')).toMatchObject({ x: 'x', y: 'y', z: 'z' })
  })

  it('is found in circles', () => {
    expect(homes('a b', 'a: x', 'x: y', 'y: x')).toMatchObject({ x: 'a', y: 'a' })
    expect(homes('a b', 'a: x', 'b: y', 'x: y', 'y: x')).toMatchObject({ x: 'x', y: 'y' })
    expect(homes('a b', 'a: x', 'b: x', 'x: y x', 'y: x')).toMatchObject({ x: 'x', y: 'x' })
  })

  it('is no question of the order', () => {
    expect(homes('b a', 'b: u2', 'a: u1 u2', 'u1: s', 'u2: s', 's: t u', 't: v', 'u: v')).toMatchObject({
      u1: 'a',
      u2: 'u2',
      s: 's',
      t: 's',
      v: 's',
    })
  })

  it('takes a chain of many as it takes a short one', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `n${index}: n${index + 1}`)
    expect(homes('n0', ...lines).n20000).toBe('n0')
  })
})
