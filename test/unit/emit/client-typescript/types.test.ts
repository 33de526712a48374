import { transformSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import type { OutputFile } from '../../../../generator/model/output.ts'
import { clientOf } from '../../../support/client.ts'
import { compile } from '../../../support/compile.ts'

const pet = { $ref: '#/components/schemas/Pet' }
const json = (schema: object): object => ({ content: { 'application/json': { schema } } })

const document = {
  components: {
    securitySchemes: {
      staff: { type: 'http', scheme: 'bearer' },
      'a key': { type: 'apiKey', in: 'header', name: 'x-api-key' },
      iam: { type: 'apiKey', in: 'header', name: 'Authorization', 'x-amazon-apigateway-authtype': 'awsSigv4' },
    },
    schemas: {
      Pet: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'string', readOnly: true }, name: { type: 'string' }, secret: { type: 'string', writeOnly: true } },
      },
      Problem: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
      // Names that the client has itself.
      Client: { type: 'object', properties: { name: { type: 'string' } } },
      Answer: { type: 'string', enum: ['yes', 'no'] },
    },
  },
  paths: {
    '/pets/{id}': {
      get: {
        operationId: 'getPet',
        description: 'Finds a pet. */ export const leaked = 1 /*',
        tags: ['pets'],
        security: [{ staff: [] }, { iam: [] }],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'depth', in: 'query', schema: { type: 'integer' } },
        ],
        responses: {
          200: { description: '', ...json(pet) },
          304: { description: '' },
          404: { description: '', ...json({ $ref: '#/components/schemas/Problem' }) },
          '5XX': { description: '', content: { 'text/plain': { schema: { type: 'string' } } } },
        },
      },
      put: {
        operationId: 'putPet',
        tags: ['pets'],
        security: [{ 'a key': [] }],
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        requestBody: { required: true, content: { 'application/json': { schema: pet }, 'text/csv': { schema: { type: 'string' } } } },
        responses: { 204: { description: '' }, default: { description: '', ...json({ $ref: '#/components/schemas/Problem' }) } },
      },
    },
    '/clients': {
      get: {
        operationId: 'createClient',
        parameters: [{ name: 'page', in: 'query', schema: { type: 'string' } }],
        responses: {
          200: {
            description: '',
            ...json({
              type: 'object',
              properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Client' } }, next: { type: 'string' } },
            }),
          },
        },
        'x-apigen-pagination': { token: 'page', next: 'next', items: 'items' },
      },
      post: { operationId: 'delete', requestBody: json({ $ref: '#/components/schemas/Answer' }), responses: { 299: { description: '' } } },
      head: { operationId: 'await', responses: { 200: { description: '', ...json(pet) } } },
    },
  },
}

/** What a user writes; every line with an expectation must fail, every other must not. */
const user = `
import { type Answer, type Auth, createClient, createClient_, createClientItems, delete_, getPet, putPet, sigv4, type Pet, type Client } from './index.js'
const auth: Auth = { staff: async () => 'token', 'a key': 'key', iam: sigv4({ credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }) }
const client = createClient({ baseUrl: 'https://example.com', auth, retry: { attempts: 2 }, headers: { a: 'b' } })
// @ts-expect-error there is no such scheme
createClient({ baseUrl: '', auth: { nobody: 'x' } })
// @ts-expect-error a client needs to know where the API is
createClient({})
// @ts-expect-error the id is required
await getPet(client, {})
// @ts-expect-error so is the input
await getPet(client)
// @ts-expect-error a depth is a number
await getPet(client, { id: 'a', depth: 'deep' })
const result = await getPet(client, { id: 'a', depth: undefined }, { signal: AbortSignal.timeout(1), timeout: 5, headers: {} })
if (result.status === 200) {
  const pet: Pet = result.body
  pet.name.toUpperCase()
  result.headers.get('etag')
} else if (result.status === 404) {
  result.body.message.toUpperCase()
  // @ts-expect-error a problem has no name
  result.body.name
} else if (result.status === 304) {
  const nothing: undefined = result.body
  void nothing
} else if (result.status === 503) {
  result.body.toUpperCase()
} else {
  // @ts-expect-error of a status that is not declared nothing is known
  result.body.message
  const unknown: unknown = result.body
  void unknown
}
await putPet(client, { id: 'a', body: { name: 'Rex' } })
await putPet(client, { id: 'a', contentType: 'application/json', body: { name: 'Rex', secret: 's' } })
await putPet(client, { id: 'a', contentType: 'text/csv', body: 'name\\nRex' })
// @ts-expect-error text is sent as text
await putPet(client, { id: 'a', body: 'name\\nRex' })
// @ts-expect-error there is no such type
await putPet(client, { id: 'a', contentType: 'text/plain', body: '' })
const put = await putPet(client, { id: 'a', body: { name: 'Rex' } })
if (put.status === 418) put.body.message.toUpperCase()
for await (const item of createClientItems(client)) {
  const one: Client = item
  one.name?.toUpperCase()
}
await createClient_(client)
const answer: Answer = 'yes'
await delete_(client, { body: answer })
await delete_(client)
`

describe('a generated client, as a strict compiler sees it', () => {
  const browser = {
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    noUnusedLocals: true,
    noUnusedParameters: true,
  }
  const strip = (files: readonly OutputFile[], folder: string): OutputFile[] =>
    files.map((file) => ({ ...file, path: file.path.slice(`generated/clients/${folder}/`.length) }))
  const typescript = strip(clientOf(document, 'typescript'), 'typescript')
  const javascript = strip(clientOf(document, 'javascript'), 'javascript')
  const program: OutputFile = { path: 'user.ts', text: user, owner: 'you' }

  // As sources, so that the compiler looks into them; declarations of libraries it takes on trust.
  const declarations = javascript
    .filter(({ path }) => path.endsWith('.d.ts'))
    .map((file) => ({ ...file, path: file.path.replace(/\.d\.ts$/, '.ts') }))

  it('compiles in a browser project without Node, and says what users may and may not write', () => {
    const projects = { typescript: [...typescript, program], javascript: [...declarations, program] }
    expect(compile(projects, browser)).toEqual([])
  })

  it('compiles in a Node project without a browser', () => {
    expect(compile({ typescript: [...typescript, program] })).toEqual([])
  })

  it('is the same code in both languages', () => {
    const plain = (file: OutputFile | undefined, loader: 'ts' | 'js'): string =>
      transformSync(file?.text ?? '', { loader, minifyWhitespace: true, minifySyntax: true }).code.replace(/^export\{\};\n$/, '')
    const modules = javascript.filter(({ path }) => path.endsWith('.js'))
    expect(modules.map(({ path }) => path)).toContain('operations/pets.js')
    for (const file of modules) {
      const twin = typescript.find(({ path }) => path === file.path.replace(/\.js$/, '.ts'))
      expect([file.path, plain(file, 'js')]).toEqual([file.path, plain(twin, 'ts')])
    }
  })
})
