import { describe, expect, it } from 'vitest'
import { createCheck } from '../../../../../runtime/typescript/development/check-response.ts'
import type { OperationSpec, Violation } from '../../../../../runtime/typescript/handler/operation.ts'
import { problem } from '../../../../../runtime/typescript/handler/problem.ts'

const spec: OperationSpec = {
  id: 'getPet',
  method: 'GET',
  path: '/pets',
  event: 'proxy',
  parameters: [],
  bodies: [],
  responses: { '200': [{ mediaType: 'application/json', form: 'json' }], '204': [], '4XX': [{ mediaType: 'text/plain', form: 'text' }] },
  errors: { default: problem },
  success: 200,
  check: () => [],
}
const named = (value: unknown): readonly Violation[] =>
  typeof value === 'object' && value !== null && 'name' in value ? [] : [{ in: 'body', pointer: '/name', message: 'is required' }]
const located = (value: unknown): readonly Violation[] =>
  typeof value === 'object' && value !== null && 'location' in value ? [] : [{ in: 'header', pointer: '/location', message: 'is required' }]
const violationsOf = (_place: string, value: unknown, _at: string, check: typeof named): readonly Violation[] => check(value)
const check = createCheck(violationsOf, {
  getPet: { '200': { headers: located, bodies: [named] }, '204': { bodies: [] }, '4XX': { bodies: [null] } },
})
const circular: Record<string, unknown> = { name: 'Tom' }
circular.parent = circular
const headers = { Location: '/pets/1' }

function messageOf(run: () => void): string | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

describe('the faults of a response', () => {
  const cases: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['none', { status: 200, headers, body: { name: 'Tom' } }, []],
    ['no response', undefined, ['the handler returned no response']],
    ['no status', { status: '200' }, ['the response has no status']],
    ['an undeclared status', { status: 302 }, ['the status 302 is not declared; declared are 200, 204, 4XX']],
    ['no code yet', { status: 501 }, []],
    ['a header and a member', { status: 200, body: {} }, ['header/location is required', 'body/name is required']],
    ['what JSON leaves out', { status: 200, headers, body: { toJSON: () => ({}) } }, ['body/name is required']],
    ['no body', { status: 200, headers }, ['the body is missing']],
    ['a body too many', { status: 204, body: 'x' }, ['the status 204 is declared without a body']],
    [
      'another media type',
      { status: 404, contentType: 'text/css', body: '' },
      ['the media type text/css is not declared for 404; declared are text/plain'],
    ],
    [
      'a body that holds itself',
      { status: 200, headers, body: circular },
      ['the body cannot be written as JSON: Converting circular structure to JSON'],
    ],
  ]

  it.each(cases)('are told: %s', (_, response, want) => {
    const told = want.length === 0 ? undefined : `The response of getPet does not fit the contract: ${want.join('; ')}.`
    expect(messageOf(() => check(spec, response as never))).toBe(told)
  })
})
