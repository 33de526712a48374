import { describe, expect, it } from 'vitest'
import { isObject, type Json, type JsonObject } from '../../../generator/base/json.ts'
import { cleanExport } from '../../../generator/deploy/clean-export.ts'
import { printDocument } from '../../../generator/merge/print-value.ts'

const LAMBDA = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111111111111:function:f/invocations'

function exportOf(integration: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    openapi: '3.0.1',
    info: { title: 'a', version: '1' },
    servers: [{ url: 'https://abc123.execute-api.eu-west-1.amazonaws.com/{basePath}', variables: { basePath: { default: 'prod' } } }],
    paths: {
      '/b/{id}': {
        get: {
          parameters: [
            { name: 'x', in: 'header', schema: { type: 'string' } },
            { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          ],
          responses: { 404: { description: '404 response', content: {} }, 200: { description: '200 response', content: {} } },
          'x-amazon-apigateway-integration': integration,
        },
      },
      '/a': { post: { responses: {} }, get: { responses: {} } },
    },
    components: {},
    ...more,
  }
}

const integrationOf = ({ document }: { readonly document: JsonObject }): Json | undefined =>
  (document as { paths: Record<string, { get: Record<string, Json> }> }).paths['/b/{id}']?.get['x-amazon-apigateway-integration']

describe('a clean export', () => {
  it('has an order, no address and nothing that is empty', () => {
    const { document } = cleanExport(exportOf({ cacheNamespace: 'k2j3h4', uri: LAMBDA, type: 'aws_proxy', httpMethod: 'POST' }))
    expect(printDocument(document, 'yaml')).toBe(`openapi: '3.0.1'
info:
  title: a
  version: '1'
paths:
  /a:
    get:
      responses: {}
    post:
      responses: {}
  /b/{id}:
    get:
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
        - name: x
          in: header
          schema:
            type: string
      responses:
        '200':
          description: '200 response'
        '404':
          description: '404 response'
      x-amazon-apigateway-integration:
        type: aws_proxy
        httpMethod: POST
        uri: '${LAMBDA.replaceAll('arn:aws', 'arn:${AWS::Partition}')
          .replaceAll('eu-west-1', '${AWS::Region}')
          .replaceAll('111111111111', '${AWS::AccountId}')}'
`)
  })

  it('is the same whatever the order of the export', () => {
    const exported = exportOf(
      { type: 'aws', uri: LAMBDA, responses: { '5..': { statusCode: '500' }, default: { statusCode: '200' } } },
      { 'x-amazon-apigateway-gateway-responses': { DEFAULT_5XX: {}, DEFAULT_4XX: {} }, 'x-amazon-apigateway-api-key-source': 'AUTHORIZER' },
    )
    for (const syntax of ['yaml', 'json'] as const)
      expect(printDocument(cleanExport(reversed(exported) as JsonObject).document, syntax)).toBe(
        printDocument(cleanExport(exported).document, syntax),
      )
  })

  const QUEUE = 'arn:aws:apigateway:eu-west-1:sqs:path/111111111111/jobs'
  const OTHERS = LAMBDA.replace('111111111111', '222222222222')
  const role = 'arn:aws:iam::111111111111:role/r'
  const policy = { Statement: [{ Effect: 'Allow', Resource: 'arn:aws:execute-api:eu-west-1:111111111111:abc123/*' }] }
  const accounts: readonly (readonly [name: string, integration: JsonObject, more: JsonObject, kind: string | undefined, holds: string])[] =
    [
      ['a role', { credentials: role, uri: OTHERS }, {}, 'known', '"arn:${AWS::Partition}:iam::${AWS::AccountId}:role/r"'],
      ['a function of somebody else beside a role', { credentials: role, uri: OTHERS }, {}, 'known', ':222222222222:function:f'],
      ['the policy', { uri: OTHERS }, { 'x-amazon-apigateway-policy': policy }, 'known', ':222222222222:function:f'],
      [
        'a function that a stage variable names',
        { uri: LAMBDA.replace(':f/', ':${stageVariables.f}/'), x: OTHERS },
        {},
        'known',
        '${AWS::AccountId}:function:${',
      ],
      ['the only account', { uri: LAMBDA }, {}, 'only', '${AWS::AccountId}:function:f'],
      ['one of two accounts', { uri: LAMBDA, x: OTHERS }, {}, 'several', ':111111111111:function:f'],
      ['none', { uri: 'https://example.com' }, {}, undefined, 'https://example.com'],
      ['the account of a queue', { credentials: role, uri: QUEUE }, {}, 'known', ':sqs:path/${AWS::AccountId}/jobs'],
    ]
  it.each(accounts)('knows the account from %s', (_, integration, more, kind, holds) => {
    const clean = cleanExport(exportOf(integration, more))
    expect(clean.account?.kind).toBe(kind)
    expect(JSON.stringify(integrationOf(clean))).toContain(holds)
  })

  it('names the resources of the API itself in its policy only', () => {
    const { document } = cleanExport(
      exportOf(
        { requestTemplates: { 'a/b': 'arn:aws:execute-api:eu-west-1:111111111111:abc123/x' } },
        { 'x-amazon-apigateway-policy': policy },
      ),
    )
    expect(document['x-amazon-apigateway-policy']).toEqual({ Statement: [{ Effect: 'Allow', Resource: 'execute-api:/*' }] })
    expect(JSON.stringify(document.paths)).toContain(':abc123/x')
  })

  it('of Swagger 2.0 loses its address, too', () => {
    const swagger = {
      swagger: '2.0',
      info: { title: 'a' },
      host: 'abc123.execute-api.cn-north-1.amazonaws.com.cn',
      basePath: '/prod',
      schemes: ['https'],
      paths: {},
    }
    const { document } = cleanExport({ ...swagger, definitions: { B: {}, A: { description: 'arn:aws-cn:sns:cn-north-1:1:t' } } })
    expect(printDocument(document, 'json')).toBe(
      `${JSON.stringify({ swagger: '2.0', info: { title: 'a' }, paths: {}, definitions: { A: { description: 'arn:${AWS::Partition}:sns:${AWS::Region}:1:t' }, B: {} } }, null, 2)}\n`,
    )
  })
})

/** The same with the members of all objects the other way round, those of schemas left as they are. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => reversed(item as Json))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  )
}
