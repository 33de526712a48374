import { expect, it } from 'vitest'
import { terraformCode } from '../../../generator/load/terraform.ts'

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
