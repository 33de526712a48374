import { describe, expect, it } from 'vitest'
import { readConsoleRequest } from '../../../../../runtime/gateway/console/run-again.ts'
import { toText } from '../../../../../runtime/gateway/http.ts'

const stage = { apiId: 'abc', stageName: 'dev' }
const request = { stage, method: 'GET', path: '/', headers: [], body: null }

const targets: readonly [name: string, path: string, want: readonly [path: string, query: string]][] = [
  ['a path and a query', '/a?b=c', ['/a', 'b=c']],
  ['a second question mark', '/a?b=c?d', ['/a', 'b=c?d']],
  ['a fragment, which is never sent', '/a?b#c', ['/a', 'b']],
  ['what is encoded already', '/a%2Fb?c=%26', ['/a%2Fb', 'c=%26']],
  ['what is not', '/\u00e4 b?c=<\u20ac>', ['/%C3%A4%20b', 'c=%3C%E2%82%AC%3E']],
  ['a percent sign alone', '/100%?a=%zz', ['/100%25', 'a=%25zz']],
  ['half a character', '/\ud800', ['/%EF%BF%BD', '']],
]

const bad: readonly [name: string, value: object, want: string][] = [
  ['no stage', { ...request, stage: { apiId: 'abc' } }, 'stageName'],
  ['a stage that is a path', { ...request, stage: { apiId: 'abc', stageName: '../x' } }, 'stageName'],
  ['no verb', { ...request, method: 'GET /\r\n' }, 'method'],
  ['no path', { ...request, path: 'http://elsewhere/' }, 'begins with a slash'],
  ['headers that are no list', { ...request, headers: {} }, 'list of pairs'],
  ['a header that is no pair', { ...request, headers: [['a']] }, 'pair of texts'],
  ['a header of another name', { ...request, headers: [['a b', 'c']] }, 'no name of a header'],
  ['a header that is two', { ...request, headers: [['a', 'b\r\nc: d']] }, 'line break'],
  ['a body without an encoding', { ...request, body: { text: 'a' } }, 'encoding'],
  ['a list', [], 'object'],
]

describe('a request of the console', () => {
  it.each(targets)('has %s', (_, path, [wantPath, wantQuery]) => {
    expect(readConsoleRequest({ ...request, path })).toMatchObject({ path: wantPath, query: wantQuery })
  })

  it('has bytes', () => {
    const read = readConsoleRequest({ ...request, body: { encoding: 'base64', text: 'aGk=' } })
    expect(typeof read === 'string' ? read : toText(read.body)).toBe('hi')
  })

  it.each(bad)('is refused with %s', (_, value, want) => {
    expect(readConsoleRequest(value as never)).toContain(want)
  })
})
