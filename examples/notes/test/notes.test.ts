import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGateway, type TestGateway } from '../../../generator/testing.ts'
import { present } from '../../../test/support/program.ts'

// The whole API in this process: its handlers run in a Python of their own.
describe.skipIf(!present('python3', '--version'))('notes', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await createGateway({ spec: fileURLToPath(new URL('../openapi.yaml', import.meta.url)) })
  })
  afterAll(() => gateway.close())

  it('are kept, found and listed', async () => {
    const note = { text: 'Feed the cat', tags: ['home'] }
    expect(await gateway.invoke('addNote', { body: note })).toMatchObject({
      status: 201,
      headers: { location: '/notes/1' },
      body: { id: 1, ...note },
    })
    expect(await gateway.invoke('getNote', { pathParameters: { id: 1 } })).toMatchObject({ status: 200, body: { id: 1, ...note } })
    expect(await gateway.invoke('getNote', { pathParameters: { id: 2 } })).toMatchObject({ status: 404 })
    const listed = async (tag: string): Promise<unknown> => (await gateway.handle({ path: `/notes?tag=${tag}` })).body
    expect([await listed('home'), await listed('work')]).toEqual([[{ id: 1, ...note }], []])
  })

  it.each([
    ['nothing', undefined],
    ['an empty text', { text: '' }],
    ['an unknown tag', { text: 'a', tags: ['play'] }],
  ])('are refused: %s', async (_, body) => {
    const answer = await gateway.handle({ method: 'POST', path: '/notes', headers: { 'Content-Type': 'application/json' }, body })
    expect(answer.status).toBe(400)
  })
})
