import { readingsOf } from '../base/address.ts'
import { embeddedSpecs, specsElsewhere } from '../base/cloudformation.ts'
import { diagnose, type Report } from '../base/diagnostic.ts'
import type { Json } from '../base/json.ts'
import { follow } from '../base/pointer.ts'
import type { Loaded } from '../model/document.ts'
import { externalRefs, mayRefer } from './external.ts'
import { type ParsedTrees, parseFile, place } from './parse.ts'
import { type Reader, ReadFailure } from './reader.ts'
import { terraformCode, terraformJson } from './terraform.ts'

/** How a spec is read. */
export interface LoadOptions {
  readonly reader: Reader
  /** Follow `https` references too. */
  readonly allowRemoteRefs?: boolean
  /** Takes what files were parsed as, by their keys, for whoever looks up places in them later: they need not be parsed again then. */
  readonly trees?: ParsedTrees
}

/** Reads the file of an address, and says what of it is meant; the failure where it cannot be read. */
async function open(
  entry: string,
  reader: Reader,
): Promise<{ readonly path: string; readonly pointer: string; readonly file: string; readonly text: string } | ReadFailure> {
  let failure: ReadFailure | undefined
  for (const { file: path, pointer } of readingsOf(entry)) {
    const file = reader.display(path)
    try {
      return { path, pointer, file, text: (await reader.read(file)).text }
    } catch (error) {
      if (!(error instanceof ReadFailure)) throw error
      failure = error
      if (error.reason !== 'missing') break
    }
  }
  return failure ?? new ReadFailure('missing', entry, `\`${entry}\` does not exist.`)
}

const TERRAFORM = 'This is Terraform code, not a spec: the OpenAPI document is the `body` of its API.'

/**
 * Reads a spec and every file it refers to. `entry` may end in a JSON pointer to the OpenAPI document inside a CloudFormation or SAM
 * template (`template.yaml#/Resources/Api/Properties/Body`). Undefined when something is unreadable, which was reported then.
 */
export async function load(entry: string, options: LoadOptions, report: Report): Promise<Loaded | undefined> {
  const opened = await open(entry, options.reader)
  if (opened instanceof ReadFailure) {
    report(diagnose('load/unreadable', opened.message, { file: opened.file, pointer: '' }))
    return undefined
  }
  const { path, pointer, file, text } = opened
  const terraform = terraformCode(file, text)
  if (terraform) {
    report(diagnose('load/terraform', TERRAFORM, place(file, terraform.at), { help: terraform.help }))
    return undefined
  }
  const main = parseFile(file, text, report, options.trees, pointer)
  if (!main) return undefined
  const inJson = pointer === '' ? terraformJson(file, main.value) : undefined
  if (inJson) {
    report(diagnose('load/terraform', TERRAFORM, { file, pointer: inJson.pointer }, { help: inJson.help }))
    return undefined
  }
  const value = follow(main.value, pointer)
  if (value === undefined) {
    const found = embeddedSpecs(main.value).map((place) => `\`${path}#${place}\``)
    const elsewhere = specsElsewhere(main.value, path)
    const help =
      found.length > 0
        ? `The file has a spec at ${found.join(' and ')}.`
        : elsewhere && `The template has its spec from elsewhere: give apigen ${elsewhere}.`
    report(diagnose('load/missing-pointer', `There is nothing at \`${pointer}\` in \`${file}\`.`, { file, pointer }, help ? { help } : {}))
    return undefined
  }
  const single: Loaded = { entry: file, pointer, files: { [file]: main }, links: {}, failures: {} }
  if (!mayRefer(text) || externalRefs(value as Json, main.syntax === 'json' ? 'tree' : 'shared').length === 0) return single
  const { loadReferences } = await import('./refs.ts')
  return loadReferences(single, options, report)
}
