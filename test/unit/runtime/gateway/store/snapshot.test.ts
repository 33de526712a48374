import { describe, expect, it } from 'vitest'
import { SCHEMA_VERSION } from '../../../../../runtime/gateway/store/migrations.ts'
import { openPlaces, type Places } from '../../../../../runtime/gateway/store/places.ts'
import { restoreSnapshot, SnapshotUnusable, takeSnapshot } from '../../../../../runtime/gateway/store/snapshot.ts'
import { emptyState, type GatewayState } from '../../../../../runtime/gateway/store/state.ts'

const stateOf = (api: string, code: string): GatewayState =>
  ({
    ...emptyState(),
    restApis: { [api]: { id: api, name: 'pets', deployments: { d: { id: 'd', snapshot: { id: api } } } } },
    functions: { f: { name: 'f', versions: { 1: { version: '1', codeSha256: code, runtime: 'nodejs22.x' } } } },
    cloudwatchRoleArn: 'arn',
  }) as unknown as GatewayState

const home = { accountId: '000000000000', region: 'us-east-1' }
const other = { accountId: '111111111111', region: 'eu-west-1' }
const unused = { accountId: '222222222222', region: 'eu-west-1' }

async function placesWith(state: GatewayState): Promise<Places> {
  const places = await openPlaces(undefined, home)
  await places.home.store.commit(state)
  return places
}

describe('snapshots', () => {
  it('hold the states of all places and the code of their functions', async () => {
    const from = await placesWith(stateOf('a', 'sum'))
    await from.at(other).store.commit(stateOf('b', 'other sum'))
    await from.at(other).store.writeBlob('other sum', new Uint8Array([5]))
    for (const [name, byte] of Object.entries({ sum: 2, usage: 3, 'of nobody': 4 }))
      await from.home.store.writeBlob(name, new Uint8Array([byte]))
    const to = await placesWith(stateOf('old', ''))
    await to.at(unused).store.commit(stateOf('old', ''))
    await restoreSnapshot(to, await takeSnapshot(from))
    expect([home, other, unused].map((place) => to.at(place).store.read())).toEqual([
      stateOf('a', 'sum'),
      stateOf('b', 'other sum'),
      emptyState(),
    ])
    const blobs = await Promise.all(['sum', 'other sum', 'usage', 'of nobody'].map((name) => to.home.store.readBlob(name)))
    expect(blobs).toEqual([Buffer.from([2]), Buffer.from([5]), Buffer.from([3]), undefined])
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
    const places = await placesWith(stateOf('a', 'sum'))
    const restored = restoreSnapshot(places, text)
    await expect(restored).rejects.toBeInstanceOf(SnapshotUnusable)
    await expect(restored).rejects.toThrow(message)
    expect(places.home.store.read()).toEqual(stateOf('a', 'sum'))
  })

  it('of an earlier layout are brought up to date, with all of their places', async () => {
    const places = await openPlaces(undefined, home)
    const old = { format: 'apigen gateway snapshot', schemaVersion: 1, apiKeys: {}, usagePlans: {}, functions: {}, restApis: {} }
    await restoreSnapshot(
      places,
      JSON.stringify({ ...old, places: [{ ...other, apiKeys: {}, usagePlans: {}, functions: {}, restApis: {} }] }),
    )
    expect([home, other].map((place) => places.at(place).store.read())).toEqual([emptyState(), emptyState()])
  })

  it('make no folders of names that are none of accounts and regions', async () => {
    const places = await openPlaces(undefined, home)
    const hostile = { ...stateOf('a', ''), accountId: '../../etc', region: 'us-east-1' }
    await restoreSnapshot(places, JSON.stringify({ format: 'apigen gateway snapshot', schemaVersion: SCHEMA_VERSION, places: [hostile] }))
    expect(places.all()).toEqual([places.home])
  })
})
