import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  canonicalPath,
  canonicalRequest,
  credentialScope,
  sha256,
  sign,
  signingKey,
  stringToSign,
  uriEncode,
} from '../../runtime/typescript/sigv4.ts'
import { conformance } from '../support/conformance.ts'

const folder = conformance('sigv4', 'tests', 'aws-signing-test-suite', 'v4')

interface Context {
  readonly credentials: { readonly access_key_id: string; readonly secret_access_key: string; readonly token?: string }
  readonly expiration_in_seconds: number
  readonly normalize: boolean
  readonly omit_session_token?: boolean
  readonly region: string
  readonly service: string
  readonly sign_body: boolean
  readonly timestamp: string
}

/** The request line may hold blanks in its path, and a folded header goes on in the next line. */
function parse(text: string): { method: string; path: string; query: string; headers: [string, string][]; body: string } {
  const [head = '', ...rest] = text.split('\n\n')
  const [line = '', ...fields] = head.split('\n')
  const [, method = '', target = ''] = /^(\S+) (.*) HTTP\/1\.1$/.exec(line) ?? []
  const headers: [string, string][] = []
  for (const field of fields) {
    const last = headers.at(-1)
    if (/^\s/.test(field) && last) last[1] += `\n${field}`
    else if (field !== '') headers.push([field.slice(0, field.indexOf(':')), field.slice(field.indexOf(':') + 1)])
  }
  const [path = '', query = ''] = target.split('?')
  return { method, path, query, headers, body: rest.join('\n\n') }
}

describe.skipIf(!folder)('the vectors of AWS for Signature Version 4', () => {
  const cases = folder ? readdirSync(folder) : []
  it('are all there', () => expect(cases).toHaveLength(38))

  describe.each(cases)('%s', (name) => {
    const read = (file: string): string => readFileSync(join(folder ?? '', name, file), 'utf8').replaceAll('\r\n', '\n')
    const context = JSON.parse(read('context.json')) as Context
    const request = parse(read('request.txt'))
    const time = context.timestamp.replace(/[-:]/g, '')
    const scope = credentialScope(time, context.region, context.service)
    const path = context.normalize ? canonicalPath(request.path) : request.path.split('/').map(uriEncode).join('/')
    const { token } = context.credentials

    async function check(kind: 'header' | 'query', headers: [string, string][], query: string, payloadHash: string): Promise<void> {
      const canonical = canonicalRequest({ ...request, headers, query, payloadHash }, path)
      expect(canonical).toBe(read(`${kind}-canonical-request.txt`))
      const text = await stringToSign(time, scope, canonical)
      expect(text).toBe(read(`${kind}-string-to-sign.txt`))
      const key = await signingKey(context.credentials.secret_access_key, scope)
      expect(await sign(key, text)).toBe(read(`${kind}-signature.txt`))
    }

    it('signs with a header', async () => {
      const payloadHash = await sha256(context.sign_body ? request.body : '')
      const headers: [string, string][] = [...request.headers, ['X-Amz-Date', time]]
      if (context.sign_body) headers.push(['x-amz-content-sha256', payloadHash])
      if (token && !context.omit_session_token) headers.push(['X-Amz-Security-Token', token])
      await check('header', headers, request.query, payloadHash)
    })

    it('signs with a query', async () => {
      const payloadHash = await sha256(context.sign_body ? request.body : '')
      const added: [string, string][] = [
        ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
        ['X-Amz-Credential', `${context.credentials.access_key_id}/${scope}`],
        ['X-Amz-Date', time],
        ['X-Amz-Expires', String(context.expiration_in_seconds)],
        ['X-Amz-SignedHeaders', [...new Set(request.headers.map(([name]) => name.toLowerCase()))].sort().join(';')],
      ]
      if (token && !context.omit_session_token) added.push(['X-Amz-Security-Token', token])
      const query = [request.query, ...added.map((pair) => pair.map(uriEncode).join('='))].filter((part) => part !== '').join('&')
      await check('query', request.headers, query, payloadHash)
    })
  })
})
