import { describe, expect, it } from 'vitest'
import { exchangeOf, readRecording } from '../../../../generator/cli/replay/recording.ts'
import { replay } from '../../../../generator/cli/replay/replay.ts'
import type { Trace } from '../../../../runtime/gateway/index.ts'
import { deployApi, documentOf, mockOperation } from '../../../support/data-plane.ts'

async function recorded() {
  const api = deployApi(documentOf({ '/things': { get: mockOperation('{"ok":true}') } }), { traced: true })
  const headers = { Authorization: 'Bearer secret', 'X-Api-Key': 'secret', Cookie: 'secret', 'X-Color': 'red', Host: 'here' }
  await api.call({ path: '/things', query: 'a=1&a=%26', headers })
  await api.call({ path: '/nowhere' })
  return api.traces.map(exchangeOf)
}

describe('a recording', () => {
  it('has the request as it came, with names for secrets, and the answer without what changes', async () => {
    const [exchange, none] = await recorded()
    expect(exchange).toMatchObject({
      request: { method: 'GET', path: '/things?a=1&a=%26' },
      response: { status: 200, body: { text: '{"ok":true}' } },
    })
    expect(exchange?.request.headers).toEqual([
      ['Authorization', '${APIGEN_AUTHORIZATION}'],
      ['X-Api-Key', '${APIGEN_X_API_KEY}'],
      ['Cookie', '${APIGEN_COOKIE}'],
      ['X-Color', 'red'],
    ])
    expect(exchange?.response.headers.map(([name]) => name.toLowerCase())).not.toContain('x-amzn-requestid')
    expect(JSON.stringify(exchange)).not.toContain('secret')
    expect(none).toBeUndefined()
  })

  it('is read back, and a line that is none is named', async () => {
    const [exchange] = await recorded()
    const text = `${JSON.stringify(exchange)}\n\n`
    expect(readRecording(text, 'a.jsonl')).toEqual([exchange])
    for (const bad of ['{', '[]', '{"request":{}}', JSON.stringify({ ...exchange, request: { ...exchange?.request, path: 'http://x' } })])
      expect(() => readRecording(`${text}${bad}`, 'a.jsonl')).toThrow('Line 3 of `a.jsonl` is no recorded request.')
    for (const empty of ['', '\n \n']) expect(() => readRecording(empty, 'a.jsonl')).toThrow('The recording `a.jsonl` has no requests')
  })

  it('has no signature, which would hold for a moment; it is made again', async () => {
    const api = deployApi(documentOf({ '/things': { get: mockOperation('{"ok":true}') } }), { traced: true })
    const Authorization = 'AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=abc'
    await api.call({ path: '/things', headers: { Authorization, 'X-Amz-Date': '20260101T000000Z', 'X-Color': 'red' } })
    const exchange = exchangeOf(api.traces[0] as Trace)
    expect(exchange?.request.headers[0]).toEqual(['Authorization', '${APIGEN_SIGNATURE}'])
    const sent: unknown[] = []
    const missing: string[] = []
    await replay(
      exchange === undefined ? [] : [exchange],
      async ({ signed, headers }) => {
        sent.push([signed, headers])
        return { status: 200, headers: [], body: new Uint8Array() }
      },
      {},
      (name) => missing.push(name),
    )
    expect([sent, missing]).toEqual([[[true, [['X-Color', 'red']]]], []])
  })

  it('has no signature of a query either, nor the token in it', async () => {
    const api = deployApi(documentOf({ '/things': { get: mockOperation('{"ok":true}') } }), { traced: true })
    const signed = ['Algorithm=AWS4-HMAC-SHA256', 'Credential=AKID%2F20260101', 'Date=20260101T000000Z', 'Expires=60', 'SignedHeaders=host']
    const query = ['a=1', ...[...signed, 'Security-Token=secret', 'Signature=abc'].map((part) => `X-Amz-${part}`), 'X-Amz-Mine=2'].join('&')
    await api.call({ path: '/things', query, headers: { 'X-Color': 'red' } })
    expect(exchangeOf(api.traces[0] as Trace)?.request).toMatchObject({
      path: '/things?a=1&X-Amz-Mine=2',
      headers: [
        ['X-Color', 'red'],
        ['Authorization', '${APIGEN_SIGNATURE}'],
      ],
    })
  })

  it('is not sent on where somebody stops it', async () => {
    const [exchange] = await recorded()
    const stopping = new AbortController()
    const send = async () => {
      stopping.abort()
      return { status: 200, headers: [], body: new Uint8Array() }
    }
    const exchanges = exchange === undefined ? [] : [exchange, exchange]
    await expect(replay(exchanges, send, {}, () => {}, stopping.signal)).rejects.toThrow('aborted')
  })

  it('is sent with the secrets of the environment, in order', async () => {
    const [exchange] = await recorded()
    if (exchange === undefined) throw new Error('nothing was recorded')
    const sent: unknown[] = []
    const missing: string[] = []
    const deviations = await replay(
      [exchange, exchange],
      async (request) => {
        sent.push(request.headers)
        return { ...exchange.response, status: sent.length === 1 ? 200 : 500, body: new TextEncoder().encode('{"ok":true}') }
      },
      { APIGEN_AUTHORIZATION: 'Bearer mine', APIGEN_COOKIE: 'c' },
      (name) => missing.push(name),
    )
    expect(sent[0]).toEqual([
      ['Authorization', 'Bearer mine'],
      ['Cookie', 'c'],
      ['X-Color', 'red'],
    ])
    expect(missing).toEqual(['APIGEN_X_API_KEY', 'APIGEN_X_API_KEY'])
    expect(deviations).toMatchObject([{ request: { path: '/things?a=1&a=%26' }, differences: [{ place: 'status', answered: '500' }] }])
  })
})
