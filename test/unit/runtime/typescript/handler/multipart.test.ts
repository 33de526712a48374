import { describe, expect, it } from 'vitest'
import { splitParts } from '../../../../../runtime/typescript/handler/multipart.ts'
import { readPartsBody } from '../../../../../runtime/typescript/handler/parts.ts'

// What a body may hold and what is refused of it stands in the cases on the wire; here is what would be too large for them.

const TYPE = 'multipart/form-data; boundary=b'
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const part = (name: string, content = ''): string => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`

describe('parts', () => {
  it('are as many as a form has, and not as many as fit', () => {
    expect(splitParts(bytes(`${part('a').repeat(1000)}--b--`), TYPE)).toHaveLength(1000)
    expect(() => splitParts(bytes(`${part('a').repeat(1001)}--b--`), TYPE)).toThrow('The multipart body has more than 1000 parts.')
  })

  it('have headers of a length that some name has', () => {
    expect(splitParts(bytes(`${part('a'.repeat(16_000))}--b--`), TYPE)).toHaveLength(1)
    expect(() => splitParts(bytes(`${part('a'.repeat(17_000))}--b--`), TYPE)).toThrow('a header that is too long')
    expect(() => splitParts(bytes('--b--'), `multipart/form-data${'; a="\\'.repeat(100_000)}`)).toThrow('names no boundary')
  })

  it('are views of the body, and files copies', () => {
    const body = bytes(`${part('f', 'abc')}--b--`)
    expect(splitParts(body, TYPE)[0]?.bytes.buffer).toBe(body.buffer)
    const event = { headers: { 'content-type': TYPE }, body: `${part('f', 'abc')}--b--` }
    const contents = [{ mediaType: 'multipart/form-data', form: 'multipart', shape: { fields: { f: 'bytes' } } } as const]
    const read = readPartsBody(contents, { version: '1.0', event, context: {}, http: undefined })
    const { f } = read.body as { readonly f: { readonly bytes: Uint8Array } }
    expect([f.bytes.byteOffset, f.bytes.buffer.byteLength]).toEqual([0, 3])
  })

  it('stand between boundaries that many bytes nearly are', () => {
    const near = '\r\n--'.repeat(100_000)
    const [found] = splitParts(bytes(`${part('f', near)}--b--`), TYPE)
    expect(found?.bytes.length).toBe(near.length)
  })
})
