import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { SHORT_FORMS } from '../../../generator/base/short-form.ts'

const root = new URL('../../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const json = (path: string): { definitions: Record<string, unknown> } => JSON.parse(read(path))

function validator(name: string): (value: unknown) => readonly string[] {
  const ajv = new Ajv({ strict: false, allErrors: true })
  ajv.addSchema(json('specs/schema/extensions.json'), 'extensions.json')
  const validate = ajv.compile(json(`specs/schema/${name}.json`))
  return (value) => {
    validate(value)
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
  }
}

describe('specs/schema', () => {
  const openapi = validator('openapi')
  const config = validator('config')

  it('accepts the petstore', () => {
    expect(openapi(parse(read('specs/petstore.yaml')))).toEqual([])
  })

  it('accepts the orders, file by file', () => {
    expect(openapi(parse(read('specs/orders/openapi.yaml')))).toEqual([])
    const items = ['orders', 'order', 'documents', 'categories'].map(
      (name) => parse(read(`specs/orders/paths/${name}.yaml`), { merge: true }) as object,
    )
    const workflow = Object.values(parse(read('specs/orders/paths/workflow.yaml')) as object)
    for (const item of [...items, ...workflow]) expect(openapi({ openapi: '3.1.0', info: {}, paths: { '/a': item } })).toEqual([])
  })

  it('accepts the petstore example and its config', () => {
    expect(openapi(parse(read('examples/petstore/openapi.yaml')))).toEqual([])
    expect(config(parse(read('examples/petstore/apigen.config.yaml')))).toEqual([])
  })

  const operation = (members: object): unknown => ({ openapi: '3.0.1', info: {}, paths: { '/a': { get: members } } })
  const refused: readonly [string, unknown][] = [
    ['an integration type that is none', operation({ 'x-amazon-apigateway-integration': { type: 'lambda' } })],
    ['an integration without a type', operation({ 'x-amazon-apigateway-integration': { uri: 'x' } })],
    ['a misspelled member of an integration', operation({ 'x-amazon-apigateway-integration': { type: 'mock', requestTemplate: {} } })],
    ['a misspelled extension', operation({ 'x-amazon-apigateway-integratoin': { type: 'mock' } })],
    ['an unknown gateway response', { ...(operation({}) as object), 'x-amazon-apigateway-gateway-responses': { DEFAULT_6XX: {} } }],
    ['a permission without a verb', operation({ 'x-apigen-permissions': ['dynamodb orders'] })],
    ['a function with too little memory', operation({ 'x-apigen-function': { memory: 64 } })],
    ['a throttle without a burst', operation({ 'x-apigen-throttle': { rate: 1 } })],
    ['a short form without its table', operation({ 'x-apigen-integration': { service: 'dynamodb', action: 'get' } })],
    ['a short form of another action', operation({ 'x-apigen-integration': { service: 'sqs', action: 'receive', queue: 'a' } })],
    ['a misspelled member of a short form', operation({ 'x-apigen-integration': { service: 'sqs', queue: 'a', mesage: 'b' } })],
    ['an allow without a reason', operation({ 'x-apigen-allow': { 'gateway/root-security': '' } })],
  ]
  it.each(refused)('refuses %s', (_, value) => {
    expect(openapi(value)).not.toEqual([])
  })

  it('accepts intrinsics wherever AWS resolves a text', () => {
    const uri = { 'Fn::Sub': 'arn:${AWS::Partition}:apigateway:x' }
    expect(openapi(operation({ 'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri } }))).toEqual([])
  })

  it('refuses an unknown key of the config', () => {
    expect(config({ specs: 'x' })).not.toEqual([])
  })

  it('describes the short forms that are read, member by member', () => {
    const described: Record<string, { properties: object; required: readonly string[] }> = {}
    const { anyOf } = json('specs/schema/extensions.json').definitions['x-apigen-integration'] as {
      anyOf: readonly { properties?: { service: { const: string }; action: { const: string } }; required: readonly string[] }[]
    }
    for (const { properties, required } of anyOf) {
      if (properties) described[`${properties.service.const} ${properties.action.const}`] = { properties, required }
    }
    const known = Object.entries(SHORT_FORMS).flatMap(([service, actions]) =>
      Object.entries(actions).map(([action, form]) => ({ service, action, form, actions })),
    )
    expect(Object.keys(described).sort()).toEqual(known.map(({ service, action }) => `${service} ${action}`).sort())
    for (const { service, action, form, actions } of known) {
      const schema = described[`${service} ${action}`]
      expect(Object.keys(schema?.properties ?? {}).sort()).toEqual(Object.keys(form.members).sort())
      const first = action === Object.keys(actions)[0]
      expect([...(schema?.required ?? [])].sort()).toEqual(['service', ...(first ? [] : ['action']), ...form.required].sort())
    }
  })

  it('describes every extension that the reference and the design name', () => {
    const names = Object.keys(json('specs/schema/extensions.json').definitions).filter((name) => name.startsWith('x-'))
    expect(names.sort()).toEqual([
      'x-amazon-apigateway-any-method',
      'x-amazon-apigateway-api-key-source',
      'x-amazon-apigateway-auth',
      'x-amazon-apigateway-authorizer',
      'x-amazon-apigateway-authtype',
      'x-amazon-apigateway-binary-media-types',
      'x-amazon-apigateway-cors',
      'x-amazon-apigateway-documentation',
      'x-amazon-apigateway-endpoint-access-mode',
      'x-amazon-apigateway-endpoint-configuration',
      'x-amazon-apigateway-gateway-responses',
      'x-amazon-apigateway-importexport-version',
      'x-amazon-apigateway-integration',
      'x-amazon-apigateway-integrations',
      'x-amazon-apigateway-minimum-compression-size',
      'x-amazon-apigateway-policy',
      'x-amazon-apigateway-request-validator',
      'x-amazon-apigateway-request-validators',
      'x-amazon-apigateway-security-policy',
      'x-amazon-apigateway-tag-value',
      'x-apigen',
      'x-apigen-allow',
      'x-apigen-function',
      'x-apigen-idempotency',
      'x-apigen-integration',
      'x-apigen-pagination',
      'x-apigen-permissions',
      'x-apigen-throttle',
    ])
  })
})
