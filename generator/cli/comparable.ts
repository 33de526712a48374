import { type JsonObject, printJson } from '../base/json.ts'
import { compareExport } from '../deploy/compare-export.ts'
import type { Texts } from '../load/locate.ts'
import { memoryReader } from '../load/reader.ts'
import type { Difference } from '../model/difference.ts'
import type { Settings } from '../model/settings.ts'
import { completeSpec, gatewayDocumentOf, readSurface, type SpecSurface } from '../pipeline.ts'
import { authoredPlaces } from './authored-place.ts'
import type { Sides } from './diff-sides.ts'

/** Two specs in the forms in which they can be compared. */
export interface Comparable extends Sides<SpecSurface> {
  /** The texts of what the user has: a stage is no file, so no line of it is shown. */
  readonly texts: Texts
  /** A difference of the two, with the places where the author wrote what differs. */
  authored(difference: Difference): Difference
}

/**
 * Two files are compared as they are, two stages without what API Gateway adds to each. A stage holds what was imported: integrations that
 * apigen wrote are there, texts for people are not. So a spec is compared with it in the form in which it would be imported; otherwise
 * every difference of form would hide those that matter.
 */
export async function comparable(
  settings: Pick<Settings, 'bind' | 'functions'>,
  sides: Sides<SpecSurface>,
  names: Sides<string>,
): Promise<Comparable> {
  const isStage = { base: names.base.startsWith('stage:'), head: names.head.startsWith('stage:') }
  const filesOf = (side: 'base' | 'head'): Texts['files'] => (isStage[side] ? {} : sides[side].loaded.files)
  const texts = { files: { ...filesOf('base'), ...filesOf('head') } }
  const asIs = { texts, authored: (difference: Difference) => difference }
  if (isStage.base && isStage.head) {
    const { wanted, found } = compareExport(documentOf(sides.base), documentOf(sides.head))
    return { base: await readJson(settings, names.base, wanted), head: await readJson(settings, names.head, found), ...asIs }
  }
  const [stage, surface] = isStage.base ? [sides.base, sides.head] : [sides.head, sides.base]
  if (isStage.base === isStage.head || surface.model.kind === 'http') return { ...sides, ...asIs }
  const spec = await completeSpec(surface, { functions: settings.functions }, () => {})
  const { document, pointers } = await gatewayDocumentOf(spec, settings.bind, () => {})
  const { wanted, found } = compareExport(document, documentOf(stage))
  const side = isStage.base ? 'head' : 'base'
  const placeOf = authoredPlaces(spec, { document, pointers, wanted })
  const [asImported, asServed] = [
    await readJson(settings, names[side], wanted),
    await readJson(settings, isStage.base ? names.base : names.head, found),
  ]
  return {
    ...(isStage.base ? { base: asServed, head: asImported } : { base: asImported, head: asServed }),
    texts,
    authored(difference) {
      const at = difference[side]
      return at ? { ...difference, [side]: placeOf(at.pointer) } : difference
    },
  }
}

function documentOf({ loaded }: SpecSurface): JsonObject {
  return loaded.files[loaded.entry]?.value as JsonObject
}

async function readJson({ functions }: Pick<Settings, 'functions'>, name: string, value: JsonObject): Promise<SpecSurface> {
  // What is read here is the whole document, wherever it stands in the file of that name.
  const file = name.replace(/#.*$/, '')
  const spec = await readSurface(file, { reader: memoryReader({ [file]: printJson(value) }), functions }, () => {})
  if (!spec) throw new Error(`the imported form of ${name} cannot be read`)
  return spec
}
