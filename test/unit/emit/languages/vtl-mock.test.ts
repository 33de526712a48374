import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGateway, type TestGateway } from '../../../../generator/testing.ts'

/** A contract that nobody wrote code for, on the embedded gateway. */
const spec = {
  openapi: '3.0.3',
  info: { title: 'Zoo', version: '1' },
  paths: {
    '/animals/{id}': {
      options: {
        responses: { '204': { description: '', headers: { 'Access-Control-Allow-Origin': { schema: { type: 'string' } } } } },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 204}' },
          responses: {
            default: {
              statusCode: '204',
              responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'https://zoo.example'" },
            },
          },
        },
      },
      get: {
        'x-apigen-integration': 'mock',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          '200': {
            description: 'An animal.',
            headers: {
              'X-Rate': { schema: { type: 'integer' }, example: 7 },
              'X-Version': { schema: { type: 'string', default: 'v1' } },
            },
            content: {
              'application/json': {
                examples: {
                  cat: { value: { name: 'Tom', price: '$5 #1' } },
                  'big dog': { value: { name: 'Rex "the dog" \u{1F436}' } },
                  "it's": { value: { name: 'not to be asked for' } },
                },
              },
              'text/plain': { examples: { cat: { value: 'Tom: $5 #1 it\'s "Tom"\n' }, dog: { value: 'Rex' } } },
            },
          },
          '404': { description: 'None.', content: { 'application/json': { example: { code: 'not-found' } } } },
          '4XX': { description: 'Bad.', content: { 'application/json': { example: { code: 'bad' } } } },
          default: { description: 'Broken.', content: { 'application/json': { example: { code: 'broken' } } } },
        },
      },
      delete: {
        'x-apigen-integration': 'mock',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { '204': { description: 'Gone.' } },
      },
    },
  },
}

let folder: string
let gateway: TestGateway

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'apigen-mock-'))
  const file = join(folder, 'openapi.json')
  await writeFile(file, JSON.stringify(spec))
  gateway = await createGateway({ spec: file })
})

afterAll(async () => {
  await gateway?.close()
  await rm(folder, { recursive: true, force: true })
})

async function ask(
  query: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; body: string; header: (name: string) => string | null }> {
  const response = await gateway.fetch(`${gateway.baseUrl}/animals/1${query}`, { method, headers })
  return { status: response.status, body: await response.text(), header: (name) => response.headers.get(name) }
}

describe('a mock', () => {
  const cat = { name: 'Tom', price: '$5 #1' }
  const cases: readonly (readonly [string, string, Record<string, string>, number, unknown, string | null])[] = [
    ['answers with the first example', '', {}, 200, cat, null],
    ['with the one that a header asks for', '', { Prefer: 'example=cat' }, 200, cat, 'example=cat'],
    ['with one whose name holds a blank', '', { Prefer: 'example="big dog"' }, 200, { name: 'Rex "the dog" \u{1F436}' }, 'example=big dog'],
    ['with the one that the query asks for', '?__example=big+dog', {}, 200, { name: 'Rex "the dog" \u{1F436}' }, 'example=big dog'],
    ['with another status', '', { Prefer: 'code=404' }, 404, { code: 'not-found' }, 'code=404'],
    ['with another status by the query', '?__code=404', {}, 404, { code: 'not-found' }, 'code=404'],
    [
      'with both, the header above the query',
      '?__code=404',
      { prefer: 'respond-async, code=200; example=cat' },
      200,
      cat,
      'code=200, example=cat',
    ],
    ['with a status of a range', '', { Prefer: 'code=409' }, 409, { code: 'bad' }, 'code=409'],
    ['with any other status by the default response', '', { Prefer: 'code=503' }, 503, { code: 'broken' }, 'code=503'],
    ['with the success of its own code', '', { Prefer: 'code=200' }, 200, cat, 'code=200'],
    ['as without a wish where it has no such example', '', { Prefer: 'example=mouse' }, 200, cat, null],
    ['as without a wish where a name cannot be written in a template', '?__example=it%27s', {}, 200, cat, null],
    ['as without a wish where the code is none', '', { Prefer: 'code=<script>' }, 200, cat, null],
    ['as without a wish where the code would be a redirect of nobody', '', { Prefer: 'code=999' }, 200, cat, null],
  ]
  test.each(cases)('%s', async (_name, query, headers, status, body, applied) => {
    const answer = await ask(query, headers)
    expect([answer.status, JSON.parse(answer.body), answer.header('preference-applied')]).toEqual([status, body, applied])
  })

  test('answers in the media type that is accepted', async () => {
    expect((await ask('', { Accept: 'text/plain' })).body).toBe('Tom: $5 #1 it\'s "Tom"\n')
    const dog = await ask('', { Accept: 'text/plain', Prefer: 'example=dog' })
    expect([dog.body, dog.header('content-type')]).toEqual(['Rex', 'text/plain'])
  })

  test('sends the headers whose values are known, and those of CORS that the preflight promises', async () => {
    const answer = await ask('')
    expect([answer.header('x-rate'), answer.header('x-version')]).toEqual(['7', 'v1'])
    for (const code of ['200', '404', '409', '503'])
      expect((await ask('', { Prefer: `code=${code}` })).header('access-control-allow-origin')).toBe('https://zoo.example')
  })

  test('has nothing to choose where the contract has one answer', async () => {
    const answer = await ask('', { Prefer: 'code=500' }, 'DELETE')
    expect([answer.status, answer.body]).toEqual([204, ''])
  })
})
