import { afterEach, describe, expect, it } from 'vitest'
import { type Bench, createBench } from '../support/cli.ts'

const benches: Bench[] = []
const bench = (files: Readonly<Record<string, string>>): Bench => {
  const made = createBench(files)
  benches.push(made)
  return made
}
afterEach(() => {
  for (const made of benches.splice(0)) made.close()
})

const SPEC = `openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      x-apigen-function: { handler: things.handler, runtime: nodejs22.x, code: code }
      responses: { '200': { description: a thing } }
  /signed:
    post:
      operationId: sign
      security: [{ iam: [] }]
      x-apigen-function: { handler: things.handler, runtime: nodejs22.x, code: code }
      requestBody: { content: { text/plain: { schema: { type: string } } } }
      responses: { '200': { description: signed } }
components:
  securitySchemes:
    iam: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4 }
`

const HANDLER = `exports.handler = async (event) => ({
  statusCode: event.queryStringParameters && event.queryStringParameters.status || 200,
  headers: { 'X-Method': event.httpMethod },
  body: JSON.stringify([event.path, event.pathParameters, event.multiValueQueryStringParameters, event.headers['X-One'], event.body, event.headers['Content-Type'], event.requestContext.identity.accessKey]),
})`

describe('apigen invoke', () => {
  it('calls operations on the embedded gateway with the handlers of the project', async () => {
    const made = bench({
      'openapi.yaml': SPEC,
      'code/things.js': HANDLER,
      'request.json': '{"pathParameters":{"id":"of file"},"headers":{"X-One":"1"}}',
    })
    const missing = await made.run('invoke', 'getThing', '--path', 'id=7')
    expect([missing.code, missing.stdout]).toEqual([3, ''])
    expect(missing.stderr).toMatch(
      /^error No API at the embedded gateway bears the name `things`\.\n +help: apigen import --stage dev --local puts it there\.\n$/,
    )

    expect((await made.run('import', '--stage', 'dev', '--local', '--yes')).code).toBe(0)
    const plain = await made.run(
      'invoke',
      'getThing',
      '--path',
      'id=a/b ü',
      '--query',
      'q=1',
      '--query',
      'q=2&3',
      '--header',
      'X-One: eins',
    )
    expect(JSON.parse(plain.stdout)).toEqual([
      '/things/a%2Fb%20%C3%BC',
      { id: 'a%2Fb%20%C3%BC' },
      { q: ['1', '2&3'] },
      'eins',
      null,
      null,
      null,
    ])
    expect(plain.stderr).toMatch(/^200 GET \/things\/a%2Fb%20%C3%BC {2}getThing {2}\d+ ms\n$/m)

    const file = await made.run('invoke', 'GET /things/{id}', '--request', 'request.json', '--query', 'status=418', '-i')
    expect(file.code).toBe(0)
    expect(file.stdout).toMatch(/^HTTP\/1\.1 418\n[\s\S]*X-Method: GET\n[\s\S]*\n\n\["\/things\/of%20file"/)

    const json = await made.runWith({ input: 'hé' }, 'invoke', 'sign', '--body', '@-', '--json')
    const { schemaVersion, status, headers, body } = JSON.parse(json.stdout) as Record<string, unknown>
    expect([schemaVersion, status, headers]).toEqual([1, 200, expect.arrayContaining([{ name: 'X-Method', value: 'POST' }])])
    expect(JSON.parse(String(body)).slice(4)).toEqual(['hé', 'text/plain', 'local'])
  })

  it.each<[name: string, args: readonly string[], code: number, words: string]>([
    ['an operation that is misspelled', ['getThin'], 2, 'Did you mean `getThing`?'],
    ['no operation', [], 2, 'needs an operation'],
    [
      'a variable without a value',
      ['getThing'],
      2,
      'needs `id`.\n  help: Give it in `pathParameters` of the request, or with --path id=VALUE.',
    ],
    ['a variable that is misspelled', ['getThing', '--path', 'idd=1'], 2, 'has no variable `idd`.\n  help: Did you mean `id`?'],
    ['a pair that is none', ['getThing', '--query', 'x'], 2, '--query takes name=value, not `x`.'],
    ['a gateway that does not answer', ['getThing', '--path', 'id=1', '--endpoint-url', 'http://127.0.0.1:9'], 3, 'cannot be reached'],
  ])('says what is wrong: %s', async (_, args, code, words) => {
    const outcome = await bench({ 'openapi.yaml': SPEC }).run('invoke', ...args)
    expect([outcome.code, outcome.stdout]).toEqual([code, ''])
    expect(outcome.stderr).toContain(words)
  })
})
