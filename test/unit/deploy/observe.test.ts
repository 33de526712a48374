import { describe, expect, it } from 'vitest'
import { chooseApi, observe } from '../../../generator/deploy/observe.ts'
import { fakeCloud, type Holdings } from '../../support/fake-cloud.ts'

const tagged = (id: string, name: string): NonNullable<Holdings['apis']>[number] => ({
  id,
  name: id.toUpperCase(),
  tags: { 'apigen:api': name },
})
const document = { openapi: '3.0.1', info: { title: 'A', version: '1' }, paths: {} }
const stage = { name: 'dev', deploymentId: 'd1', variables: { alias: 'dev' }, methodSettings: {}, document }

describe('which API is meant', () => {
  const cloud = fakeCloud({ apis: [tagged('a1', 'pets'), tagged('a2', 'shop'), tagged('a3', 'shop'), { id: 'a4', name: 'A4', tags: {} }] })

  it('the one that bears the tag', async () => {
    expect((await chooseApi(cloud, { name: 'pets' }))?.id).toBe('a1')
  })

  it('the one of the given id, whatever its tag', async () => {
    expect((await chooseApi(cloud, { id: 'a4', name: 'pets' }))?.id).toBe('a4')
  })

  it('none, where nobody bears it', async () => {
    expect(await chooseApi(cloud, { name: 'constructor' })).toBeUndefined()
  })

  it('not one of several', async () => {
    await expect(chooseApi(cloud, { name: 'shop' })).rejects.toMatchObject({
      kind: 'remote',
      message: '2 APIs bear the tag `apigen:api` = `shop`: `a2` (A2), `a3` (A3).',
      help: expect.stringContaining('--api-id'),
    })
  })

  it('not an id that leads nowhere', async () => {
    await expect(chooseApi(cloud, { id: 'a9', name: 'pets' })).rejects.toMatchObject({ message: 'There is no API `a9` at eu-west-1.' })
  })
})

describe('what is there', () => {
  const digestOf = async (holdings: Holdings): Promise<string> => (await observe(fakeCloud(holdings), { name: 'pets' }, 'dev')).digest
  const apis = [tagged('a1', 'pets')]

  it('is nothing, an API, or an API with a stage and its document', async () => {
    expect(await observe(fakeCloud(), { name: 'pets' }, 'dev')).toEqual({ digest: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(await observe(fakeCloud({ apis }), { name: 'pets' }, 'dev')).toMatchObject({ api: { id: 'a1' } })
    expect(await observe(fakeCloud({ apis, stages: { 'a1/dev': stage } }), { name: 'pets' }, 'dev')).toMatchObject({
      api: { id: 'a1' },
      stage: { deploymentId: 'd1' },
      document,
    })
  })

  it('has a digest that changes with all that a plan depends on, and with nothing else', async () => {
    const digests = await Promise.all([
      digestOf({}),
      digestOf({ apis }),
      digestOf({ apis, stages: { 'a1/dev': stage } }),
      digestOf({ apis, stages: { 'a1/dev': { ...stage, deploymentId: 'd2' } } }),
      digestOf({ apis, stages: { 'a1/dev': { ...stage, variables: { alias: 'blue' } } } }),
      digestOf({ apis, stages: { 'a1/dev': { ...stage, document: { ...document, paths: { '/a': {} } } } } }),
    ])
    expect(new Set(digests).size).toBe(digests.length)
    const reordered = { paths: {}, info: { version: '1', title: 'A' }, openapi: '3.0.1' }
    expect(await digestOf({ apis, stages: { 'a1/dev': { ...stage, document: reordered } } })).toBe(digests[2])
  })
})
