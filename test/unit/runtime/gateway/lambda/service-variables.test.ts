import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { devNull, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createFunctionRunner } from '../../../../../runtime/gateway/lambda/function-runner.ts'
import { serviceVariables } from '../../../../../runtime/gateway/lambda/service-variables.ts'

const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' }
const blind = { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull, AWS_EC2_METADATA_DISABLED: 'true' }
const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' }

it.each<[what: string, forward: Record<string, string>, environment: Record<string, string>, want: Record<string, string>]>([
  ['no service is anywhere', {}, {}, blind],
  ['one is somewhere', { dynamodb: 'http://a' }, {}, { AWS_ENDPOINT_URL_DYNAMODB: 'http://a', ...blind, ...keys }],
  [
    'their ids are others than their names',
    { states: 'http://a', events: 'http://b', 'cognito-idp': 'http://c' },
    {},
    {
      ...{ AWS_ENDPOINT_URL_SFN: 'http://a', AWS_ENDPOINT_URL_EVENTBRIDGE: 'http://b' },
      ...{ AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://c', ...blind, ...keys },
    },
  ],
  ['all are somewhere', { '*': 'http://a' }, {}, { AWS_ENDPOINT_URL: 'http://a', ...blind, ...keys }],
  ['the function names a profile', { '*': 'http://a' }, { AWS_PROFILE: 'dev' }, { AWS_ENDPOINT_URL: 'http://a' }],
  ['the function names a key', {}, { AWS_ACCESS_KEY_ID: 'own' }, {}],
])('what AWS SDKs are told where %s', (_, forward, environment, want) => {
  expect(serviceVariables({ forward, credentials }, environment)).toEqual(want)
})

it('an AWS SDK in a function calls the service where it is, and nobody where it is nowhere, whatever the machine has', {
  timeout: 60_000,
}, async () => {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.url} ${/Credential=(\w+)/.exec(String(request.headers.authorization))?.[1]}`)
    response.setHeader('Content-Type', 'application/json')
    response.end('{"Functions":[]}')
  })
  const url = await new Promise<string>((done) => {
    server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
  const folder = mkdtempSync(join(tmpdir(), 'apigen-sdk-'))
  const sdk = createRequire(import.meta.url).resolve('@aws-sdk/client-lambda')
  const file = join(folder, 'handler.mjs')
  writeFileSync(
    file,
    `import { createRequire } from 'node:module'
const { LambdaClient, ListFunctionsCommand } = createRequire(import.meta.url)(${JSON.stringify(sdk)})
export const handler = () => new LambdaClient().send(new ListFunctionsCommand({})).then(() => 'asked', (error) => error.name)
`,
  )
  const answerWith = async (forward: Readonly<Record<string, string>>): Promise<unknown> => {
    const runner = createFunctionRunner({ region: 'eu-west-1', log: () => {}, services: { forward, credentials } })
    const invocation = {
      name: 'fn',
      arn: 'arn:aws:lambda:eu-west-1:000000000000:function:fn',
      version: '$LATEST',
      requestId: 'r',
      payload: '{}',
    }
    const { payload } = await runner.invoke({ kind: 'module', file, timeout: 30 }, invocation)
    await runner.close()
    return JSON.parse(payload)
  }
  try {
    expect([await answerWith({ lambda: url }), seen]).toEqual(['asked', ['/2015-03-31/functions id']])
    expect(await answerWith({})).toBe('CredentialsProviderError')
  } finally {
    server.close()
    rmSync(folder, { recursive: true })
  }
})
