import { expect, it } from 'vitest'
import { storedThrottles, throttlePatches, throttlesOfStage } from '../../../generator/deploy/method-throttles.ts'

const limits = { rateLimit: 1, burstLimit: 2 }
const at = { apiId: 'a1', stage: 'dev' }

it.each([
  ['/pets/GET', 'GET /pets'],
  ['/pets/{id}/DELETE', 'DELETE /pets/{id}'],
  ['~1pets~1{id}/ANY', 'ANY /pets/{id}'],
  ['//GET', 'GET /'],
])('%s is %s', (stored, name) => {
  expect(throttlesOfStage({ [stored]: limits })).toEqual({ [name]: limits })
  if (!stored.includes('~')) expect(storedThrottles({ [name]: limits })).toEqual({ [stored]: limits })
})

it('only what changes is patched; where one goes, the stage comes back and all are said again', () => {
  const more = { rateLimit: 3, burstLimit: 2 }
  expect(throttlePatches({ 'GET /a': limits }, { 'GET /a': limits }, at)).toEqual([])
  expect(throttlePatches({ 'GET /a': more, 'GET /b': limits }, { 'GET /a': limits, 'GET /b': limits }, at)).toEqual([
    { op: 'replace', path: '/apiStages/a1:dev/throttle//a/GET/rateLimit', value: '3' },
    { op: 'replace', path: '/apiStages/a1:dev/throttle//a/GET/burstLimit', value: '2' },
  ])
  expect(throttlePatches({ 'GET /a': limits }, { 'GET /a': limits, 'GET /b': limits }, at)).toEqual([
    { op: 'remove', path: '/apiStages', value: 'a1:dev' },
    { op: 'add', path: '/apiStages', value: 'a1:dev' },
    { op: 'replace', path: '/apiStages/a1:dev/throttle//a/GET/rateLimit', value: '1' },
    { op: 'replace', path: '/apiStages/a1:dev/throttle//a/GET/burstLimit', value: '2' },
  ])
})
