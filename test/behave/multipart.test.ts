import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../generator/base/json.ts'
import { memoryReader } from '../../generator/load/reader.ts'
import { generateFiles, readSpec } from '../../generator/pipeline.ts'
import { createGateway } from '../../generator/testing.ts'
import { type LoadedClient, loadClient } from '../support/client.ts'

const file = { type: 'string', format: 'binary' }
const document = {
  openapi: '3.1.0',
  info: { title: 'Uploads', version: '1' },
  'x-amazon-apigateway-binary-media-types': ['multipart/form-data'],
  paths: {
    '/uploads': {
      post: {
        operationId: 'upload',
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                required: ['title', 'photo'],
                properties: {
                  title: { type: 'string' },
                  stars: { type: 'integer' },
                  tags: { type: 'array', items: { type: 'string' } },
                  place: { type: 'object', properties: { city: { type: 'string' } } },
                  photo: file,
                  pages: { type: 'array', items: file },
                },
              },
            },
          },
        },
        responses: { '200': { description: 'What came.', content: { 'application/json': { schema: {} } } } },
      },
    },
  },
}

/** Names of files, lengths and sums of bytes: what a handler does with them. */
const HANDLER = `import { operation } from '../../generated/handlers/typescript/upload.js'
import type { File$ } from '../../generated/types.js'

const seen = ({ bytes, fileName, contentType }: File$) => ({
  fileName,
  contentType,
  length: bytes.length,
  sum: bytes.reduce((sum, byte) => sum + byte, 0),
})
export default operation.handle(async ({ body: { photo, pages, ...rest } }) => ({
  status: 200,
  body: { ...rest, photo: seen(photo), pages: pages?.map(seen) },
}))
`

describe('a multipart body from a generated client to a generated handler', () => {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-multipart-'))
  let client: { client: LoadedClient; remove(): void } | undefined
  let gateway: Awaited<ReturnType<typeof createGateway>> | undefined
  beforeAll(async () => {
    const text = JSON.stringify(document)
    const spec = await readSpec('openapi.json', { reader: memoryReader({ 'openapi.json': text }) }, () => {})
    if (!spec) throw new Error('the document cannot be read')
    const write = (path: string, content: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    for await (const one of generateFiles(spec, ['types', 'validators', 'handlers-typescript'], () => {})) write(one.path, one.text)
    write('handlers/typescript/upload.ts', HANDLER)
    symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'))
    client = await loadClient(document)
    gateway = await createGateway({ document: document as unknown as JsonObject, output: folder })
  }, 60_000)
  afterAll(async () => {
    await gateway?.close()
    client?.remove()
    rmSync(folder, { recursive: true })
  })

  it('arrives as it was sent', async () => {
    const api = client?.client ?? {}
    const every = Uint8Array.from({ length: 256 }, (_, index) => index)
    const body = {
      title: 'a "b" é\r\n--',
      stars: 5,
      tags: ['x', 'y'],
      place: { city: 'Köln' },
      photo: new File([every], 'c".png', { type: 'image/png' }),
      pages: [every.slice(0, 3), new Blob(['\r\n--'])],
    }
    const answer = await api.upload(api.createClient({ baseUrl: gateway?.baseUrl, fetch: gateway?.fetch }), { body })
    expect(answer).toMatchObject({ status: 200 })
    expect(answer.body).toEqual({
      title: 'a "b" é\r\n--',
      stars: 5,
      tags: ['x', 'y'],
      place: { city: 'Köln' },
      photo: { fileName: 'c".png', contentType: 'image/png', length: 256, sum: 32640 },
      pages: [
        { fileName: 'blob', contentType: 'application/octet-stream', length: 3, sum: 3 },
        { fileName: 'blob', contentType: 'application/octet-stream', length: 4, sum: 113 },
      ],
    })
  })
})
