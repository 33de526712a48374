import { expect, it } from 'vitest'
import { endless, runAttack } from '../support/hostile-templates.ts'

it.each(endless)('the budget of a rendering ends $name', (attack) => {
  expect(runAttack(attack, 5_000_000).ending).toBe('budget')
})
