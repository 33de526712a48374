import { expect, it } from 'vitest'
import { desire } from '../../../generator/deploy/desire.ts'

const model = { name: 'pets', operations: [] }

it.each([
  ['the alias is named after the stage', undefined, { alias: 'dev' }],
  ['unless the config names it', { alias: 'blue' }, { alias: 'blue' }],
  ['variables of the config are added', { variables: { table: 'pets' } }, { alias: 'dev', table: 'pets' }],
  ['and go before all else', { alias: 'blue', variables: { alias: 'green' } }, { alias: 'green' }],
])('%s', (_name, settings, variables) => {
  expect(desire(model, { openapi: '3.0.1' }, 'dev', settings)).toEqual({
    name: 'pets',
    alias: variables.alias === 'green' ? 'blue' : variables.alias,
    permissions: [],
    document: { openapi: '3.0.1' },
    stage: { name: 'dev', variables, methodSettings: {}, ownedSettings: 'throttles' },
  })
})
