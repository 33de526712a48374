import { expect, it } from 'vitest'
import { deployApi, documentOf, functionUri } from '../../../../support/data-plane.ts'

const zeros = '\0'.repeat(8)
const answer = (prelude: object, body: string): string => `${JSON.stringify(prelude)}${zeros}${body}`
const streaming = functionUri('f').replace('2015-03-31', '2021-11-15').replace('/invocations', '/response-streaming-invocations')

function documentFor(responseTransferMode: string): unknown {
  const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: streaming, responseTransferMode }
  return documentOf({ '/a': { get: { responses: {}, 'x-amazon-apigateway-integration': integration } } })
}

it.each<[name: string, mode: string, result: unknown, want: { status: number; body?: string; headers?: [string, string][] }]>([
  [
    'names status, headers and cookies, and is followed by the body',
    'STREAM',
    answer({ statusCode: 201, headers: { 'Content-Type': 'text/plain' }, cookies: ['a=1', 'b=2'] }, '{"not":"parsed"}'),
    {
      status: 201,
      body: '{"not":"parsed"}',
      headers: [
        ['Content-Type', 'text/plain'],
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ],
    },
  ],
  ['is 200 without a status', 'STREAM', answer({}, 'body'), { status: 200, body: 'body', headers: [['Content-Type', 'application/json']] }],
  ['may have zeros in its body', 'STREAM', answer({}, `a${zeros}b`), { status: 200, body: `a${zeros}b` }],
  ['has no other keys', 'STREAM', answer({ body: 'x' }, 'body'), { status: 502 }],
  ['is JSON before the zeros', 'STREAM', `oops${zeros}body`, { status: 502 }],
  ['may be that of any other function', 'STREAM', { statusCode: 202, body: 'whole' }, { status: 202, body: 'whole' }],
  ['is no answer where nobody streams', 'BUFFERED', answer({}, 'body'), { status: 502 }],
])('the first part of a streamed answer %s', async (_, mode, result, want) => {
  const got = await deployApi(documentFor(mode), { functions: { f: () => result } }).call({ path: '/a' })
  expect(got.status).toBe(want.status)
  if (want.body !== undefined) expect(got.body).toBe(want.body)
  for (const header of want.headers ?? []) expect(got.headers).toContainEqual(header)
})
