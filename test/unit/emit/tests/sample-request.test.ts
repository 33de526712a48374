import { expect, it } from 'vitest'
import { sampleRequest } from '../../../../generator/emit/tests/sample-request.ts'
import { derived, withOperation } from '../../../support/document.ts'

it('writes what has no bytes as what stands for it', () => {
  const query = { name: 'a\ud83d', in: 'query', required: true, schema: { type: 'string', example: '\ude00' } }
  const cookie = { ...query, name: 'c', in: 'cookie' }
  const { operations } = derived(withOperation({ parameters: [query, cookie] }, '/pets\ud83d')).model
  const [operation] = operations
  if (operation === undefined) throw new Error('no operation')
  const { target, headers } = sampleRequest(operation, () => undefined)
  expect([target, headers.cookie]).toEqual(['/pets%EF%BF%BD?a%EF%BF%BD=%EF%BF%BD', 'c=%EF%BF%BD'])
})
