import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../../../runtime/gateway/console/guard.ts'

type Headers = Readonly<Record<string, string>>

const own: Headers = { Host: '127.0.0.1:3000' }
const json: Headers = { 'Content-Type': 'application/json' }

const cases: readonly [name: string, method: string, headers: Headers, want: string | undefined][] = [
  ['a person who opens an address', 'GET', own, undefined],
  ['a name of this machine', 'GET', { Host: 'localhost:3000' }, undefined],
  ['the page itself', 'POST', { ...own, ...json, Origin: 'http://127.0.0.1:3000', 'Sec-Fetch-Site': 'same-origin' }, undefined],
  ['JSON with a character set', 'POST', { ...own, 'Content-Type': 'application/json; charset=utf-8' }, undefined],
  ['a rebound name', 'GET', { Host: 'evil.example:3000' }, 'this machine only'],
  ['a name of AWS, which others can own', 'GET', { Host: 'bucket.s3.amazonaws.com' }, 'this machine only'],
  ['no host at all', 'GET', {}, 'this machine only'],
  ['a page of another origin', 'POST', { ...own, ...json, Origin: 'http://evil.example' }, 'another origin'],
  ['a page on another port', 'GET', { ...own, Origin: 'http://127.0.0.1:8080' }, 'another origin'],
  ['a sandboxed page', 'GET', { ...own, Origin: 'null' }, 'another origin'],
  ['a picture or script of another page', 'GET', { ...own, 'Sec-Fetch-Site': 'cross-site' }, 'another origin'],
  ['a page of the same site on another port', 'GET', { ...own, 'Sec-Fetch-Site': 'same-site' }, 'another origin'],
  ['a form', 'POST', { ...own, 'Content-Type': 'text/plain' }, 'application/json only'],
  ['a body without a type', 'POST', own, 'application/json only'],
]

describe('who is answered by the console', () => {
  it.each(cases)('%s', (_, method, headers, want) => {
    const refusal = refusalOf({
      method,
      path: '/',
      query: '',
      headers: Object.entries(headers),
      body: new Uint8Array(),
      sourceIp: '127.0.0.1',
    })
    if (want === undefined) expect(refusal).toBeUndefined()
    else expect(refusal).toContain(want)
  })
})
