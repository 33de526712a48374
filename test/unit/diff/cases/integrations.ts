import { api, type Root, withOperation } from '../../../support/difference.ts'
import type { Case } from './case.ts'

const integrated = (more: Root): Root =>
  withOperation({ 'x-amazon-apigateway-integration': { type: 'http', httpMethod: 'GET', uri: 'https://example.com/pets', ...more } })
const typed = (type: string): Root => withOperation({ 'x-amazon-apigateway-integration': { type } })
const preflight = (headers: Root): Root =>
  withOperation(
    {
      'x-amazon-apigateway-integration': {
        type: 'mock',
        responses: {
          default: {
            statusCode: '200',
            responseParameters: Object.fromEntries(
              Object.entries(headers).map(([name, value]) => [`method.response.header.Access-Control-Allow-${name}`, `'${value}'`]),
            ),
          },
        },
      },
    },
    {},
    ['/pets', 'options'],
  )
const validated = (validator: string | undefined): Root =>
  withOperation(
    { 'x-amazon-apigateway-request-validator': validator },
    { 'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true, validateRequestParameters: true } } },
  )
const throttled = (rate: number): Root => withOperation({ 'x-apigen-throttle': { rate, burst: 10 } })

/** Pairs for the rules about how API Gateway answers an operation. */
export const integrations: readonly Case[] = [
  ['integration-added', typed('unheard-of'), typed('mock')],
  ['integration-removed', typed('mock'), typed('unheard-of')],
  ['integration-type-changed', integrated({}), integrated({ type: 'http_proxy' })],
  ['integration-uri-changed', integrated({}), integrated({ uri: 'https://example.com/animals' })],
  ['integration-method-changed', integrated({}), integrated({ httpMethod: 'POST' })],
  ['integration-timeout-decreased', integrated({}), integrated({ timeoutInMillis: 5000 })],
  ['integration-timeout-increased', integrated({ timeoutInMillis: 5000 }), integrated({})],
  [
    'integration-request-template-changed',
    integrated({ requestTemplates: { 'application/json': '{}' } }),
    integrated({ requestTemplates: { 'application/json': '{"a": 1}' } }),
  ],
  ['integration-request-parameters-changed', integrated({}), integrated({ requestParameters: { 'integration.request.header.x': "'1'" } })],
  ['integration-response-added', integrated({}), integrated({ responses: { default: { statusCode: '200' } } })],
  ['integration-response-removed', integrated({ responses: { default: { statusCode: '200' } } }), integrated({})],
  [
    'integration-response-changed',
    integrated({ responses: { default: { statusCode: '200' } } }),
    integrated({ responses: { default: { statusCode: '201' } } }),
  ],
  ['integration-passthrough-changed', integrated({}), integrated({ passthroughBehavior: 'never' })],
  ['integration-setting-changed', integrated({}), integrated({ contentHandling: 'CONVERT_TO_TEXT' })],
  ['integration-cache-changed', integrated({}), integrated({ cacheKeyParameters: ['method.request.querystring.q'] })],
  ['integration-connection-changed', integrated({ connectionId: 'a' }), integrated({ connectionId: 'b' })],
  ['stage-variable-introduced', integrated({}), integrated({ uri: 'https://${stageVariables.host}/pets' }), ['integration-uri-changed']],
  ['request-validation-tightened', validated(undefined), validated('all')],
  ['request-validation-loosened', validated('all'), validated(undefined)],
  ['throttle-lowered', throttled(10), throttled(5)],
  ['throttle-raised', throttled(5), throttled(10)],
  ['cors-added', api({}), preflight({ Origin: '*' }), ['endpoint-added']],
  ['cors-removed', preflight({ Origin: '*' }), api({}), ['api-path-removed-without-deprecation']],
  ['cors-narrowed', preflight({ Origin: '*', Methods: 'GET,PUT' }), preflight({ Origin: '*', Methods: 'GET' })],
  ['cors-widened', preflight({ Origin: 'https://example.com' }), preflight({ Origin: '*' })],
]
