import { describe, expect, it } from 'vitest'
import { firstAccepted, isBinaryType } from '../../../../../runtime/gateway/execute/binary.ts'
import type { HttpCall } from '../../../../../runtime/gateway/execute/ports.ts'
import { toBytes, toText } from '../../../../../runtime/gateway/http.ts'
import { deployApi, documentOf } from '../../../../support/data-plane.ts'

/** Recorded with S3 as the back end (test_apigateway_s3): bytes that are no UTF-8, the same in base64, and a text that is not base64. */
const raw = Uint8Array.of(0x1f, 0x8b, 0x08, 0x00, 0xff, 0x41)
const encoded = toBytes(Buffer.from(raw).toString('base64'))
const text = toBytes('this is a UTF8 text typed object')
const broken = toBytes(toText(raw))
const twice = toBytes(Buffer.from(encoded).toString('base64'))
const encodedText = toBytes(Buffer.from(text).toString('base64'))
const bodies = { raw, encoded, text }
type Sent = keyof typeof bodies

function documentWith(integration: object, responses: object, binary: boolean): unknown {
  const operation = {
    responses: { 200: { description: '' } },
    'x-amazon-apigateway-integration': {
      type: 'aws',
      httpMethod: 'PUT',
      uri: 'arn:aws:apigateway:us-east-1:s3:path/bucket/key',
      ...integration,
      responses: { default: { statusCode: '200', ...responses } },
    },
  }
  return documentOf({ '/a': { put: operation } }, binary ? { 'x-amazon-apigateway-binary-media-types': ['image/png'] } : {})
}

const handlings = { undefined: {}, text: { contentHandling: 'CONVERT_TO_TEXT' }, binary: { contentHandling: 'CONVERT_TO_BINARY' } }
type Handling = keyof typeof handlings

describe('a request body on its way to the back end', () => {
  it.each<[handling: Handling, api: 'no binary types' | 'image/png', type: string, sent: Sent, want: Uint8Array | 500]>([
    ['undefined', 'no binary types', 'image/png', 'raw', broken],
    ['undefined', 'no binary types', 'image/png', 'encoded', encoded],
    ['undefined', 'no binary types', 'image/png', 'text', text],
    ['undefined', 'image/png', 'image/png', 'raw', raw],
    ['undefined', 'image/png', 'image/png', 'encoded', encoded],
    ['undefined', 'image/png', 'image/png', 'text', text],
    ['undefined', 'image/png', 'text/plain', 'raw', broken],
    ['undefined', 'image/png', 'text/plain', 'encoded', encoded],
    ['undefined', 'image/png', 'text/plain', 'text', text],
    ['text', 'no binary types', 'image/png', 'raw', broken],
    ['text', 'no binary types', 'image/png', 'encoded', encoded],
    ['text', 'no binary types', 'image/png', 'text', text],
    ['text', 'image/png', 'image/png', 'raw', encoded],
    ['text', 'image/png', 'image/png', 'encoded', twice],
    ['text', 'image/png', 'image/png', 'text', encodedText],
    ['text', 'image/png', 'text/plain', 'raw', broken],
    ['text', 'image/png', 'text/plain', 'encoded', encoded],
    ['text', 'image/png', 'text/plain', 'text', text],
    ['binary', 'no binary types', 'image/png', 'raw', 500],
    ['binary', 'no binary types', 'image/png', 'encoded', raw],
    ['binary', 'no binary types', 'text/plain', 'text', 500],
    ['binary', 'image/png', 'image/png', 'raw', raw],
    ['binary', 'image/png', 'image/png', 'encoded', encoded],
    ['binary', 'image/png', 'image/png', 'text', text],
    ['binary', 'image/png', 'text/plain', 'raw', 500],
    ['binary', 'image/png', 'text/plain', 'text', 500],
    ['binary', 'image/png', 'text/plain', 'encoded', raw],
  ])('content handling %s, %s, sent as %s, %s', async (handling, api, type, sent, want) => {
    const calls: HttpCall[] = []
    const deployed = deployApi(documentWith(handlings[handling], {}, api === 'image/png'), {
      forward: { s3: 'http://s3' },
      fetch: async (call) => {
        calls.push(call)
        return { kind: 'answer', status: 200, headers: [], body: new Uint8Array() }
      },
    })
    const answer = await deployed.call({ method: 'PUT', path: '/a', headers: { 'Content-Type': type }, body: bodies[sent] })
    if (want === 500) expect([answer.status, calls.length]).toEqual([500, 0])
    else expect([answer.status, Buffer.from(calls[0]?.body ?? [])]).toEqual([200, Buffer.from(want)])
  })

  it.each([
    ['application/json', 500],
    ['image/png', 200],
  ])('that became bytes reaches no template: %s is %i', async (type, status) => {
    const requestTemplates = { 'application/json': '{"data": "$input.body"}' }
    const document = documentWith({ contentHandling: 'CONVERT_TO_BINARY', requestTemplates }, {}, false)
    const answer = await deployApi(document).call({ method: 'PUT', path: '/a', headers: { 'Content-Type': type }, body: encoded })
    expect(answer.status).toBe(status)
  })
})

describe('a response body on its way to the client', () => {
  it.each<[handling: Handling, api: 'no binary types' | 'image/png', payload: string, accept: string, sent: Sent, want: Uint8Array | 500]>([
    ['undefined', 'no binary types', 'binary/octet-stream', 'text/plain', 'text', text],
    ['undefined', 'no binary types', 'binary/octet-stream', 'image/png', 'raw', broken],
    ['undefined', 'no binary types', 'binary/octet-stream', 'image/png', 'encoded', encoded],
    ['undefined', 'image/png', 'binary/octet-stream', 'image/png', 'encoded', raw],
    ['undefined', 'image/png', 'binary/octet-stream', 'image/png', 'raw', 500],
    ['undefined', 'image/png', 'binary/octet-stream', 'image/png', 'text', 500],
    ['undefined', 'image/png', 'image/png', 'image/png', 'encoded', encoded],
    ['undefined', 'image/png', 'image/png', 'image/png', 'raw', raw],
    ['undefined', 'image/png', 'image/png', 'image/png', 'text', text],
    ['undefined', 'image/png', 'binary/octet-stream', 'text/plain', 'encoded', encoded],
    ['undefined', 'image/png', 'binary/octet-stream', 'text/plain', 'raw', broken],
    ['undefined', 'image/png', 'binary/octet-stream', 'text/plain', 'text', text],
    ['undefined', 'image/png', 'image/png', 'text/plain', 'encoded', twice],
    ['undefined', 'image/png', 'image/png', 'text/plain', 'raw', encoded],
    ['undefined', 'image/png', 'image/png', 'text/plain', 'text', encodedText],
    ['text', 'no binary types', 'binary/octet-stream', 'text/plain', 'text', text],
    ['text', 'no binary types', 'binary/octet-stream', 'image/png', 'raw', broken],
    ['text', 'no binary types', 'binary/octet-stream', 'image/png', 'encoded', encoded],
    ['text', 'image/png', 'binary/octet-stream', 'image/png', 'encoded', encoded],
    ['text', 'image/png', 'binary/octet-stream', 'image/png', 'raw', broken],
    ['text', 'image/png', 'binary/octet-stream', 'image/png', 'text', text],
    ['text', 'image/png', 'image/png', 'image/png', 'encoded', twice],
    ['text', 'image/png', 'image/png', 'image/png', 'raw', encoded],
    ['text', 'image/png', 'image/png', 'image/png', 'text', encodedText],
    ['text', 'image/png', 'image/png', 'text/plain', 'raw', encoded],
    ['text', 'image/png', 'image/png', 'text/plain', 'text', encodedText],
    ['binary', 'no binary types', 'binary/octet-stream', 'image/png', 'encoded', raw],
    ['binary', 'no binary types', 'binary/octet-stream', 'image/png', 'raw', 500],
    ['binary', 'image/png', 'binary/octet-stream', 'image/png', 'encoded', raw],
    ['binary', 'image/png', 'image/png', 'image/png', 'encoded', encoded],
    ['binary', 'image/png', 'image/png', 'image/png', 'raw', raw],
    ['binary', 'image/png', 'image/png', 'image/png', 'text', text],
    ['binary', 'image/png', 'binary/octet-stream', 'text/plain', 'encoded', raw],
    ['binary', 'image/png', 'image/png', 'text/plain', 'encoded', encoded],
    ['binary', 'image/png', 'image/png', 'text/plain', 'raw', raw],
    ['binary', 'image/png', 'image/png', 'text/plain', 'text', text],
  ])('content handling %s, %s, %s for who accepts %s, %s', async (handling, api, payload, accept, sent, want) => {
    const deployed = deployApi(documentWith({}, handlings[handling], api === 'image/png'), {
      forward: { s3: 'http://s3' },
      fetch: async () => ({ kind: 'answer', status: 200, headers: [['Content-Type', payload]], body: bodies[sent] }),
    })
    const answer = await deployed.call({ method: 'PUT', path: '/a', headers: { Accept: accept } })
    if (want === 500) expect(answer.status).toBe(500)
    else expect([answer.status, Buffer.from(answer.bytes)]).toEqual([200, Buffer.from(want)])
  })
})

describe('headers', () => {
  const document = documentWith({}, {}, false)

  it.each([
    [10_240, 200],
    [10_241, 431],
  ])('of %i bytes together: %i', async (total, status) => {
    const name = 'X-Long'
    const answer = await deployApi(document).call({ method: 'PUT', path: '/a', headers: { [name]: 'x'.repeat(total - name.length) } })
    expect(answer.status).toBe(status)
    if (status === 431) expect(answer.json).toEqual({ message: 'Request Header Fields Too Large' })
  })
})

describe('which media types are binary, as recorded', () => {
  it.each<[accept: string, want: boolean]>([
    ['image/png', true],
    ['image/png, text/plain', true],
    ['audio/mp3', true],
    ['audio/*', true],
    ['image/jpg', false],
    ['image/*', false],
    ['*/test', false],
    ['random/test', false],
    ['*/*', false],
  ])('an answer to Accept: %s comes as bytes: %s', (accept, want) => {
    expect(isBinaryType(['image~1png', '*/test', 'audio/*'], firstAccepted(accept))).toBe(want)
  })

  it('all are where the API says so', () => {
    expect(['*/*', 'image/png'].map((type) => isBinaryType(['*/*'], type))).toEqual([true, true])
  })
})
