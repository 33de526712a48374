import { describe, expect, it } from 'vitest'
import { sortDiagnostics } from '../../../generator/base/diagnostic.ts'
import { canonicalJson, equal, own, put } from '../../../generator/base/json.ts'
import { describeLateBound, isIntrinsic, isLateBound, likelyBranch, placeholders } from '../../../generator/base/late-bound.ts'
import { suggest } from '../../../generator/base/suggest.ts'

describe('json', () => {
  it('prints objects without regard to order', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}')
  })
  it.each([
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [[1, 2], [2, 1], false],
    [{ a: undefined }, {}, false],
    [{}, [], false],
    [{ constructor: 1 }, { constructor: 1 }, true],
    [{}, { toString: 1 }, false],
  ])('compares %j with %j', (a, b, want) => {
    expect(equal(a, b)).toBe(want)
  })
  it('puts and reads a property named __proto__ without touching a prototype', () => {
    const object: Record<string, number> = {}
    put(object, '__proto__', 1)
    expect(Object.keys(object)).toEqual(['__proto__'])
    expect(own(object, '__proto__')).toBe(1)
    expect(own({}, '__proto__')).toBeUndefined()
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
  })
})

describe('late-bound values', () => {
  it.each([
    [{ 'Fn::Sub': 'x' }, true],
    [{ Ref: 'Stage' }, true],
    [{ Ref: 'a', b: 1 }, false],
    [{ $ref: '#/x' }, false],
    ['Ref', false],
  ])('%j is an intrinsic: %s', (value, want) => {
    expect(isIntrinsic(value)).toBe(want)
  })
  it('leaves stage variables and escapes to others', () => {
    expect(placeholders('${AWS::Region} ${stageVariables.x} ${!Literal} ${name}')).toEqual(['AWS::Region', 'name'])
    expect(isLateBound('${stageVariables.alias}')).toBe(false)
    expect(isLateBound('a ${b}')).toBe(true)
  })
  it('takes the branch that is there', () => {
    expect(likelyBranch({ 'Fn::If': ['C', { Ref: 'AWS::NoValue' }, { get: {} }] })).toEqual({ get: {} })
    expect(likelyBranch({ 'Fn::If': ['C', { 'Fn::If': ['D', 'x', 'y'] }, 'z'] })).toBe('x')
    expect(likelyBranch('x')).toBe('x')
  })
  it('has a short name', () => {
    expect(describeLateBound({ 'Fn::GetAtt': ['F', 'Arn'] })).toBe('Fn::GetAtt F.Arn')
  })
})

describe('suggest', () => {
  it.each([
    ['genrate', 'generate'],
    ['gnerate', 'generate'],
    ['xyz', undefined],
    ['lnt', 'lint'],
    ['LINT', 'lint'],
  ])('%s', (word, want) => {
    expect(suggest(word, ['generate', 'lint', 'diff'])).toBe(want)
  })
})

describe('sortDiagnostics', () => {
  it('orders by file and place and keeps one of each', () => {
    const one = { code: 'load/syntax', severity: 'error', message: 'x', at: { file: 'b', pointer: '/1' } } as const
    const two = { ...one, at: { file: 'a', pointer: '/2' } }
    expect(sortDiagnostics([one, two, one])).toEqual([two, one])
  })
})
