import { embeddedSpecs } from '../base/cloudformation.ts'
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

const TERRAFORM = 'This is Terraform code, not a spec: the OpenAPI document is the `body` of its API.'

/**
 * Reads a spec and every file it refers to. `entry` may end in a JSON pointer to the OpenAPI document inside a CloudFormation or SAM
 * template (`template.yaml#/Resources/Api/Properties/Body`). Undefined when something is unreadable, which was reported then.
 */
export async function load(entry: string, options: LoadOptions, report: Report): Promise<Loaded | undefined> {
  const hash = entry.indexOf('#')
  const path = hash === -1 ? entry : entry.slice(0, hash)
  const pointer = hash === -1 ? '' : entry.slice(hash + 1)
  const file = options.reader.display(path)
  let text: string
  try {
    text = (await options.reader.read(file)).text
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error
    report(diagnose('load/unreadable', error.message, { file, pointer: '' }))
    return undefined
  }
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
    const help = found.length > 0 ? `The file has a spec at ${found.join(' and ')}.` : undefined
    report(diagnose('load/missing-pointer', `There is nothing at \`${pointer}\` in \`${file}\`.`, { file, pointer }, help ? { help } : {}))
    return undefined
  }
  const single: Loaded = { entry: file, pointer, files: { [file]: main }, links: {}, failures: {} }
  if (!mayRefer(text) || externalRefs(value as Json, main.syntax === 'json' ? 'tree' : 'shared').length === 0) return single
  const { loadReferences } = await import('./refs.ts')
  return loadReferences(single, options, report)
}
