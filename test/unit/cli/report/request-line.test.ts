import { expect, it } from 'vitest'
import { printRequest } from '../../../../generator/cli/report/request-line.ts'
import type { AnsweredRequest } from '../../../../runtime/gateway/index.ts'

const request: AnsweredRequest = { requestId: 'r', stage: 'dev', verb: 'GET', path: '/pets/7', status: 200, milliseconds: 3 }

it.each<[given: Partial<AnsweredRequest>, line: string]>([
  [{ operation: 'getPet', resource: '/pets/{id}' }, '200 GET     /pets/7  getPet  3 ms'],
  [{ resource: '/pets/{id}', verb: 'DELETE' }, '200 DELETE  /pets/7  /pets/{id}  3 ms'],
  [{ status: 403 }, '403 GET     /pets/7  no such operation  3 ms'],
  [{ status: 413 }, '413 GET     /pets/7  too large  3 ms'],
  [{ status: 431 }, '431 GET     /pets/7  too large  3 ms'],
  [{ path: `/${'a'.repeat(300)}`, status: 403 }, `403 GET     /${'a'.repeat(199)}…  no such operation  3 ms`],
  [{ path: '/a\u001b[2J', status: 403 }, '403 GET     /a<U+001B>[2J  no such operation  3 ms'],
])('a request %j is the line %s', (given, line) => {
  expect(printRequest({ ...request, ...given }, (_, text) => text)).toBe(line)
})
