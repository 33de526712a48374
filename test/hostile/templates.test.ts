import { describe, expect, it } from 'vitest'
import { Budget, compileTemplate, renderParts, TemplateFailure } from '../../runtime/gateway/velocity/index.ts'
import { type Attack, deep, type Ending, endless, ways } from '../support/hostile-templates.ts'

/** A fifth of what a template may do: the attacks take more of anything. */
const STEPS = 1_000_000

function run({ template, body = '' }: Attack): { ending: Ending; said: string } {
  const scope = { body, params: { path: {}, querystring: {}, header: {} }, context: { stage: 'test' }, stageVariables: {} }
  try {
    const { parts } = renderParts(compileTemplate(template), scope, new Budget(STEPS))
    return { ending: 'result', said: parts.map(({ text }) => text).join('') }
  } catch (error) {
    if (error instanceof TemplateFailure) return { ending: error.kind, said: error.message }
    throw error
  }
}

describe('a template without an end is ended by its budget', () => {
  it.each(endless)('$name', (attack) => {
    expect(run(attack).ending).toBe('budget')
  })

  it('at the same place every time', () => {
    const some = endless.filter((_, at) => at % 8 === 0)
    expect(some.map(run)).toEqual(some.map(run))
  })
})

describe('a template that is too deep ends in a failure that says so', () => {
  it.each(deep)('$name', ({ ends, ...attack }) => {
    expect(run(attack).ending).toBe(ends)
  })
})

describe('no template gets out', () => {
  it.each(ways)('$name', (attack) => {
    const { said } = run(attack)
    expect(said).not.toMatch(/native code|\[object |function *\(|=>|root:/)
    expect({ ...(globalThis as { reached?: true }) }.reached).toBeUndefined()
    expect(({} as { reached?: true }).reached).toBeUndefined()
  })
})
