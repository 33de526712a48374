import { asObject, type Json, own } from '../base/json.ts'
import { join } from '../base/pointer.ts'
import type { Span } from './outline.ts'

/** What is said of a spec that is Terraform code. */
export interface TerraformCode {
  /** Where the `body` of an API stands, else the first block. */
  readonly at: Span
  readonly help: string
}

/** Blocks of Terraform's language, at the begin of a line; a key of YAML would have a colon. */
const BLOCK = /^(?:resource|data|module|locals|variable|provider|terraform|output)\b[^\n:=]*\{/m
const BODY = /^[ \t]*(body[ \t]*=[^\n]*)$/m
const READ = /\b(?:templatefile|file)\(\s*"(?:\$\{path\.(?:module|root|cwd)\}\/)?([^"\n]+)"/

/** The same blocks as members of JSON. */
const BLOCKS = ['resource', 'data', 'module', 'locals', 'variable', 'provider', 'terraform', 'output']

/** Recognizes Terraform code in JSON by the name of the file and a block in it; gives a pointer to the `body` of an API, else to the block. */
export function terraformJson(file: string, value: Json): { readonly pointer: string; readonly help: string } | undefined {
  const code = /\.tf\.json$/i.test(file) ? asObject(value) : {}
  const block = BLOCKS.find((name) => Object.hasOwn(code, name))
  if (block === undefined) return undefined
  const apis = asObject(own(asObject(own(code, 'resource')), 'aws_api_gateway_rest_api'))
  const named = Object.keys(apis).find((name) => own(asObject(own(apis, name)), 'body') !== undefined)
  const body = named === undefined ? undefined : own(asObject(own(apis, named)), 'body')
  const pointer = named === undefined ? join('', block) : join('/resource/aws_api_gateway_rest_api', named, 'body')
  return { pointer, help: helpWith(typeof body === 'string' ? body : undefined) }
}

/** Recognizes Terraform code by the name of the file and a block in it; undefined for everything else. */
export function terraformCode(file: string, text: string): TerraformCode | undefined {
  const block = /\.tf$/i.test(file) ? BLOCK.exec(text) : null
  if (!block) return undefined
  const body = BODY.exec(text)
  const line = body?.[1]?.trimEnd()
  const start = body && line !== undefined ? body.index + body[0].indexOf(line) : block.index
  return { at: { start, end: start + (line ?? block[0]).length }, help: helpWith(line) }
}

/** What to do with a `body`, by the expression that stands there. */
function helpWith(body: string | undefined): string {
  const read = body === undefined ? undefined : READ.exec(body)?.[1]
  return read !== undefined
    ? `Give apigen the file that \`body\` is read from: \`${read}\`.`
    : 'Move the document in `body` to a file of its own that Terraform reads with `file` or `templatefile`, and give apigen that file; or give it what Terraform makes of `body`, as `terraform output -raw NAME` prints it.'
}
