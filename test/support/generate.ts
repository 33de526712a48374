import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { parse } from 'yaml'
import type { Diagnostic } from '../../generator/base/diagnostic.ts'
import { asObject, isObject, type JsonObject } from '../../generator/base/json.ts'
import { diskReader } from '../../generator/load/disk.ts'
import type { ApiModel } from '../../generator/model/api-model.ts'
import type { OutputFile } from '../../generator/model/output.ts'
import { generateFiles, readSpec, type Spec } from '../../generator/pipeline.ts'

/** What came of one spec. */
export interface Generated {
  readonly spec: Spec
  readonly files: readonly OutputFile[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads a spec from disk, an API inside a CloudFormation or SAM template included, and generates the named targets (all but the slow one when none is named), for functions on
 * `runtime` where one is given. */
export async function generateFrom(
  file: string,
  targets: readonly string[] = FAST,
  runtime?: string,
): Promise<Generated | { readonly diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = []
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic)
  }
  const read = await readSpec(file + templatePointer(file), { reader: diskReader(dirname(file)) }, report)
  if (!read) return { diagnostics }
  const spec = runtime === undefined ? read : { ...read, model: withRuntime(read.model, runtime) }
  const files: OutputFile[] = []
  for await (const output of generateFiles(spec, targets, report)) files.push(output)
  return { spec, files, diagnostics }
}

/** All functions on another runtime, whatever the spec says: in its language the same handlers are generated. */
function withRuntime(model: ApiModel, runtime: string): ApiModel {
  return { ...model, functions: model.functions.map(({ handler: _, ...fn }) => ({ ...fn, runtime })) }
}

const FAST = [
  'types',
  'validators',
  'handlers-typescript',
  'templates',
  'policies',
  'gateway',
  'public',
  'client-typescript',
  'client-javascript',
]

/** The pointer of the first API body in a template; `''` for a spec that stands alone. A user types it; here it is looked up. */
function templatePointer(file: string): string {
  const text = readFileSync(file, 'utf8')
  if (!/^\s*"?Resources"?\s*:/m.test(text)) return ''
  let value: unknown
  try {
    value = parse(text, { logLevel: 'silent', strict: false })
  } catch {
    return ''
  }
  const resources = asObject(asObject(value).Resources)
  for (const [name, resource] of Object.entries(resources)) {
    const properties = asObject(asObject(resource).Properties)
    for (const key of ['DefinitionBody', 'Body'])
      if (isObject(properties[key]) && 'paths' in (properties[key] as JsonObject)) return `#/Resources/${name}/Properties/${key}`
  }
  return ''
}

/** For messages. */
export function nameOf(file: string): string {
  return basename(file)
}
