import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../../../../runtime/gateway/store/memory-store.ts'
import { restoreSnapshot, SnapshotUnusable, takeSnapshot } from '../../../../../runtime/gateway/store/snapshot.ts'
import { emptyState, type GatewayState } from '../../../../../runtime/gateway/store/state.ts'

const version = { version: '1', codeSha256: 'sum', runtime: 'nodejs22.x' }
const state = {
  ...emptyState(),
  restApis: { a: { id: 'a', name: 'pets', deployments: { d: { id: 'd', snapshot: { id: 'a' } } } } },
  functions: { f: { name: 'f', versions: { 1: version } } },
  cloudwatchRoleArn: 'arn',
} as unknown as GatewayState

describe('snapshots', () => {
  it('hold the whole state and the code of its functions', async () => {
    const from = createMemoryStore(state)
    await from.writeBlob('sum', new Uint8Array([1, 2]))
    await from.writeBlob('usage', new Uint8Array([3]))
    await from.writeBlob('of nobody', new Uint8Array([4]))
    const to = createMemoryStore({ ...emptyState(), restApis: { old: {} as never } })
    await restoreSnapshot(to, await takeSnapshot(from))
    expect(to.read()).toEqual(state)
    expect(await to.readBlob('sum')).toEqual(Buffer.from([1, 2]))
    expect(await to.readBlob('usage')).toEqual(Buffer.from([3]))
    expect(await to.readBlob('of nobody')).toBeUndefined()
  })

  it.each([
    ['no JSON', '{', 'The snapshot is not JSON.'],
    ['no snapshot', '{"openapi":"3.0.1"}', 'The file is no snapshot of a gateway.'],
    [
      'of a later version',
      '{"format":"apigen gateway snapshot","schemaVersion":99}',
      'The snapshot was written by another version of apigen (schemaVersion 99',
    ],
  ])('that are %s change nothing', async (_, text, message) => {
    const store = createMemoryStore(state)
    const restored = restoreSnapshot(store, text)
    await expect(restored).rejects.toBeInstanceOf(SnapshotUnusable)
    await expect(restored).rejects.toThrow(message)
    expect(store.read()).toBe(state)
  })
})
