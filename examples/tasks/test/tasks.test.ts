import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGateway, type TestGateway } from '../../../generator/testing.ts'
import { buildJava, javaLibraries } from '../../../test/support/java.ts'
import { presentInFull } from '../../../test/support/program.ts'

const libraries = presentInFull('javac', '-version') ? javaLibraries() : undefined

// The whole API in this process: its handlers run in Java of their own.
describe.skipIf(libraries === undefined)('tasks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-tasks-'))
  let gateway: TestGateway
  beforeAll(async () => {
    for (const name of ['generated', 'handlers', 'openapi.yaml', 'apigen.config.yaml'])
      cpSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), join(folder, name), { recursive: true })
    buildJava(libraries ?? '', folder)
    gateway = await createGateway({ spec: join(folder, 'openapi.yaml') })
  }, 120_000)
  afterAll(async () => {
    await gateway?.close()
    rmSync(folder, { recursive: true })
  })

  const call = async (method: string, path: string, body?: unknown, member = 'ada'): Promise<unknown> => {
    const headers = { Authorization: `Member ${member}`, 'Content-Type': 'application/json' }
    const answer = await gateway.handle({ method, path, headers, ...(body !== undefined && { body }) })
    return { status: answer.status, body: answer.body }
  }

  it('are added, changed and listed', { timeout: 60_000 }, async () => {
    const due = { kind: 'day', day: '2026-12-24' }
    const task = { id: 1, title: 'Wrap', due, state: 'open', addedBy: 'ada' }
    expect(await call('POST', '/tasks', { title: 'Wrap', due })).toEqual({ status: 201, body: task })
    expect(await call('PATCH', '/tasks/1', { state: 'in-progress', note: 'paper' })).toEqual({
      status: 200,
      body: { ...task, state: 'in-progress', note: 'paper' },
    })
    expect(await call('PATCH', '/tasks/1', { note: null })).toEqual({ status: 200, body: { ...task, state: 'in-progress' } })
    expect(await call('PATCH', '/tasks/2', {})).toEqual({ status: 404, body: { message: 'There is no task 2.' } })
    expect(await call('GET', '/tasks?state=done')).toEqual({ status: 200, body: [] })
    expect(await call('GET', '/tasks?state=in-progress')).toMatchObject({ status: 200, body: [{ id: 1 }] })
  })

  it('are refused where they are no tasks', { timeout: 60_000 }, async () => {
    expect(await call('POST', '/tasks', { title: '' })).toMatchObject({ status: 400 })
    expect(await call('POST', '/tasks', { title: 'a', due: { kind: 'never' } })).toMatchObject({ status: 400 })
  })

  it('are for members', { timeout: 60_000 }, async () => {
    expect(await call('GET', '/tasks', undefined, 'banned')).toMatchObject({ status: 403 })
    expect((await gateway.handle({ path: '/tasks', headers: { Authorization: 'nobody' } })).status).toBe(401)
  })
})
