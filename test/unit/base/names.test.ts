import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allocateFileNames,
  allocateNames,
  camelCase,
  cut,
  fileStem,
  kebabCase,
  pascalCase,
  snakeCase,
  words,
} from '../../../generator/base/names.ts'

describe('words', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['getPetById', ['get', 'Pet', 'By', 'Id']],
    ['HTTPServer2xx', ['HTTP', 'Server2', 'xx']],
    ['GET /pets/{petId}', ['GET', 'pets', 'pet', 'Id']],
    ['crème-brûlée', ['creme', 'brulee']],
    ['日本', []],
    ['', []],
    ['__proto__', ['proto']],
    ['v1.2', ['v1', '2']],
  ]
  it.each(cases)('%s', (text, want) => {
    expect(words(text)).toEqual(want)
  })
})

describe('case forms', () => {
  it.each([
    ['get pet', 'getPet', 'GetPet', 'get-pet', 'get_pet'],
    ['APIKeyID', 'apiKeyId', 'ApiKeyId', 'api-key-id', 'api_key_id'],
  ])('%s', (text, camel, pascal, kebab, snake) => {
    expect([camelCase(text), pascalCase(text), kebabCase(text), snakeCase(text)]).toEqual([camel, pascal, kebab, snake])
  })
})

describe('cut', () => {
  it('keeps a short name', () => expect(cut('abc', 64)).toBe('abc'))
  it('cuts a long one to the limit and tells two with the same start apart', () => {
    const [a, b] = [cut(`${'x'.repeat(70)}a`, 64), cut(`${'x'.repeat(70)}b`, 64)]
    expect([a.length, b.length]).toEqual([64, 64])
    expect(a).not.toBe(b)
  })
})

describe('allocateNames', () => {
  const wishes = (texts: readonly string[]) => texts.map((key) => ({ key, wish: camelCase(key) }))

  it('gives a wish that nobody shares', () => {
    expect([...allocateNames(wishes(['getPet', 'listPets'])).values()]).toEqual(['getPet', 'listPets'])
  })

  it('leaves the name to the one who is written that way, and adds a hash to the others', () => {
    const names = allocateNames(wishes(['getPet', 'get-pet', 'GET PET']))
    expect(names.get('getPet')).toBe('getPet')
    expect(names.get('get-pet')).toMatch(/^getPet[0-9a-f]{8}$/)
    expect(new Set(names.values()).size).toBe(3)
  })

  it('respects names that are taken, without case', () => {
    expect(allocateNames([{ key: 'a', wish: 'Client' }], new Set(['client'])).get('a')).toMatch(/^Client[0-9a-f]{8}$/)
  })

  it('does not depend on the order, and never gives two the same letters', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ maxLength: 12 }), { maxLength: 12 }), (keys) => {
        const given = allocateNames(wishes(keys))
        const reversed = allocateNames(wishes([...keys].reverse()))
        expect(new Map([...given].sort())).toEqual(new Map([...reversed].sort()))
        expect(new Set([...given.values()].map((name) => name.toLowerCase())).size).toBe(keys.length)
      }),
      { numRuns: 300 },
    )
  })

  it('does not rename a neighbor when a name is added', () => {
    const before = allocateNames(wishes(['getPet', 'get-pet']))
    const after = allocateNames(wishes(['getPet', 'get-pet', 'get_pet', 'listPets']))
    for (const [key, name] of before) expect(after.get(key)).toBe(name)
  })
})

describe('names for files', () => {
  it('are no devices of Windows, and as long as a disk takes', () => {
    const wishes = ['con', 'LPT1', 'pets', 'a'.repeat(70_000)]
    const names = allocateFileNames(wishes.map((key) => ({ key, wish: key })))
    expect(wishes.map((wish) => names.get(wish))).toEqual([
      expect.stringMatching(/^con[0-9a-f]{8}$/),
      expect.stringMatching(/^LPT1[0-9a-f]{8}$/),
      'pets',
      expect.stringMatching(/^a{55}-[0-9a-f]{8}$/),
    ])
  })
  it.each([
    ['orders', 'orders'],
    ['_x', '_x'],
    ['NUL', expect.stringMatching(/^NUL-[0-9a-f]{8}$/)],
    ['-rf', expect.stringMatching(/^rf-[0-9a-f]{8}$/)],
  ])('of %s', (name, want) => {
    expect(fileStem(name)).toEqual(want)
  })
})
