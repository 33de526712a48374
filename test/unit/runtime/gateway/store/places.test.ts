import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPlaces } from '../../../../../runtime/gateway/store/places.ts'
import { emptyState } from '../../../../../runtime/gateway/store/state.ts'
import { StoreUnusable } from '../../../../../runtime/gateway/store/unusable.ts'

const home = { accountId: '000000000000', region: 'us-east-1' }
const other = { accountId: '111111111111', region: 'eu-west-1' }

describe('places on disk', () => {
  let directory = ''
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'apigen-places-'))
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  it('keep their states apart, and find them again', async () => {
    const first = await openPlaces(directory, home)
    await first.home.store.commit({ ...emptyState(), cloudwatchRoleArn: 'home' })
    await first.at(other).store.commit({ ...emptyState(), cloudwatchRoleArn: 'other' })
    await first.at(other).store.writeBlob('code', new Uint8Array([1]))
    await first.close()
    const second = await openPlaces(directory, home)
    expect(second.all().map(({ place, store }) => [place, store.read().cloudwatchRoleArn])).toEqual([
      [home, 'home'],
      [other, 'other'],
    ])
    expect(await second.home.store.readBlob('code')).toEqual(Buffer.from([1]))
    await second.close()
  })

  it('leave nothing on the disk where somebody only looked', async () => {
    const places = await openPlaces(directory, home)
    expect([places.at(other).store.read(), places.find(other)?.place]).toEqual([emptyState(), other])
    await places.close()
    expect(readdirSync(directory)).not.toContain('places')
  })

  it('free the directory where one of them cannot be read', async () => {
    const folder = join(directory, 'places', other.accountId, other.region)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'state.json'), '{')
    await expect(openPlaces(directory, home)).rejects.toBeInstanceOf(StoreUnusable)
    rmSync(join(directory, 'places'), { recursive: true })
    await (await openPlaces(directory, home)).close()
  })
})
