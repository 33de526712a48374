import { describe, expect, it } from 'vitest'
import { createRouter } from '../../../../../runtime/gateway/execute/route.ts'
import { documentOf, importApi, mockOperation } from '../../../../support/data-plane.ts'

const named = (operationId: string): Record<string, unknown> => mockOperation('{}', { operationId })

const router = createRouter(
  importApi(
    documentOf({
      '/': { get: named('root') },
      '/part1': { get: named('part1') },
      '/test': { post: named('postTest') },
      '/pets': { get: named('listPets'), 'x-amazon-apigateway-any-method': named('anyPets') },
      '/pets/{id}': { get: named('getPet') },
      '/pets/mine': { delete: named('deleteMine') },
      '/pets/{id}/toys/{toy}': { get: named('getToy') },
      '/{proxy+}': { options: named('cors'), get: named('proxy') },
    }),
  ),
)

describe('routes, as recorded on AWS', () => {
  const cases: [name: string, verb: string, path: string, operation: string | undefined, parameters?: Record<string, string>][] = [
    ['the root', 'GET', '/', 'root'],
    ['a static part before a greedy one', 'GET', '/part1', 'part1'],
    ['below a static part that has no such child', 'GET', '/part1/random', 'proxy', { proxy: 'part1/random' }],
    ['a path whose verb only the greedy resource has', 'OPTIONS', '/test', 'cors', { proxy: 'test' }],
    ['a verb before ANY', 'GET', '/pets', 'listPets'],
    ['ANY for the other verbs', 'PATCH', '/pets', 'anyPets'],
    ['ANY for no verb that is none', 'PURGE', '/pets', undefined],
    ['ANY itself is no verb', 'ANY', '/pets', undefined],
    ['a variable', 'GET', '/pets/7', 'getPet', { id: '7' }],
    ['a static sibling without the verb', 'GET', '/pets/mine', 'getPet', { id: 'mine' }],
    ['a slash at the end', 'GET', '/pets/7/', 'getPet', { id: '7' }],
    ['two variables', 'GET', '/pets/7/toys/b%2Fc', 'getToy', { id: '7', toy: 'b%2Fc' }],
    ['a doubled slash inside a greedy value', 'GET', '/a//b', 'proxy', { proxy: 'a//b' }],
    ['a doubled slash at the beginning', 'GET', '//pets/7', 'getPet', { id: '7' }],
    ['HEAD is not served from GET', 'HEAD', '/pets/7', undefined],
    ['an unknown verb', 'DELETE', '/part1', undefined],
    ['names of Object.prototype', 'GET', '/__proto__/constructor', 'proxy', { proxy: '__proto__/constructor' }],
  ]
  it.each(cases)('%s', (_, verb, path, operation, parameters = {}) => {
    const route = router(verb, path)
    expect(route?.method.operationName).toBe(operation)
    if (operation !== undefined) expect(route?.pathParameters).toEqual(parameters)
  })
})
