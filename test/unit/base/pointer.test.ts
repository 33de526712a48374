import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { originOf } from '../../../generator/base/origin.ts'
import { follow, join, lastToken, localPointer, parent, tokens } from '../../../generator/base/pointer.ts'

describe('pointer', () => {
  it('joins and splits any tokens', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (parts) => {
        expect(tokens(join('', ...parts))).toEqual(parts)
      }),
    )
  })

  it('walks up', () => {
    expect([parent('/a/b'), parent('/a'), parent('')]).toEqual(['/a', '', undefined])
    expect([lastToken('/paths/~1pets'), lastToken('')]).toEqual(['/pets', ''])
  })

  it.each([
    ['#/components/schemas/Pet', '/components/schemas/Pet'],
    ['#', ''],
    ['#/paths/~1pets~1%7Bid%7D', '/paths/~1pets~1{id}'],
    ['#/a/%zz', '/a/%zz'],
    ['other.yaml#/Pet', undefined],
    ['Pet', undefined],
  ])('reads the ref %s', (ref, want) => {
    expect(localPointer(ref)).toBe(want)
  })

  it('follows own properties only', () => {
    expect(follow({ a: [{ b: 1 }] }, '/a/0/b')).toBe(1)
    expect(follow({}, '/constructor')).toBeUndefined()
    expect(follow({ a: 'text' }, '/a/length')).toBeUndefined()
  })
})

describe('originOf', () => {
  const origins = { '': { file: 'a.yaml', pointer: '' }, '/components/schemas/Pet': { file: 'pet.yaml', pointer: '/Pet' } }
  it.each([
    ['/info/title', 'a.yaml', '/info/title'],
    ['/components/schemas/Pet', 'pet.yaml', '/Pet'],
    ['/components/schemas/Pet/properties/id', 'pet.yaml', '/Pet/properties/id'],
    ['/components/schemas/Pets', 'a.yaml', '/components/schemas/Pets'],
  ])('%s', (pointer, file, want) => {
    expect(originOf(origins, pointer)).toEqual({ file, pointer: want })
  })
  it('says that the key is meant', () => {
    expect(originOf(origins, '/info', 'key')).toEqual({ file: 'a.yaml', pointer: '/info', on: 'key' })
  })
})
