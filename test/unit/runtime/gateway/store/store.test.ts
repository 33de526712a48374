import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyApi } from '../../../../../runtime/gateway/definition/import.ts'
import type { RestApi } from '../../../../../runtime/gateway/definition/rest-api.ts'
import { snapshotOf } from '../../../../../runtime/gateway/service/deployments.ts'
import { createIdSource } from '../../../../../runtime/gateway/service/ids.ts'
import { readLock, StoreLocked } from '../../../../../runtime/gateway/store/lock.ts'
import { openStore } from '../../../../../runtime/gateway/store/open-store.ts'
import { emptyState, type GatewayState } from '../../../../../runtime/gateway/store/state.ts'
import { StoreUnusable } from '../../../../../runtime/gateway/store/unusable.ts'

describe('the store on disk', () => {
  let directory = ''
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'apigen-store-'))
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  const withDeployment = (id: string): RestApi => {
    const api = { ...emptyApi({ ids: createIdSource(), now: 1 }), id: 'abc' }
    return { ...api, deployments: { [id]: { id, createdDate: 1, snapshot: snapshotOf(api) } } }
  }
  const stateOf = (api: RestApi): GatewayState => ({ ...emptyState(), restApis: { [api.id]: api } })

  it('gives back what was committed', async () => {
    const store = await openStore(directory)
    const state = stateOf(withDeployment('d1'))
    await store.commit(state)
    await store.writeBlob('sum/+=', new Uint8Array([1, 2]))
    await store.close()
    const again = await openStore(directory)
    expect(again.read()).toEqual(state)
    expect(await again.readBlob('sum/+=')).toEqual(Buffer.from([1, 2]))
    expect(await again.readBlob('other')).toBeUndefined()
    await again.close()
  })

  it.each<[what: string, files: Readonly<Record<string, string>>, message: RegExp]>([
    ['is a file', { '': 'x' }, /cannot be used: it is a file\.$/],
    ['lies below a file', { '..': 'x' }, /cannot be used: a part of its path is a file\.$/],
    ['has a state that is no JSON', { 'state.json': '{' }, /state\.json is not JSON/],
    ['has the state of another version', { 'state.json': '{"schemaVersion":7}' }, /written by another version of apigen \(schemaVersion 7/],
    [
      'has a list of APIs that is none',
      { 'state.json': '{"schemaVersion":1}', apis: 'x' },
      /cannot be used: a part of its path is a file\.$/,
    ],
  ])('refuses a directory that %s', async (_, files, message) => {
    const place = '..' in files ? join(directory, 'state', 'deep') : join(directory, 'state')
    for (const [name, text] of Object.entries(files)) {
      const path = join(place, name)
      if (name !== '' && name !== '..') mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    const opened = openStore(place)
    await expect(opened).rejects.toBeInstanceOf(StoreUnusable)
    await expect(opened).rejects.toThrow(message)
  })

  it('drops the files of what is gone', async () => {
    const store = await openStore(directory)
    await store.commit(stateOf(withDeployment('d1')))
    await store.commit(stateOf(withDeployment('d2')))
    expect(readdirSync(join(directory, 'deployments'))).toEqual(['abc-d2.json'])
    await store.commit(emptyState())
    expect([readdirSync(join(directory, 'deployments')), readdirSync(join(directory, 'apis'))]).toEqual([[], []])
    await store.close()
  })

  it('completes a call that a crash cut between a stage and the usage plan that held it', async () => {
    const api = withDeployment('d1')
    const stage = { stageName: 'dev', deploymentId: 'd1', variables: {}, methodSettings: {}, createdDate: 1, lastUpdatedDate: 1 }
    const plan = { id: 'p1', name: 'gold', apiStages: [{ apiId: 'abc', stage: 'dev' }], keyIds: [] }
    const store = await openStore(directory)
    await store.commit({ ...stateOf({ ...api, stages: { dev: stage } as unknown as RestApi['stages'] }), usagePlans: { p1: plan } })
    await store.close()
    const file = join(directory, 'apis', 'abc.json')
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), stages: {} }))
    const again = await openStore(directory)
    expect(again.read().usagePlans).toEqual({ p1: { ...plan, apiStages: [] } })
    await again.close()
    // A stage of the same name that is made later is not in the plan.
    expect(JSON.parse(readFileSync(join(directory, 'state.json'), 'utf8')).usagePlans.p1.apiStages).toEqual([])
  })

  it('keeps the state of before when a write fails', async () => {
    const store = await openStore(directory)
    const before = stateOf(withDeployment('d1'))
    await store.commit(before)
    rmSync(join(directory, 'deployments'), { recursive: true })
    writeFileSync(join(directory, 'deployments'), 'in the way')
    await expect(store.commit(stateOf(withDeployment('d2')))).rejects.toThrow()
    expect(store.read()).toBe(before)
    await store.close()
  })

  it('leaves no temporary files', async () => {
    const store = await openStore(directory)
    await store.commit(stateOf(withDeployment('d1')))
    await store.close()
    expect(readdirSync(directory, { recursive: true }).filter((name) => String(name).endsWith('.tmp'))).toEqual([])
  })

  it('is held by one process, which says where it listens', async () => {
    const store = await openStore(directory)
    await store.announce('http://127.0.0.1:4566')
    const second = openStore(directory)
    await expect(second).rejects.toBeInstanceOf(StoreLocked)
    await expect(second).rejects.toMatchObject({ holder: { pid: process.pid, url: 'http://127.0.0.1:4566' } })
    await store.close()
    expect(await readLock(directory)).toBeUndefined()
  })

  it.each([
    ['a process that is gone', { pid: 2 ** 22 + 1 }],
    ['a process whose number was given to another', { pid: process.pid, started: '1' }],
    ['nobody: the file is torn', '{"pid":'],
  ])('takes over the lock of %s', async (_, holder) => {
    mkdirSync(join(directory, 'lock.7'))
    writeFileSync(join(directory, 'lock.7', 'holder'), typeof holder === 'string' ? holder : JSON.stringify(holder))
    const store = await openStore(directory)
    expect(await readLock(directory)).toMatchObject({ pid: process.pid })
    expect(readdirSync(directory)).toEqual(['lock.8'])
    await store.close()
  })

  it('brings the state of an earlier layout up to date, and writes it so', async () => {
    const key = { id: 'k', value: 'v', enabled: true, createdDate: 1, lastUpdatedDate: 1, stageKeys: [] }
    writeFileSync(join(directory, 'state.json'), JSON.stringify({ schemaVersion: 1, apiKeys: { k: key }, usagePlans: {}, functions: {} }))
    const store = await openStore(directory)
    expect(store.read()).toEqual({ ...emptyState(), apiKeys: { k: key } })
    await store.close()
    expect(JSON.parse(readFileSync(join(directory, 'state.json'), 'utf8'))).toMatchObject({
      schemaVersion: 3,
      vpcLinks: {},
      eventSourceMappings: {},
    })
  })

  it('refuses files of another layout and frees the directory', async () => {
    writeFileSync(join(directory, 'state.json'), '{"schemaVersion":99}')
    await expect(openStore(directory)).rejects.toThrow('schemaVersion 99')
    expect(await readLock(directory)).toBeUndefined()
  })
})
