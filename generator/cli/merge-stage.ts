import type { SourceRef } from '../base/diagnostic.ts'
import { equal, type Json, type JsonObject } from '../base/json.ts'
import { isLateBound, placeholders } from '../base/late-bound.ts'
import { follow, join, lastToken, parent } from '../base/pointer.ts'
import { type AwsVariables, restoreVariables } from '../deploy/aws-variables.ts'
import { compareExport } from '../deploy/compare-export.ts'
import type { Reader } from '../load/reader.ts'
import { applyEdit } from '../merge/apply-edit.ts'
import { type Edit, editsBetween } from '../merge/edit.ts'
import { editText } from '../merge/edit-text.ts'
import type { LoadedFile } from '../model/document.ts'
import { gatewayDocumentOf, type ReadOptions, readSpec, type Spec } from '../pipeline.ts'
import { authoredPlaces } from './authored-place.ts'
import { authoredSecurity } from './merge-security.ts'
import { definitionPointer, inSwagger } from './merge-swagger.ts'

/** What of a stage is brought into the files of a spec. */
export interface Merged {
  readonly changes: readonly MergedChange[]
  /** What the stage has otherwise and the files cannot take. */
  readonly left: readonly LeftChange[]
  /** New texts, by the names of their files; files that stay as they are have none. */
  readonly files: ReadonlyMap<string, string>
}

/** One place of the author's that changes: what stands there and what will. */
export interface MergedChange {
  readonly kind: Edit['kind']
  readonly at: SourceRef
  readonly before: Json | undefined
  readonly after: Json | undefined
}

/** A place of the gateway document that a stage has otherwise, and why that is not written into the spec. */
export interface LeftChange {
  readonly pointer: string
  readonly why: string
}

/** An edit of the gateway document, and the same of a file of the author. */
interface Placed {
  readonly pointer: string
  readonly file: string
  readonly edit: Edit
}

/**
 * Lays a spec beside the document of a stage and writes into the texts of the spec what the stage has otherwise, and nothing else. What was
 * written is read once more, so whatever the stage still has otherwise is told.
 */
export async function mergeStage(
  spec: Spec,
  exported: JsonObject,
  options: ReadOptions,
  bindings: Readonly<Record<string, Json>>,
): Promise<Merged> {
  const why = new Map<string, string>()
  const placed: Placed[] = []
  const { edits, placeOf, variables } = await compared(spec, exported, bindings)
  for (const { pointer, edit } of authored(spec, edits)) {
    const found = placeEdit(spec, edit, placeInVersion(spec, edit, targetOf(edit, placeOf)), variables)
    if (typeof found === 'string') why.set(pointer, found)
    else placed.push({ pointer, ...found })
  }
  const files = new Map<string, string>()
  const changes: MergedChange[] = []
  for (const file of new Set(placed.map((one) => one.file))) {
    const ofFile = placed.filter((one) => one.file === file)
    const { text, value } = spec.loaded.files[file] as LoadedFile
    const edited = editText(
      text,
      ofFile.map(({ edit }) => edit),
    )
    for (const { pointer, edit } of ofFile) {
      if (edited.refused.includes(edit))
        why.set(
          pointer,
          'the text cannot be changed there alone: it is shared, by an alias or a merge key, or it is a tag of CloudFormation',
        )
      else changes.push(changeOf(file, value, edit))
    }
    if (edited.text !== text) files.set(file, edited.text)
  }
  const left = await whatIsLeft(spec, exported, { ...options, reader: withFiles(options.reader, files) }, bindings, why)
  return { changes, left, files }
}

async function compared(spec: Spec, exported: JsonObject, bindings: Readonly<Record<string, Json>>) {
  const { document, pointers } = await gatewayDocumentOf(spec, bindings, () => {})
  const { wanted, found, variables } = compareExport(document, exported)
  return { edits: editsBetween(wanted, found), placeOf: authoredPlaces(spec, { document, pointers, wanted }), variables }
}

/** Edits in the author's words, each with the place of the gateway document that it is for; what several need is there once. */
function authored(spec: Spec, edits: readonly Edit[]): readonly { readonly pointer: string; readonly edit: Edit }[] {
  const found = new Map<string, { readonly pointer: string; readonly edit: Edit }>()
  for (const edit of edits) {
    for (const one of authoredSecurity(spec, edit)) found.set(JSON.stringify(one), { pointer: edit.pointer, edit: one })
  }
  return [...found.values()]
}

/** The edit of the author's file that says the same; a sentence where there is none. */
function placeEdit(spec: Spec, edit: Edit, at: SourceRef, variables: AwsVariables): Omit<Placed, 'pointer'> | string {
  const file = Object.hasOwn(spec.loaded.files, at.file) ? spec.loaded.files[at.file] : undefined
  if (file === undefined) return 'its file is unknown'
  const old = follow(file.value, at.pointer) as Json | undefined
  const refusal = refusalOf(edit, at, old)
  if (refusal !== undefined) return refusal
  const said = inVersionOf(spec, edit, at)
  if (said === undefined) return 'the spec is Swagger 2.0, and the stage says it in OpenAPI 3.0'
  const there = inFile(said, at.pointer, file.value, old, variables)
  return there && applyEdit(file.value, there) ? { file: at.file, edit: there } : NOBODY
}

/** A model that is new in a Swagger 2.0 file stands in `definitions`, whether there are any or not. */
function placeInVersion({ document, loaded }: Spec, { kind, pointer }: Edit, at: SourceRef): SourceRef {
  const definition = document.version === '2.0' && kind === 'set' ? definitionPointer(pointer) : undefined
  const isNew = definition !== undefined && at.pointer.startsWith(`${loaded.pointer}/components`)
  return isNew ? { file: loaded.entry, pointer: `${loaded.pointer}${definition}` } : at
}

/** The edit in the version of the spec; undefined where that cannot say it. Extensions and security are the same in all. */
function inVersionOf({ document }: Spec, edit: Edit, at: SourceRef): Edit | undefined {
  return document.version !== '2.0' || /\/x-amazon-apigateway-|\/security$/.test(at.pointer) ? edit : inSwagger(edit)
}

function refusalOf({ kind }: Edit, at: SourceRef, old: Json | undefined): string | undefined {
  if (/^https?:/.test(at.file)) return `\`${at.file}\` is a file of somebody else`
  if (kind !== 'append' && isBoundLater(old)) return `it is late-bound: \`${typeof old === 'string' ? old : JSON.stringify(old)}\``
  return undefined
}

/** The edit at its place in a file, with placeholders where the author would write them; undefined where the file says it already. */
function inFile(edit: Edit, pointer: string, document: Json, old: Json | undefined, variables: AwsVariables): Edit | undefined {
  if (edit.kind === 'remove') return { ...edit, pointer }
  if (edit.kind === 'append') return { ...edit, pointer, value: restoreVariables(edit.value, variables) }
  // Whoever wrote the account out goes on doing so.
  const isLiteral = typeof old === 'string' && !old.includes('${AWS::')
  const value = isLiteral ? edit.value : restoreVariables(edit.value, variables)
  return old !== undefined && equal(old, value) ? undefined : withParents(document, pointer, value)
}

const NOBODY = 'nothing in the spec says it alone: apigen, API Gateway or a default of the document does'

/** Where the author wrote what an edit is about: a new member stands where its object does, and so does the reference that is removed. */
function targetOf({ kind, pointer }: Edit, placeOf: (pointer: string) => SourceRef): SourceRef {
  const at = placeOf(pointer)
  const above = parent(pointer)
  if (kind === 'append' || above === undefined) return at
  const owner = placeOf(above)
  const beside = { file: owner.file, pointer: join(owner.pointer, lastToken(pointer)) }
  // Security may come from the root of the document, which is that of others as well.
  const isOwn = kind === 'remove' ? !/^\d+$/.test(lastToken(pointer)) : lastToken(pointer) === 'security'
  return isOwn ? beside : at
}

/** A value with the objects around it that are missing: `components`, for one. None where a value is in the way. */
function withParents(document: Json, pointer: string, value: Json): Edit | undefined {
  const above = parent(pointer)
  if (above === undefined || follow(document, above) !== undefined) return { kind: 'set', pointer, value }
  // The parts of an operation are not made up: whoever left one out had somebody else write it.
  return /^\/(?:components(?:\/\w+)?|definitions|paths|x-[\w-]+)?$/.test(above)
    ? withParents(document, above, { [lastToken(pointer)]: value })
    : undefined
}

/** Bound by a deployment tool, with more in it than what API Gateway itself binds. */
function isBoundLater(value: unknown): boolean {
  if (typeof value === 'string') return placeholders(value).some((name) => !/^AWS::(Region|AccountId|Partition)$/.test(name))
  return isLateBound(value)
}

function changeOf(file: string, document: Json, edit: Edit): MergedChange {
  const before = edit.kind === 'append' ? undefined : (follow(document, edit.pointer) as Json | undefined)
  return { kind: edit.kind, at: { file, pointer: edit.pointer }, before, after: edit.kind === 'remove' ? undefined : edit.value }
}

async function whatIsLeft(
  spec: Spec,
  exported: JsonObject,
  options: ReadOptions,
  bindings: Readonly<Record<string, Json>>,
  why: ReadonlyMap<string, string>,
): Promise<readonly LeftChange[]> {
  const merged = await readSpec(
    spec.loaded.pointer === '' ? spec.loaded.entry : `${spec.loaded.entry}#${spec.loaded.pointer}`,
    options,
    () => {},
  )
  if (!merged) throw new Error('the merged spec cannot be read')
  const { edits } = await compared(merged, exported, bindings)
  return edits.map(({ pointer }) => ({ pointer, why: why.get(pointer) ?? NOBODY }))
}

/** The reader with other texts of some files. */
function withFiles(reader: Reader, files: ReadonlyMap<string, string>): Reader {
  return {
    ...reader,
    async read(file) {
      const text = files.get(reader.display(file))
      return text === undefined ? reader.read(file) : { text }
    },
  }
}
