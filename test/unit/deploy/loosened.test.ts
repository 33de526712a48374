import { describe, expect, it } from 'vitest'
import type { Json } from '../../../generator/base/json.ts'
import type { Entity } from '../../../generator/deploy/entities.ts'
import { loosenedBy, loosenedByRemoval, loosenedPlan, loosenedSetting, openedBy } from '../../../generator/deploy/loosened.ts'
import type { UsagePlanSetting } from '../../../generator/model/settings.ts'

const method = (security: Json, credentials?: string): Json => ({
  ...(security === null ? {} : { security }),
  'x-amazon-apigateway-integration': { type: 'http', ...(credentials !== undefined && { credentials }) },
})
const POLICY = 'x-amazon-apigateway-policy'
const policy = (...statements: readonly Json[]): Json => ({ Version: '2012-10-17', Statement: statements })
const allow = (Resource: string): Json => ({ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource })
const deny = (Resource: string): Json => ({ Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Resource })

describe('a change opens something up', () => {
  it.each<[name: string, kind: Entity['kind'], id: string, before: Json, after: Json, want: string | undefined]>([
    ['a dropped authorizer', 'method', 'GET /', method([{ guard: [] }]), method(null), 'It does not ask for `guard` any more.'],
    [
      'a dropped API key',
      'method',
      'GET /',
      method([{ guard: [] }, { api_key: [] }]),
      method([{ guard: [] }]),
      'It does not ask for `api_key` any more.',
    ],
    ['another authorizer', 'method', 'GET /', method([{ guard: [] }]), method([{ other: [] }]), 'It does not ask for `guard` any more.'],
    ['a new authorizer', 'method', 'GET /', method(null), method([{ guard: [] }]), undefined],
    [
      'scopes that go',
      'method',
      'GET /',
      method([{ pool: ['a'] }]),
      method([{ pool: [] }]),
      'It lets in tokens with other scopes for `pool`.',
    ],
    [
      'a scope more',
      'method',
      'GET /',
      method([{ pool: ['a'] }]),
      method([{ pool: ['a', 'b'] }]),
      'It lets in tokens with other scopes for `pool`.',
    ],
    ['a scope less', 'method', 'GET /', method([{ pool: ['a', 'b'] }]), method([{ pool: ['a'] }]), undefined],
    ['a first scope', 'method', 'GET /', method([{ pool: [] }]), method([{ pool: ['a'] }]), undefined],
    ['another role', 'method', 'GET /', method(null, 'r1'), method(null, 'r2'), 'API Gateway calls its back end as `r2`.'],
    ['no role any more', 'method', 'GET /', method(null, 'r1'), method(null), undefined],
    ['an authorizer of other words', 'authorizer', 'guard', { a: 1 }, { a: 2 }, 'Whom it lets in is decided in another way.'],
    ['a policy that allows more', 'setting', POLICY, policy(allow('a')), policy(allow('a'), allow('b')), 'It may let in whom it kept out.'],
    ['a policy that denies less', 'setting', POLICY, policy(allow('a'), deny('b')), policy(allow('a')), 'It may let in whom it kept out.'],
    ['a policy that denies more', 'setting', POLICY, policy(allow('a')), policy(allow('a'), deny('b')), undefined],
    ['another title', 'setting', 'info.title', 'a', 'b', undefined],
    ['another model', 'model', 'Pet', { a: 1 }, { a: 2 }, undefined],
  ])('%s', (_, kind, id, before, after, want) => {
    expect(loosenedBy(kind, id, before, after)).toBe(want)
  })

  it('so does something new on a stage that asks who calls', () => {
    expect(openedBy('method', method(null), true)).toBe('Everybody may call it, and other methods ask who calls.')
    expect(openedBy('method', method(null), false)).toBeUndefined()
    expect(openedBy('method', method([{ guard: [] }], 'r1'), true)).toBe('API Gateway calls its back end as `r1`.')
    expect(openedBy('model', {}, true)).toBeUndefined()
  })

  it('so does what goes', () => {
    expect(loosenedByRemoval('authorizer', 'guard')).toBe('It is asked about nobody any more.')
    expect(loosenedByRemoval('setting', POLICY)).toBe('Whom it kept out may call.')
    expect(loosenedByRemoval('method', 'GET /')).toBeUndefined()
  })

  it('so does a looser throttle', () => {
    const throttle = (rate: number, burst: number) => ({ throttlingRateLimit: rate, throttlingBurstLimit: burst })
    const looser = 'It lets more requests through.'
    expect(loosenedSetting(throttle(5, 10), throttle(6, 10))).toBe(looser)
    expect(loosenedSetting(throttle(5, 10), { throttlingBurstLimit: 11 })).toBe(looser)
    expect(loosenedSetting(throttle(5, 10), throttle(-1, -1))).toBe(looser)
    expect(loosenedSetting(throttle(5, 10), undefined)).toBe(looser)
    expect(loosenedSetting(throttle(5, 10), throttle(4, 10))).toBeUndefined()
    expect(loosenedSetting(throttle(5, 10), { metricsEnabled: true })).toBeUndefined()
    expect(loosenedSetting(undefined, throttle(5, 10))).toBeUndefined()
    expect(loosenedSetting({ metricsEnabled: true }, undefined)).toBeUndefined()
  })

  it.each<[name: string, before: Partial<UsagePlanSetting>, after: Partial<UsagePlanSetting>, looser: boolean]>([
    ['a higher rate', { throttle: { rateLimit: 5, burstLimit: 5 } }, { throttle: { rateLimit: 6, burstLimit: 5 } }, true],
    ['a lower rate', { throttle: { rateLimit: 5, burstLimit: 5 } }, { throttle: { rateLimit: 4, burstLimit: 5 } }, false],
    ['no throttle any more', { throttle: { rateLimit: 5, burstLimit: 5 } }, {}, true],
    ['a first throttle', {}, { throttle: { rateLimit: 5, burstLimit: 5 } }, false],
    ['a higher quota', { quota: { limit: 100, period: 'DAY' } }, { quota: { limit: 101, period: 'DAY' } }, true],
    ['no quota any more', { quota: { limit: 100, period: 'DAY' } }, {}, true],
    ['a longer period', { quota: { limit: 100, period: 'DAY' } }, { quota: { limit: 100, period: 'WEEK' } }, false],
    ['the same a week at once', { quota: { limit: 100, period: 'DAY' } }, { quota: { limit: 700, period: 'WEEK' } }, true],
    ['the same a week, day by day', { quota: { limit: 700, period: 'WEEK' } }, { quota: { limit: 100, period: 'DAY' } }, false],
    ['more a month, day by day', { quota: { limit: 100, period: 'MONTH' } }, { quota: { limit: 4, period: 'DAY' } }, true],
  ])('of usage plans: %s', (_, before, after, looser) => {
    expect(loosenedPlan(before, after)).toBe(looser ? 'It lets more requests through.' : undefined)
  })
})
