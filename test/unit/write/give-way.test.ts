import { expect, it, vi } from 'vitest'
import { createGiveWay } from '../../../generator/write/give-way.ts'

it('lets other things happen after a while, and throws where somebody interrupts meanwhile', async () => {
  let now = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now)
  try {
    let asked = false
    const giveWay = createGiveWay(() => asked)
    now = 50
    expect(giveWay()).toBeUndefined()
    now = 51
    setImmediate(() => {
      now = 100
    })
    await giveWay()
    expect(now).toBe(100)
    expect(giveWay()).toBeUndefined()
    now = 151
    setImmediate(() => {
      asked = true
    })
    await expect(giveWay()).rejects.toThrow('Interrupted; nothing was changed.')
    expect(giveWay).toThrow('Interrupted; nothing was changed.')
  } finally {
    clock.mockRestore()
  }
})
