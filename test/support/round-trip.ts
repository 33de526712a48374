import { type JsonObject, printJson } from '../../generator/base/json.ts'
import { comparable } from '../../generator/cli/comparable.ts'
import { memoryReader } from '../../generator/load/reader.ts'
import type { Difference } from '../../generator/model/difference.ts'
import { diffSpecs, readSpec, type Spec } from '../../generator/pipeline.ts'
import type { Staged } from './merge-corpus.ts'

/** What `apigen diff stage:dev SPEC` finds right after the import of the spec: nothing, where all that API Gateway does is known. */
export async function driftOf({ spec, exported, bindings }: Staged): Promise<readonly Difference[]> {
  const sides = { base: await specOf('stage:dev', exported), head: spec }
  const { base, head } = await comparable({ bind: bindings, functions: {} }, sides, { base: 'stage:dev', head: spec.loaded.entry })
  return diffSpecs(base, head)
}

async function specOf(name: string, document: JsonObject): Promise<Spec> {
  const spec = await readSpec(name, { reader: memoryReader({ [name]: printJson(document) }) }, () => undefined)
  if (!spec) throw new Error(`${name} cannot be read`)
  return spec
}
