import { expect, it } from 'vitest'
import { hotKeys } from '../../../generator/cli/hot-keys.ts'

it.each<[pressed: string, want: readonly string[]]>([
  ['r', ['read']],
  ['h', ['  r  read again\n  q  quit']],
  ['?', ['  r  read again\n  q  quit']],
  ['x', []],
  ['\u001b', []],
  ['rq', ['read', 'quit']],
])('does for %j what it stands for', (pressed, want) => {
  const done: string[] = []
  const press = hotKeys(
    [
      { key: 'r', summary: 'read again', act: () => done.push('read') },
      { key: 'q', summary: 'quit', act: () => done.push('quit') },
    ],
    (line) => done.push(line),
  )
  for (const key of pressed) press(key)
  expect(done).toEqual(want)
})
