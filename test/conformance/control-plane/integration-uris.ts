import { text } from '../support/client.ts'
import { methodPath, newApi, type Scripts } from '../support/replay.ts'

const LAMBDA = 'arn:aws:lambda:us-east-1:111111111111:function:MyLambda'
const INVOCATION = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${LAMBDA}/invocations`
const BUCKET = 'arn:aws:apigateway:us-east-1:s3:path/b/k'

/** Recorded tests of other suites, of which only the texts of errors are at hand. */
export const INTEGRATION_URIS: Scripts = {
  async test_put_integration_validation(client, record) {
    const api = await newApi(client)
    const get = methodPath(api.root, 'GET')
    await api.put(get, { authorizationType: 'NONE' })
    const put = (type: string, uri: string, more: object = { httpMethod: 'POST' }) => api.put(`${get}/integration`, { type, uri, ...more })
    for (const type of ['HTTP', 'HTTP_PROXY', 'AWS'])
      record(`required-integration-method-${type}`, await put(type, 'http://example.com', {}))
    const refused: readonly (readonly [name: string, type: string, uri: string])[] = [
      ['no-s3-support-AWS_PROXY', 'AWS_PROXY', BUCKET],
      ['invalid-uri-HTTP', 'HTTP', 'non-valid-http'],
      ['invalid-uri-HTTP_PROXY', 'HTTP_PROXY', 'non-valid-http'],
      ['invalid-uri-not-an-arn', 'AWS', 'non-valid-arn'],
      ['invalid-uri-invalid-arn', 'AWS', 'arn:aws:iam::0000000000:role/service-role/asdf'],
    ]
    for (const [name, type, uri] of refused) record(name, await put(type, uri))
    const accepted: readonly (readonly [type: string, uri: string])[] = [
      ['MOCK', 'http://example.com'],
      ['HTTP', 'http://example.com'],
      ['HTTP_PROXY', 'http://example.com'],
      ['AWS', BUCKET],
      ['AWS', INVOCATION],
      ['AWS_PROXY', INVOCATION],
    ]
    for (const [type, uri] of accepted) text(await put(type, uri), 'type')
  },
  async test_put_integration_aws_proxy_uri(client, record) {
    const api = await newApi(client)
    const any = methodPath(api.root, 'ANY')
    await api.put(any, { authorizationType: 'NONE' })
    const refused: readonly (readonly [name: string, uri: string])[] = [
      ['put-integration-lambda-uri', LAMBDA],
      ['put-integration-wrong-arn', `bad-arn:lambda:path/2015-03-31/functions/${LAMBDA}/invocations`],
      ['put-integration-wrong-type', INVOCATION.replace('path/', 'test/')],
      ['put-integration-wrong-firehose', INVOCATION.replace(':lambda:path', ':firehose:path')],
      ['put-integration-bad-lambda-arn', `arn:aws:apigateway:us-east-1:lambda:path/random/value/${LAMBDA}/invocations`],
    ]
    for (const [name, uri] of refused) record(name, await api.put(`${any}/integration`, { type: 'AWS_PROXY', httpMethod: 'POST', uri }))
  },
}
