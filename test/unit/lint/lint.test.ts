import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../../generator/base/diagnostic.ts'
import { lint } from '../../../generator/lint/lint.ts'
import { load } from '../../../generator/load/load.ts'
import { memoryReader } from '../../../generator/load/reader.ts'
import { normalize } from '../../../generator/normalize/normalize.ts'

async function codesOf(text: string): Promise<string[]> {
  const found: Diagnostic[] = []
  const loaded = await load('a.yaml', { reader: memoryReader({ 'a.yaml': text }) }, () => {})
  const document = loaded && normalize(loaded, () => {})
  if (!document) throw new Error('unreadable')
  lint(document, (diagnostic) => found.push(diagnostic))
  return found.map((diagnostic) => diagnostic.code)
}

const HEAD = 'openapi: 3.0.3\ninfo: { title: T, version: "1" }\n'
const ok = 'responses: { 200: { description: d } }'

describe('x-apigen-allow', () => {
  const paths = (allow: string, at: 'root' | 'path' | 'operation' | 'elsewhere'): string => {
    const here = (place: string): string => (at === place ? `, x-apigen-allow: ${allow}` : '')
    return `${HEAD}${at === 'root' ? `x-apigen-allow: ${allow}\n` : ''}paths: { /a/: { get: { ${ok}, sumary: x${here('operation')} }${here('path')} }, /b: { get: { ${ok}${here('elsewhere')} } } }\n`
  }
  const slash = '{ gateway/trailing-slash: Clients have it. }'
  const member = '{ contract/unknown-member: It is ours. }'

  it.each([
    ['silences below the root', slash, 'root', ['contract/unknown-member']],
    ['silences at its own object', slash, 'path', ['contract/unknown-member']],
    ['silences below its object', member, 'path', ['gateway/trailing-slash']],
    ['silences in an operation', member, 'operation', ['gateway/trailing-slash']],
    [
      'does not silence above its object',
      slash,
      'operation',
      ['gateway/trailing-slash', 'contract/unknown-member', 'contract/unused-allow'],
    ],
    [
      'does not silence beside its object',
      member,
      'elsewhere',
      ['gateway/trailing-slash', 'contract/unknown-member', 'contract/unused-allow'],
    ],
  ] as const)('%s', async (_name, allow, at, want) => {
    expect(await codesOf(paths(allow, at))).toEqual(want)
  })

  it('never silences an error', async () => {
    const text = `${HEAD}x-apigen-allow: { gateway/path-part: Please. }\npaths: { '/a b': { get: { ${ok} } } }\n`
    expect(await codesOf(text)).toEqual(['gateway/path-part', 'contract/unused-allow'])
  })
})

describe('rules', () => {
  const operation = (extra: string, path = '/a'): string => `${HEAD}paths: { '${path}': { get: { ${ok}, ${extra} } } }\n`
  const integration = (text: string): string => operation(`x-amazon-apigateway-integration: { ${text} }`)

  it.each([
    [
      'late-bound values',
      integration('type: aws_proxy, httpMethod: POST, uri: { Fn::Sub: x }, timeoutInMillis: { Ref: T }, passthroughBehavior: "${p}"'),
    ],
    ['a type that is late-bound', integration('type: { Ref: T }')],
    [
      'placeholders in paths',
      `${HEAD}paths: { '/\${stage}/{id}': { get: { parameters: [{ name: id, in: path, required: true, schema: {} }], ${ok} } } }\n`,
    ],
    ['types in capital letters', integration('type: HTTP_PROXY, httpMethod: GET, uri: "https://a.example/{proxy}"')],
    ['addresses with stage variables', integration('type: http_proxy, httpMethod: GET, uri: "https://${stageVariables.host}/a"')],
    [
      'a function by its ARN',
      integration(
        'type: aws_proxy, httpMethod: POST, uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:f/invocations"',
      ),
    ],
    [
      'a service with a subdomain',
      integration('type: aws, httpMethod: POST, uri: "arn:aws:apigateway:eu-west-1:runtime.sagemaker:path/endpoints"'),
    ],
    ['siblings with one name', `${HEAD}paths: { '/a/{b}': {}, '/a/{b}/c': {}, '/a/c/{d}': {} }\n`],
    ['a greedy variable at the end', `${HEAD}paths: { '/a/{b+}': {} }\n`],
    [
      'pointers through unusual names',
      `${HEAD}paths: {}\ncomponents: { schemas: { __proto__: { type: string }, constructor: { properties: { toString: {} } } } }\n`,
    ],
  ])('have nothing to say against %s', async (_name, text) => {
    const codes = await codesOf(text)
    expect(codes.filter((code) => code !== 'contract/unknown-member')).toEqual([])
  })

  it.each([
    ['{a}.{b}', 'gateway/path-part'],
    ['{}', 'gateway/path-part'],
    ['a//b', 'gateway/path-part'],
    ['{a b}', 'gateway/path-part'],
    ['a%20b', 'gateway/path-part'],
  ])('refuse the path part %s', async (part, code) => {
    expect(await codesOf(`${HEAD}paths: { '/${part}': {} }\n`)).toContain(code)
  })

  it('say once that a path has empty parts', async () => {
    expect(await codesOf(`${HEAD}paths: { '/a//b///c': {} }\n`)).toEqual(['gateway/path-part'])
  })

  it('measure templates in bytes', async () => {
    const template = (length: number): string =>
      integration(`type: http, uri: "https://a.example", httpMethod: GET, requestTemplates: { text/plain: '${'é'.repeat(length)}' }`)
    expect(await codesOf(template(153_600))).toEqual([])
    expect(await codesOf(template(153_601))).toEqual(['templates/size'])
  })
})
