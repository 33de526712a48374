import { expect, it } from 'vitest'
import { printServiceCalls } from '../../../../generator/cli/report/service-calls.ts'
import type { ServiceCall } from '../../../../runtime/gateway/index.ts'

const call = (text: string): ServiceCall => ({
  requestId: 'request-1',
  apiId: 'a',
  stage: 'dev',
  time: 0,
  service: 'dynamodb',
  action: 'PutItem',
  method: 'POST',
  path: '/',
  query: '',
  headers: [],
  body: { encoding: 'utf-8', text },
})

it('says which service was called, for which request, and with what', () => {
  const [first, second, ...rest] = printServiceCalls([call('{"TableName":"pets"}\u001b[2J')]).split('\n')
  expect(first).toMatch(/^ {2}\S.* {2}dynamodb PutItem {2}request-1$/)
  expect(second).toContain('    {"TableName":"pets"}')
  expect([second?.includes('\u001b'), rest]).toEqual([false, []])
  expect(printServiceCalls([call('x'.repeat(300))])).toMatch(/ x{200}\u2026$/)
  expect(printServiceCalls([])).toBe('No call of an AWS service was recorded.')
})
