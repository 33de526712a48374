import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import type { OutputFile } from '../../../../generator/model/output.ts'
import { generateFrom } from '../../../support/generate.ts'

const petstore = fileURLToPath(new URL('../../../../specs/petstore.yaml', import.meta.url))
const lambda = { awsRequestId: 'r', functionName: 'f', invokedFunctionArn: 'arn', getRemainingTimeInMillis: () => 1 }

/** The handlers of a user: everything else is as generated. */
const written: Readonly<Record<string, string>> = {
  listPets: 'async ({ query }) => ({ status: 200, body: { items: [], next: JSON.stringify(query) } })',
  createPet: "async ({ body }) => ({ status: 201, headers: { Location: '/pets/1' }, body: { ...body, id: 1 } })",
  getPet:
    "async ({ path }) => path.petId === 1 ? { status: 200, body: { id: 1 } } : { status: 404, body: { code: 'missing', message: 'none' } }",
}

describe('generated functions', () => {
  let handlers: Readonly<Record<string, (event: object, context: object) => Promise<unknown>>> = {}
  beforeAll(async () => {
    const result = await generateFrom(petstore, ['types', 'validators', 'handlers-typescript'])
    const files = 'files' in result ? result.files : []
    const names = files.flatMap(({ path }) => /^generated\/handlers\/typescript\/functions\/(.*)\.ts$/.exec(path)?.[1] ?? [])
    const entry = names.map((name, index) => `import { handler as h${index} } from './generated/handlers/typescript/functions/${name}.js'`)
    const text = `${entry.join('\n')}\nexport default { ${names.map((name, index) => `'${name}': h${index}`).join(', ')} }`
    handlers = (await load([...files.map(withCode), { path: 'entry.ts', text, owner: 'you' }])).default
  })

  const proxy = (resource: string, httpMethod: string, given: object = {}): object => ({
    resource,
    path: resource,
    httpMethod,
    headers: {},
    requestContext: {},
    body: null,
    ...given,
  })
  const run = async (name: string, event: object): Promise<unknown> => handlers[name]?.(event, lambda)

  it('exist for what the petstore says', () => {
    expect(Object.keys(handlers).sort()).toEqual([
      'petstore-create-pet',
      'petstore-delete-pet',
      'petstore-get-pet',
      'petstore-get-photo',
      'petstore-list-pets',
      'petstore-partners',
      'petstore-put-photo',
      'petstore-staff',
      'petstore-update-pet',
    ])
  })

  it('read, check and answer a proxy event', async () => {
    const listed = await run(
      'petstore-list-pets',
      proxy('/pets', 'GET', { multiValueQueryStringParameters: { limit: ['5'], species: ['cat', 'dog'] } }),
    )
    expect(listed).toMatchObject({ statusCode: 200, body: '{"items":[],"next":"{\\"limit\\":5,\\"species\\":[\\"cat\\",\\"dog\\"]}"}' })
    const refused = (await run('petstore-list-pets', proxy('/pets', 'GET', { queryStringParameters: { limit: '500' } }))) as {
      statusCode: number
      body: string
    }
    expect([refused.statusCode, JSON.parse(refused.body)]).toEqual([
      400,
      { code: 'invalid-request', message: 'The request does not fit the contract. query/limit must be at most 100.' },
    ])
    const created = await run('petstore-create-pet', proxy('/pets', 'POST', { body: '{"name":"Tom","species":"cat"}' }))
    expect(created).toMatchObject({ statusCode: 201, headers: { Location: '/pets/1' } })
    expect(await run('petstore-create-pet', proxy('/pets', 'POST', { body: '{"name":""}' }))).toMatchObject({ statusCode: 400 })
    expect(await run('petstore-create-pet', proxy('/pets', 'POST'))).toMatchObject({ statusCode: 400 })
  })

  it('keep the custom contract', async () => {
    const event = (petId: unknown): object => ({ metadata: { operation: 'getPet' }, data: { path: { petId }, query: {}, headers: {} } })
    expect(await run('petstore-get-pet', event(1))).toEqual({ status: 200, body: { id: 1 }, headers: {} })
    await expect(run('petstore-get-pet', event(2))).rejects.toThrow(
      '{"status":404,"body":{"code":"missing","message":"none"},"headers":{}}',
    )
    await expect(run('petstore-get-pet', event('x'))).rejects.toThrow(/^\{"status":400,/)
  })

  it('answer 501, and deny, until there is code', async () => {
    expect(await run('petstore-delete-pet', proxy('/pets/{petId}', 'DELETE', { pathParameters: { petId: '1' } }))).toMatchObject({
      statusCode: 501,
    })
    const methodArn = 'arn:aws:execute-api:r:1:api/dev/GET/pets'
    expect(await run('petstore-staff', { type: 'TOKEN', authorizationToken: 'x', methodArn })).toMatchObject({
      policyDocument: { Statement: [{ Effect: 'Deny' }] },
    })
  })
})

function withCode(file: OutputFile): OutputFile {
  const code = written[/^handlers\/typescript\/(\w+)\.ts$/.exec(file.path)?.[1] ?? '']
  return code === undefined
    ? file
    : { ...file, text: `${file.text.slice(0, file.text.indexOf('export default'))}export default operation.handle(${code})\n` }
}

/** Bundles files that exist only here, and imports the result. */
async function load(
  files: readonly OutputFile[],
): Promise<{ default: Record<string, (event: object, context: object) => Promise<unknown>> }> {
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const { outputFiles } = await esbuild.build({
    entryPoints: ['entry.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    plugins: [
      {
        name: 'memory',
        setup(build) {
          build.onResolve({ filter: /.*/ }, ({ path, importer }) => {
            const base = new URL(importer === '' ? 'file:///' : `file:///${importer}`)
            return { path: new URL(path, base).pathname.slice(1).replace(/\.js$/, '.ts'), namespace: 'memory' }
          })
          build.onLoad({ filter: /.*/, namespace: 'memory' }, ({ path }) => ({ contents: texts.get(path) ?? '', loader: 'ts' }))
        },
      },
    ],
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.text ?? '').toString('base64')}`)
}
