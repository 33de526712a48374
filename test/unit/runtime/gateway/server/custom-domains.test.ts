import { request as httpRequest } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { DomainName } from '../../../../../runtime/gateway/definition/account.ts'
import { toBytes, toText } from '../../../../../runtime/gateway/http.ts'
import { createGateway, type Gateway } from '../../../../../runtime/gateway/index.ts'
import { mappedPath } from '../../../../../runtime/gateway/server/custom-domains.ts'
import { documentOf, functionUri, mockOperation } from '../../../../support/data-plane.ts'

const mappings = {
  pets: { basePath: 'pets', restApiId: 'a1', stage: 'dev' },
  free: { basePath: 'free', restApiId: 'a2' },
  '(none)': { basePath: '(none)', restApiId: 'a3', stage: 'prod' },
}

describe('a path of a custom domain', () => {
  it.each<[path: string, want: string | undefined]>([
    ['/pets', 'a1 dev /'],
    ['/pets/7/toys', 'a1 dev /7/toys'],
    ['/pets/', 'a1 dev /'],
    ['/petshop/7', 'a3 prod /petshop/7'],
    ['/', 'a3 prod /'],
    ['/free/test/a/b', 'a2 test /a/b'],
    ['/free', 'a2  /'],
    ['/(none)/a', 'a3 prod /(none)/a'],
    ['/constructor', 'a3 prod /constructor'],
  ])('%s', (path, want) => {
    const found = mappedPath({ mappings } as unknown as DomainName, path)
    expect(found && `${found.apiId} ${found.stageName} ${found.path}`).toBe(want)
  })

  it('that no mapping takes leads nowhere', () => {
    expect(mappedPath({ mappings: { pets: mappings.pets } } as unknown as DomainName, '/other')).toBeUndefined()
  })
})

async function call(gateway: Gateway, method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const [plain = '', query = ''] = path.split('?')
  const answer = await gateway.handle({ method, path: plain, query, body: toBytes(body === undefined ? '' : JSON.stringify(body)) })
  return JSON.parse(toText(answer.body)) as Record<string, unknown>
}

describe('an API behind a custom domain', () => {
  it('is reached by its host, in process and over a socket, and sees the whole path', async () => {
    const echo = { kind: 'inline', handler: (event: unknown) => ({ body: JSON.stringify(event) }) } as const
    const gateway = await createGateway({ functions: { echo } })
    const document = documentOf(
      {
        '/pets/{id}': {
          get: {
            responses: {},
            'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: functionUri('echo') },
          },
        },
        '/mock': { get: mockOperation('{"path":"$context.path","domain":"$context.domainName","prefix":"$context.domainPrefix"}') },
      },
      { servers: [{ url: '/', 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true } }] },
    )
    const { id: restApiId } = await call(gateway, 'POST', '/restapis?mode=import', document)
    await call(gateway, 'POST', `/restapis/${restApiId}/deployments`, { stageName: 'dev' })
    await call(gateway, 'POST', '/domainnames', {
      domainName: 'api.mine.example',
      regionalCertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/c',
      endpointConfiguration: { types: ['REGIONAL'] },
    })
    await call(gateway, 'POST', '/domainnames/api.mine.example/basepathmappings', { basePath: 'shop', restApiId, stage: 'dev' })
    const headers = [['Host', 'api.mine.example:3000']] as const
    const answer = await gateway.handle({ method: 'GET', path: '/shop/pets/7', headers })
    expect(JSON.parse(toText(answer.body))).toMatchObject({
      path: '/shop/pets/7',
      resource: '/pets/{id}',
      pathParameters: { id: '7' },
      requestContext: { path: '/shop/pets/7', domainName: 'api.mine.example', domainPrefix: 'api', stage: 'dev' },
    })
    expect((await gateway.handle({ method: 'GET', path: '/other/pets/7', headers })).status).toBe(403)
    // Its own endpoint is disabled.
    expect((await gateway.handle({ method: 'GET', path: `/_aws/execute-api/${restApiId}/dev/mock` })).status).toBe(403)
    const listener = await gateway.listen({ port: 0 })
    const over = (host: string): Promise<string> =>
      new Promise((resolve, reject) => {
        httpRequest({ port: listener.port, host: '127.0.0.1', path: '/shop/mock', headers: { Host: host } }, (incoming) => {
          let text = `${incoming.statusCode} `
          incoming.on('data', (chunk: Buffer) => {
            text += chunk.toString()
          })
          incoming.on('end', () => resolve(text))
        })
          .on('error', reject)
          .end()
      })
    expect(await over('api.mine.example')).toBe('200 {"path":"/shop/mock","domain":"api.mine.example","prefix":"api"}')
    expect(await over('another.example')).toMatch(/^403 .*does not answer to the host/)
    await gateway.close()
  })
})
