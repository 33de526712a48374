import { expect, it } from 'vitest'
import { percentEncode, wellFormed } from '../../../generator/base/percent.ts'

it.each([
  ['a b/ä?', 'a%20b%2F%C3%A4%3F'],
  ['\u{1f600}', '%F0%9F%98%80'],
  ['a\ud83d', 'a%EF%BF%BD'],
  ['\ude00\ud83d', '%EF%BF%BD%EF%BF%BD'],
  ['', ''],
])('%j is %s in a URL', (text, encoded) => {
  expect(percentEncode(text)).toBe(encoded)
  expect(decodeURIComponent(encoded)).toBe(wellFormed(text))
})
