import { type JsonObject, printJson } from '../../generator/base/json.ts'
import { comparable } from '../../generator/cli/comparable.ts'
import { cleanExport } from '../../generator/deploy/clean-export.ts'
import { compareExport } from '../../generator/deploy/compare-export.ts'
import { memoryReader } from '../../generator/load/reader.ts'
import { printDocument } from '../../generator/merge/print-value.ts'
import type { Difference } from '../../generator/model/difference.ts'
import { diffSpecs, gatewayDocumentOf, readSpec, type Spec } from '../../generator/pipeline.ts'
import type { Staged } from './merge-corpus.ts'

/** What `apigen diff stage:dev SPEC` finds right after the import of the spec: nothing, where all that API Gateway does is known. */
export async function driftOf({ spec, exported, bindings }: Staged): Promise<readonly Difference[]> {
  const sides = { base: await specOf('stage:dev', exported), head: spec }
  const { base, head } = await comparable({ bind: bindings, functions: {} }, sides, { base: 'stage:dev', head: spec.loaded.entry })
  return diffSpecs(base, head)
}

/** What `apigen export` makes of a stage, put once more: how the stage differs from it, beyond what API Gateway does to every document. */
export async function driftOfExport(exported: JsonObject, of: JsonObject): Promise<readonly string[]> {
  const text = printDocument(cleanExport(exported).document, 'yaml')
  const spec = await readSpec('export.yaml', { reader: memoryReader({ 'export.yaml': text }) }, () => undefined)
  if (!spec) return ['it cannot be read']
  const { document } = await gatewayDocumentOf(spec, {}, () => undefined)
  return compareExport(document, of).differences
}

async function specOf(name: string, document: JsonObject): Promise<Spec> {
  const spec = await readSpec(name, { reader: memoryReader({ [name]: printJson(document) }) }, () => undefined)
  if (!spec) throw new Error(`${name} cannot be read`)
  return spec
}
