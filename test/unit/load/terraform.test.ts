import { expect, it } from 'vitest'
import type { Json } from '../../../generator/base/json.ts'
import { terraformCode, terraformJson } from '../../../generator/load/terraform.ts'

const api = (body: string): string => `# An API.\nresource "aws_api_gateway_rest_api" "pets" {\n  name = "pets"\n${body}}\n`

const cases: readonly (readonly [string, string, string, { readonly shown: string; readonly help: RegExp } | undefined])[] = [
  [
    'a body that is read from a template',
    'main.tf',
    api('  body = templatefile("${path.module}/openapi.yaml", { arn = var.arn })\r\n'),
    { shown: 'body = templatefile("${path.module}/openapi.yaml", { arn = var.arn })', help: /read from: `openapi\.yaml`/ },
  ],
  ['a body that is read', 'main.TF', api('  body=file("a/b.json")\n'), { shown: 'body=file("a/b.json")', help: /`a\/b\.json`/ }],
  ['a body in the code', 'a/main.tf', api('  body = <<EOT\nopenapi: 3.0.3\nEOT\n'), { shown: 'body = <<EOT', help: /a file of its own/ }],
  ['an API without a body', 'main.tf', api(''), { shown: 'resource "aws_api_gateway_rest_api" "pets" {', help: /a file of its own/ }],
  ['a spec of such a name', 'main.tf', 'openapi: 3.0.3\ninfo: { title: a }\n', undefined],
  ['a key that is called as a block is', 'main.tf', 'openapi: 3.0.3\ndata: { a: 1 }\n', undefined],
  ['another name', 'main.yaml', api(''), undefined],
]

it.each(cases)('%s', (_name, file, text, want) => {
  const found = terraformCode(file, text)
  expect(found && text.slice(found.at.start, found.at.end)).toBe(want?.shown)
  if (want) expect(found?.help).toMatch(want.help)
})

const json = (api: object): object => ({ resource: { aws_api_gateway_rest_api: { pets: { name: 'pets', ...api } } } })

const inJson: readonly (readonly [string, string, object, { readonly pointer: string; readonly help: RegExp } | undefined])[] = [
  [
    'a body that is read from a file',
    'main.tf.json',
    json({ body: '${file("${path.module}/openapi.yaml")}' }),
    { pointer: '/resource/aws_api_gateway_rest_api/pets/body', help: /read from: `openapi\.yaml`/ },
  ],
  [
    'a body in the code',
    'a/main.TF.json',
    json({ body: '{"openapi": "3.0.3"}' }),
    { pointer: '/resource/aws_api_gateway_rest_api/pets/body', help: /a file of its own/ },
  ],
  ['an API without a body', 'main.tf.json', json({}), { pointer: '/resource', help: /a file of its own/ }],
  ['another block', 'main.tf.json', { variable: { a: {} } }, { pointer: '/variable', help: /a file of its own/ }],
  ['a spec of such a name', 'main.tf.json', { openapi: '3.0.3', info: {}, paths: {} }, undefined],
  ['another name', 'main.json', json({ body: '' }), undefined],
]

it.each(inJson)('in JSON: %s', (_name, file, value, want) => {
  const found = terraformJson(file, value as Json)
  expect(found?.pointer).toBe(want?.pointer)
  if (want) expect(found?.help).toMatch(want.help)
})
