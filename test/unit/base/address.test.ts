import { expect, it } from 'vitest'
import { readingsOf } from '../../../generator/base/address.ts'

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['api.yaml', ['api.yaml | ']],
  ['t.yaml#/Resources/Api', ['t.yaml#/Resources/Api | ', 't.yaml | /Resources/Api']],
  ['C#/t.yaml#/a', ['C#/t.yaml#/a | ', 'C#/t.yaml | /a', 'C | /t.yaml#/a']],
]

it.each(cases)('takes %s apart', (address, want) => {
  expect(readingsOf(address).map(({ file, pointer }) => `${file} | ${pointer}`)).toEqual(want)
})
