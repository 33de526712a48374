import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern } from '../../../../../generator/emit/languages/validation/pattern.ts'
import { matches, type Pattern } from '../../../../../runtime/typescript/validation/pattern.ts'

function run(source: string, text: string): string {
  const result = compilePattern(source)
  return result.kind === 'refused' ? result.why : matches(text, result.pattern as unknown as Pattern)
}

describe('a compiled pattern', () => {
  const patterns = [
    '^[a-z0-9]+(-[a-z0-9]+)*$',
    '^\\S+@\\S+\\.\\S+$',
    'a|b|',
    '(?:ab)+c?',
    '^(a|ab)(c|bcd)$',
    '[^a-c]',
    '\\d{2,3}',
    '^\\w{0,3}$',
    '^(?=.*\\d)(?=.*[A-Z]).{4,}$',
    '^(?!.*b).*$',
    '\\bcat\\b',
    '\\Bat',
    '^[\\u{1F600}-\\u{1F64F}]$',
    '^\\p{L}+$',
    '[\\d\\-.]',
    '^(a*)*$',
    '(a{2}){2}',
    '^$',
    '.',
    '\\u0041|\\x42|\\cJ',
    '(?<year>\\d{4})',
    '[\\W]',
    '\\uD83D\\uDE00',
  ]
  const texts = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', '-', '.', '@', 'A', '1', '2', '\n', ' ', 'é', '😀', 'cat'), maxLength: 8 }),
    fc.string({ maxLength: 6 }),
  )

  it.each(patterns)('%s agrees with the engine of JavaScript', (source) => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(run(source, text)).toBe(new RegExp(source, 'u').test(text) ? 'yes' : 'no')
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  it.each([
    ['^[\\w-.]+$', 'a-b.c', 'yes'],
    ['^a\\_b$', 'a_b', 'yes'],
    ['a{', 'a{', 'yes'],
    ['^(a+)+$', `${'a'.repeat(50_000)}!`, 'no'],
    ['^(.*)*x$', 'a'.repeat(50_000), 'no'],
    ['(x+x+)+y', 'x'.repeat(50_000), 'no'],
    [`${'a?'.repeat(2000)}b`, 'a'.repeat(50_000), 'too long'],
  ])('%s', (source, text, want) => {
    expect(run(source, text)).toBe(want)
  })

  it.each([
    ['(', 'a group is not closed'],
    ['(a', 'a group is not closed'],
    ['a)', 'it has a `)` too many'],
    ['[a', 'it ends too early'],
    ['*', 'there is nothing before `*` to repeat'],
    ['a++', 'a repetition is repeated, or possessive'],
    ['(?<=a)b', 'it looks behind'],
    ['(a)\\1', 'it refers back to a group'],
    ['(?i)a', 'it has inline flags or another group that ECMAScript does not know'],
    ['\\A', '`\\A` means nothing in ECMAScript'],
    ['[b-a]', 'a range of characters ends before it begins'],
    ['a{3,2}', 'a repetition ends before it begins'],
    ['((a{100}){100}){100}', 'it repeats too much'],
    ['a{99999}', 'it repeats too much'],
    ['\\p{Nope}', '`\\p{Nope}` is no Unicode property'],
    ['('.repeat(1000), 'its groups are nested too deeply'],
  ])('%s is refused', (source, want) => {
    expect(run(source, '')).toBe(want)
  })
})
