import { expect, it } from 'vitest'
import { type Once, onceFor } from '../../../generator/base/once.ts'

const double = (input: number): { readonly twice: number } => ({ twice: input * 2 })
const described = (input: number, once: Once<number>): { readonly of: object; readonly text: string } => ({
  of: once(double),
  text: `${input}`,
})
const nothing = (): undefined => undefined

it('calls a function once, also through another one', () => {
  const once = onceFor(2)
  expect(once(described)).toEqual({ of: { twice: 4 }, text: '2' })
  expect(once(described)).toBe(once(described))
  expect(once(described).of).toBe(once(double))
})

it('remembers nothing from one input to the next', () => {
  expect(onceFor(2)(double)).not.toBe(onceFor(2)(double))
  expect(onceFor(3)(double)).toEqual({ twice: 6 })
})

it('remembers that a function gave nothing', () => {
  let calls = 0
  const counted = (): undefined => {
    calls += 1
    return nothing()
  }
  const once = onceFor(1)
  once(counted)
  once(counted)
  expect(calls).toBe(1)
})
