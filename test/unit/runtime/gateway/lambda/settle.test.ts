import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { settle } from '../../../../../runtime/gateway/lambda/settle.ts'

const folder = mkdtempSync(join(tmpdir(), 'apigen-settle-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const START = 1_700_000_000_000

/** A file, last saved at each of these milliseconds of the clock. */
function saved(name: string, first: number, text: string) {
  const file = join(folder, name)
  const save = (time: number): void => {
    writeFileSync(file, text)
    utimesSync(file, (START + time) / 1000, (START + time) / 1000)
  }
  save(first)
  return { file, save }
}

it.each<[name: string, first: number, until: number, want: number, text?: string]>([
  ['was saved long ago', -1000, -1000, 0],
  ['was saved just now', 0, 0, 25],
  ['was saved a moment ago', -10, -10, 15],
  ['is saved again and again for a while', 0, 40, 65],
  ['is saved all the time', 0, 10_000, 500],
  ['has the time of another clock', 60_000, 0, 0],
  ['was emptied long ago', -1000, -1000, 0, ''],
  ['was emptied a moment ago', -100, -100, 400, ''],
])('waits as long as it has to for a file that %s', async (name, first, until, want, text = 'text') => {
  const { file, save } = saved(name, first, text)
  let time = 0
  await settle([file, join(folder, 'gone')], {
    now: () => START + time,
    async pause(milliseconds) {
      time += milliseconds
      if (time <= until) save(time)
    },
  })
  expect(time).toBe(want)
})
