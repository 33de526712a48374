import { describe, expect, it } from 'vitest'
import { type Console, createConsole } from '../../../../../runtime/gateway/console/console.ts'
import { headerOf, toBytes, toText } from '../../../../../runtime/gateway/http.ts'
import { createGateway, type Gateway, type StageAddress } from '../../../../../runtime/gateway/index.ts'
import { documentOf, mockOperation } from '../../../../support/data-plane.ts'

interface Answered {
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly text: string
  // Shapes of JSON are what these tests are about.
  readonly json: () => never
}

/** A gateway with one mock on the stage `dev`, and its console on a listener's root. */
async function open(): Promise<{
  gateway: Gateway
  console: Console
  stage: StageAddress
  ask: (path: string, body?: unknown) => Promise<Answered>
}> {
  const console = createConsole()
  const gateway = await createGateway({ console })
  const control = async (path: string, query: string, body: unknown): Promise<{ id: string }> => {
    const answer = await gateway.handle({
      method: 'POST',
      path,
      query,
      headers: [['Content-Type', 'application/json']],
      body: toBytes(JSON.stringify(body)),
    })
    return JSON.parse(toText(answer.body))
  }
  const { id } = await control(
    '/restapis',
    'mode=import',
    documentOf({ '/things': { post: mockOperation('{"got":"$context.httpMethod"}') } }),
  )
  await control(`/restapis/${id}/deployments`, '', { stageName: 'dev' })
  console.show(() => gateway.describeStages())
  const ask = async (target: string, body?: unknown): Promise<Answered> => {
    const [path = '', query = ''] = target.split('?')
    const headers: [string, string][] = [
      ['Host', '127.0.0.1:3000'],
      ...(body === undefined ? [] : [['Content-Type', 'application/json'] as [string, string]]),
    ]
    const given = {
      method: body === undefined ? 'GET' : 'POST',
      path,
      query,
      headers,
      body: body === undefined ? new Uint8Array() : toBytes(JSON.stringify(body)),
      sourceIp: '127.0.0.1',
    }
    const answer = await console.handle(given, { run: (one) => gateway.handle(one), serviceCalls: () => gateway.serviceCalls() })
    const text = toText(answer.body)
    return { status: answer.status, text, header: (name) => headerOf(answer.headers, name), json: () => JSON.parse(text) as never }
  }
  return { gateway, console, stage: { apiId: id, stageName: 'dev' }, ask }
}

const api = '/_apigen/api'
const run = (stage: unknown) => ({
  stage,
  method: 'POST',
  path: '/things',
  headers: [['Content-Type', 'application/json']],
  body: { encoding: 'utf-8', text: '{"a":1}' },
})

describe('the console', () => {
  it('serves its page, which may load nothing but its own files', async () => {
    const { gateway, ask } = await open()
    const index = await ask('/_apigen/')
    expect(index.text).toContain('<main id="main"')
    expect(index.text).not.toMatch(/style=|<script(?! type="module" src="main.js">)|\son\w+=/)
    expect(index.header('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/)
    expect(index.header('x-content-type-options')).toBe('nosniff')
    for (const file of index.text.matchAll(/(?:href|src)="([\w-]+\.\w+)"/g)) expect((await ask(`/_apigen/${file[1]}`)).status).toBe(200)
    expect((await ask('/_apigen')).header('location')).toBe('/_apigen/')
    for (const nothing of ['/_apigen/constructor', '/_apigen/../secret.js', '/_apigen/tsconfig.json', '/_apigen/api/nothing'])
      expect((await ask(nothing)).status).toBe(404)
    await gateway.close()
  })

  it('runs a request through the data plane and keeps its trace', async () => {
    const { gateway, stage, ask } = await open()
    const answer: { requestId: string; status: number; body: unknown } = (await ask(`${api}/run`, run(stage))).json()
    expect(answer).toMatchObject({ status: 200, body: { encoding: 'utf-8', text: '{"got":"POST"}' } })
    const trace: { steps: { kind: string }[] } = (await ask(`${api}/requests/${answer.requestId}`)).json()
    expect(trace.steps[0]).toMatchObject({ kind: 'method-request', path: '/things', body: { text: '{"a":1}' } })
    expect(trace.steps.at(-1)).toMatchObject({ kind: 'method-response', status: 200 })

    const step = trace.steps.findLastIndex(({ kind }) => kind === 'template')
    const render = async (template: string) => (await ask(`${api}/render`, { requestId: answer.requestId, step, template })).json()
    expect(await render('{"now":"$context.httpMethod"}')).toMatchObject({ kind: 'rendered', output: '{"now":"POST"}' })
    expect(await render('a\n#if(')).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('line 2'),
      offset: expect.any(Number),
    })
    expect((await ask(`${api}/render`, { requestId: 'gone', step, template: '' })).json()).toMatchObject({ kind: 'refused' })
    await gateway.close()
  })

  it('tells a page that waits what comes next', async () => {
    const { gateway, console, stage, ask } = await open()
    const first: { instance: string; revision: number; requests: unknown[] } = (await ask(`${api}/requests`)).json()
    expect(first.requests).toEqual([])
    const known = `${api}/requests?instance=${first.instance}&revision=${first.revision}&after=0`
    const waiting = ask(known)
    await ask(`${api}/run`, run(stage))
    expect((await waiting).json()).toMatchObject({ requests: [{ sequence: 1, verb: 'POST', path: '/things', status: 200 }] })
    const after = ask(`${known.replace('after=0', 'after=1')}`)
    console.show(() => ({ title: 'U', empty: '', operations: [], types: [] }))
    expect((await after).json()).toMatchObject({ revision: first.revision + 1, requests: [] })
    // A page of a console that is gone gets everything at once.
    expect((await ask(`${api}/requests?instance=other&revision=${first.revision}&after=99`)).json()).toMatchObject({
      requests: [{ sequence: 1 }],
    })
    await ask(`${api}/clear`, {})
    expect((await ask(`${api}/requests`)).json()).toMatchObject({ requests: [] })
    await gateway.close()
  })

  it('stands beside the API at the root and beside the control plane, but for a host that names an API', async () => {
    const { gateway, stage } = await open()
    for (const options of [{ root: () => undefined }, {}]) {
      const { url } = await gateway.listen(options)
      expect((await fetch(`${url}/_apigen/`)).headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect((await fetch(`${url}/_apigen/api/requests`, { headers: { Origin: 'http://evil.example' } })).status).toBe(403)
    }
    const headers: [string, string][] = [['Host', `${stage.apiId}.execute-api.us-east-1.amazonaws.com`]]
    expect(await gateway.handle({ method: 'GET', path: '/_apigen/', headers })).toMatchObject({ status: 403 })
    await gateway.close()
  })

  it('lists the calls of services that the gateway was not told of', async () => {
    const { gateway, ask } = await open()
    expect((await ask(`${api}/service-calls`)).json()).toEqual([])
    await gateway.close()
  })
})
