import { describe, expect, it } from 'vitest'
import { runAll } from '../support/hostile-documents.ts'
import { type Attack, deep, endless, runAttack, ways } from '../support/hostile-templates.ts'

/** A fifth of what a template may do: the attacks take more of anything. */
const STEPS = 1_000_000

describe('a template without an end is ended by its budget', () => {
  // `npm run prove -- hostile-templates` takes them all, to the whole budget.
  it.each(endless.filter((_, at) => at % 4 === 0))('$name', (attack) => {
    expect(runAttack(attack, STEPS).ending).toBe('budget')
  })

  it('at the same place every time', () => {
    const some = endless.filter((_, at) => at % 16 === 0)
    const once = (): unknown => some.map((attack) => runAttack(attack, STEPS))
    expect(once()).toEqual(once())
  })
})

describe('a template that is too deep ends in a failure that says so', () => {
  it.each(deep)('$name', ({ ends, ...attack }) => {
    expect(runAttack(attack, STEPS).ending).toBe(ends)
  })
})

describe('no template gets out', () => {
  it.each(ways)('$name', (attack) => {
    const { said } = runAttack(attack, STEPS)
    expect(said).not.toMatch(/native code|\[object |function *\(|=>|root:/)
    expect({ ...(globalThis as { reached?: true }) }.reached).toBeUndefined()
    expect(({} as { reached?: true }).reached).toBeUndefined()
  })
})

/** Beyond 300 KB, a template is not looked at. */
const isLong = ({ template }: Attack): boolean => template.length > 300 * 1024

describe('a spec that holds such templates', () => {
  it('is checked and generated to the end', async () => {
    const uri = 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations'
    const attacks = [...endless.filter(({ name }, at) => at % 24 === 0 || name.includes('doubles')), ...deep]
    const operations = attacks.map(({ name, template }, at) => {
      const integration = { type: 'aws', httpMethod: 'POST', uri, requestTemplates: { 'application/json': template } }
      return [`/${at}`, { post: { responses: { 200: { description: name } }, 'x-amazon-apigateway-integration': integration } }]
    })
    const document = { openapi: '3.0.3', info: { title: 'Hostile', version: '1' }, paths: Object.fromEntries(operations) }
    const { spec, found } = await runAll('a.json', JSON.stringify(document))
    expect(spec?.model.operations.length).toBe(attacks.length)
    const refused = found.filter(({ code }) => code === 'templates/syntax' || code === 'templates/size')
    expect(refused.length).toBe(attacks.filter((attack) => ('ends' in attack && attack.ends === 'syntax') || isLong(attack)).length)
  })
})
