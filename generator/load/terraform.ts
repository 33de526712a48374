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

/** Recognizes Terraform code by the name of the file and a block in it; undefined for everything else. */
export function terraformCode(file: string, text: string): TerraformCode | undefined {
  const block = /\.tf$/i.test(file) ? BLOCK.exec(text) : null
  if (!block) return undefined
  const body = BODY.exec(text)
  const line = body?.[1]?.trimEnd()
  const start = body && line !== undefined ? body.index + body[0].indexOf(line) : block.index
  const read = line === undefined ? undefined : READ.exec(line)?.[1]
  return {
    at: { start, end: start + (line ?? block[0]).length },
    help:
      read !== undefined
        ? `Give apigen the file that \`body\` is read from: \`${read}\`.`
        : 'Move the document in `body` to a file of its own that Terraform reads with `file` or `templatefile`, and give apigen that file; or give it what Terraform makes of `body`, as `terraform output -raw NAME` prints it.',
  }
}
