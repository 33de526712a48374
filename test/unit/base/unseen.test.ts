import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printJson } from '../../../generator/base/json.ts'
import { escapeUnseen, nameUnseen, replaceUnseen } from '../../../generator/base/unseen.ts'

describe('what cannot be seen', () => {
  const table: readonly [name: string, given: string, want: string][] = [
    ['is nothing of plain text', 'Zoë ⚠️ 東京', 'Zoë ⚠️ 東京'],
    ['turns the direction of text', 'a\u202eb', 'a<U+202E>b'],
    ['is a letter without ink', 'a\u3164b\u115f\uffa0', 'a<U+3164>b<U+115F><U+FFA0>'],
    ['lies beyond the first plane', 'a\u{e0041}', 'a<U+E0041>'],
    ['is half a pair', '🐈\ud83d', '🐈<U+D83D>'],
    ['is every line end', '\n\u2028', '<U+000A><U+2028>'],
  ]
  it.each(table)('%s', (_, given, want) => {
    expect(replaceUnseen(given, nameUnseen)).toBe(want)
  })
})

describe('printJson', () => {
  it('writes what cannot be seen as an escape', () => {
    expect(printJson({ a: 'x\u202e\u009b2J\u{e0041}🐈' })).toBe('{\n  "a": "x\\u202e\\u009b2J\\udb40\\udc41🐈"\n}\n')
  })
  it('means what it meant, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const printed = escapeUnseen(JSON.stringify({ [text]: text }, null, 2))
        expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify({ [text]: text })))
        expect(printed.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      }),
    )
  })
})
