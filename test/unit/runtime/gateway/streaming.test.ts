import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { toBytes, toText } from '../../../../runtime/gateway/http.ts'
import { type AnsweredRequest, createGateway, type Gateway, type HttpRequest, type Listener } from '../../../../runtime/gateway/index.ts'
import { documentOf, functionUri } from '../../../support/data-plane.ts'

// From a thread or a process, through the gateway, to a client: in one piece each, all together.

const folder = mkdtempSync(join(tmpdir(), 'apigen-streaming-'))
const seen = join(folder, 'seen')
const text = `
const { existsSync } = require('node:fs')
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
exports.handler = awslambda.streamifyResponse(async (event, out) => {
  const stream = awslambda.HttpResponseStream.from(out, { statusCode: 207, headers: { 'Content-Type': 'text/plain' } })
  stream.write('first')
  if (event.queryStringParameters?.fail) { await later(20); throw new RangeError('half-way') }
  while (!existsSync(${JSON.stringify(seen)})) await later(5)
  stream.end('last')
})`

const logs: string[] = []
const answered: AnsweredRequest[] = []
let gateway: Gateway
let listener: Listener
let base = ''

beforeAll(async () => {
  writeFileSync(join(folder, 'index.cjs'), text)
  gateway = await createGateway({
    functions: {
      thread: { kind: 'module', file: join(folder, 'index.cjs') },
      process: { kind: 'code', runtime: 'nodejs22.x', handler: 'index.handler', root: folder },
    },
    log: (line) => logs.push(line),
    answered: (request) => answered.push(request),
  })
  listener = await gateway.listen()
  const uri = (name: string): string =>
    functionUri(name).replace('2015-03-31', '2021-11-15').replace('/invocations', '/response-streaming-invocations')
  const operation = (name: string): object => ({
    responses: {},
    'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: uri(name), responseTransferMode: 'STREAM' },
  })
  const post = async (path: string, query: string, body: unknown): Promise<{ id: string }> => {
    const headers: HttpRequest['headers'] = [['content-type', 'application/json']]
    const answer = await gateway.handle({ method: 'POST', path, query, headers, body: toBytes(JSON.stringify(body)) })
    return JSON.parse(toText(answer.body)) as { id: string }
  }
  const paths = { '/thread': { get: operation('thread') }, '/process': { get: operation('process') } }
  const { id } = await post('/restapis', 'mode=import', documentOf(paths))
  await post(`/restapis/${id}/deployments`, '', { stageName: 'dev' })
  base = `${listener.url}/_aws/execute-api/${id}/dev`
})

afterAll(async () => {
  await gateway.close()
  rmSync(folder, { recursive: true, force: true })
})

it.each(['thread', 'process'])('a function in a %s is heard before it is done', async (where) => {
  rmSync(seen, { force: true })
  answered.length = 0
  const response = await fetch(`${base}/${where}`)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect([response.status, response.headers.get('content-type'), (await reader?.read())?.value]).toEqual([207, 'text/plain', 'first'])
  expect(answered).toEqual([])
  writeFileSync(seen, '')
  expect((await reader?.read())?.value).toBe('last')
  expect((await reader?.read())?.done).toBe(true)
  expect(answered).toMatchObject([{ status: 207, path: `/${where}` }])
})

it.each(['thread', 'process'])('a function in a %s that fails half-way ends the connection', async (where) => {
  logs.length = 0
  const response = await fetch(`${base}/${where}?fail=1`)
  expect(response.status).toBe(207)
  await expect(response.text()).rejects.toThrow()
  expect(logs.join('\n')).toMatch(
    /The answer broke off after 5 bytes: Lambda execution failed with status 200 due to customer function error: .*half-way/,
  )
})

it('a client that hangs up leaves the function to its end, and the next one is served', async () => {
  rmSync(seen, { force: true })
  answered.length = 0
  const hangUp = new AbortController()
  const response = await fetch(`${base}/thread`, { signal: hangUp.signal })
  await response.body?.getReader().read()
  hangUp.abort()
  await expect.poll(() => answered.length).toBe(1)
  writeFileSync(seen, '')
  expect(await (await fetch(`${base}/thread`)).text()).toBe('firstlast')
})
