import { bindLateBound } from './base/bind.ts'
import { entryOf } from './base/catalog.ts'
import type { Diagnostic, Report } from './base/diagnostic.ts'
import type { Json, JsonObject } from './base/json.ts'
import { placeholders } from './base/late-bound.ts'
import { onceFor } from './base/once.ts'
import type { DeriveOptions } from './derive/derive.ts'
import type { LoadOptions } from './load/load.ts'
import type { ApiModel, ApiSurface, FunctionModel, Operation } from './model/api-model.ts'
import type { Difference } from './model/difference.ts'
import type { Loaded, SpecDocument } from './model/document.ts'
import type { GatewayDocument } from './model/emitter.ts'
import type { OutputFile } from './model/output.ts'
import type { FunctionSettings } from './model/settings.ts'
import { targetNames, usualTargets } from './targets.ts'

/**
 * The one place that knows the order of the stages:
 * load → normalize → lint · derive → emit → judge, and what goes on from there to disk, to AWS and to reviewers.
 * Stages are imported when they are first needed, so that no command pays for another's.
 */

/** How a spec is read and understood. */
export interface ReadOptions extends LoadOptions {
  readonly functions?: FunctionSettings
  /** Settings of a stage, which stand above the spec's. */
  readonly stageFunctions?: FunctionSettings
  /** The spec's name for the first line of generated files: the same wherever the command is run. Default: the file's name. */
  readonly source?: string
}

/** A spec that could be read: everything the later stages start from. */
export interface Spec {
  readonly loaded: Loaded
  readonly document: SpecDocument
  readonly model: ApiModel
  /** What `checkSpec` judged. */
  readonly gateway?: GatewayDocument
  /** What API Gateway would warn of, as `checkSpec` found it; a rule may have said it in better words at the same place. */
  readonly warned?: readonly Diagnostic[]
}

/** A spec as far as a comparison needs it. */
export interface SpecSurface {
  readonly loaded: Loaded
  readonly document: SpecDocument
  readonly model: ApiSurface
}

/** Reads a spec as far as the model; undefined when it is unreadable, which was reported then. */
export async function readSpec(entry: string, options: ReadOptions, report: Report): Promise<Spec | undefined> {
  const read = await readDocument(entry, options, report)
  if (!read) return undefined
  const { derive } = await import('./derive/derive.ts')
  return { ...read, model: derive(read.document, deriveOptions(read.loaded, options), report) }
}

/** Reads a spec as far as a comparison needs it; undefined when it is unreadable, which was reported then. */
export async function readSurface(entry: string, options: ReadOptions, report: Report): Promise<SpecSurface | undefined> {
  const read = await readDocument(entry, options, report)
  if (!read) return undefined
  const { deriveSurface } = await import('./derive/derive.ts')
  return { ...read, model: deriveSurface(read.document, deriveOptions(read.loaded, options), report) }
}

/** What is read as one side of a comparison. */
export interface PairSide {
  readonly entry: string
  readonly options: ReadOptions
  readonly report: Report
}

/** Reads two specs that are compared with each other: what both say alike is cut off before any work is done on it. */
export async function readPair(
  base: PairSide,
  head: PairSide,
): Promise<{ readonly base: SpecSurface | undefined; readonly head: SpecSurface | undefined }> {
  const { load } = await import('./load/load.ts')
  const [before, after] = [await load(base.entry, base.options, base.report), await load(head.entry, head.options, head.report)]
  const { cutAlike } = await import('./diff/cut-alike.ts')
  const [old, now] = before && after ? cutAlike(before, after) : [before, after]
  return { base: await surfaceOf(base, before, old), head: await surfaceOf(head, after, now) }
}

/** The surface of a spec that was loaded, made of what is left of it. */
async function surfaceOf({ options, report }: PairSide, loaded?: Loaded, left?: Loaded): Promise<SpecSurface | undefined> {
  if (!loaded || !left) return undefined
  const { normalize } = await import('./normalize/normalize.ts')
  const document = normalize(left, report)
  if (!document) return undefined
  const { deriveSurface } = await import('./derive/derive.ts')
  return { loaded, document, model: deriveSurface(document, deriveOptions(loaded, options), report) }
}

/** The whole spec of a surface. */
export async function completeSpec(surface: SpecSurface, options: Omit<ReadOptions, 'reader'>, report: Report): Promise<Spec> {
  const { derive } = await import('./derive/derive.ts')
  return { ...surface, model: derive(surface.document, deriveOptions(surface.loaded, options), report) }
}

function deriveOptions({ entry }: Loaded, options: Omit<ReadOptions, 'reader'>): DeriveOptions {
  return {
    functions: options.functions ?? {},
    ...(options.stageFunctions && { stageFunctions: options.stageFunctions }),
    source: options.source ?? entry.replace(/^.*[\\/]/, ''),
  }
}

/** Reads a spec as far as the normalized document. `loaded` is there even for a document that cannot be normalized. */
export async function readDocument(
  entry: string,
  options: ReadOptions,
  report: Report,
): Promise<{ readonly loaded: Loaded; readonly document: SpecDocument } | undefined> {
  const { load } = await import('./load/load.ts')
  const loaded = await load(entry, options, report)
  if (!loaded) return undefined
  const { normalize } = await import('./normalize/normalize.ts')
  const document = normalize(loaded, report)
  return document && { loaded, document }
}

/**
 * Everything apigen has to say about a spec: the lint rules, and what API Gateway's importer would answer. Gives the spec with the
 * gateway document it judged, for the stages that need it next.
 */
export async function checkSpec(spec: Spec, report: Report): Promise<Spec> {
  const { lint } = await import('./lint/lint.ts')
  const told = new Set<string>()
  const refused = new Set<string>()
  lint(spec.document, (diagnostic) => {
    told.add(placeOf(diagnostic))
    if (stopsImport([diagnostic])) refused.add(placeOf(diagnostic))
    report(diagnostic)
  })
  if (spec.model.kind === 'http') return spec
  const { gatewayDocument } = await import('./emit/gateway/gateway-document.ts')
  const { judge } = await import('./judge/judge.ts')
  const { judgeTemplates } = await import('./judge/judge-templates.ts')
  // What lint said of a place, the emitter need not say once more in other words.
  const gateway = gatewayDocument(spec, (diagnostic) => {
    if (!told.has(placeOf(diagnostic))) report(diagnostic)
  })
  // Nor need the importer: what it refuses where a rule refuses it, and what it warns of where a rule says anything.
  const warned: Diagnostic[] = []
  judge({ ...gateway, origins: spec.document.origins }, (diagnostic) => {
    const isWarning = diagnostic.severity === 'warning'
    if (isWarning) warned.push(diagnostic)
    if (!(isWarning ? told : refused).has(placeOf(diagnostic))) report(diagnostic)
  })
  judgeTemplates({ ...gateway, spec: spec.document }, report)
  return { ...spec, gateway, warned }
}

/** Where a finding is, as a text to compare; `''` for one of no place. */
export function placeOf({ at }: Diagnostic): string {
  return at ? `${at.file}#${at.pointer}` : ''
}

/** The files of the wanted targets (the usual ones when none is named), one after another; nothing is written. */
export async function* generateFiles(spec: Spec, targets: readonly string[], report: Report): AsyncIterable<OutputFile> {
  const input = { ...spec, once: onceFor(spec.model) }
  const { emitters } = await import('./emitters.ts')
  for (const name of targetNames) {
    if ((targets.length === 0 ? usualTargets : targets).includes(name)) yield* emitters[name].emit(input, report)
  }
}

/**
 * The document that API Gateway imports, with late-bound values bound; `unbound` names those that no binding covers, and `pointers` leads
 * from its places to those of the normalized document, by their nearest ancestors.
 */
export async function gatewayDocumentOf(
  spec: Spec,
  bindings: Readonly<Record<string, Json>>,
  report: Report,
): Promise<{
  readonly document: JsonObject
  readonly unbound: readonly string[]
  readonly pointers: Readonly<Record<string, string>>
}> {
  const { gatewayDocument } = await import('./emit/gateway/gateway-document.ts')
  const { document, pointers } = spec.gateway ?? gatewayDocument(spec, report)
  const { value, unbound } = bindLateBound(document, bindings)
  return { document: value as JsonObject, unbound: [...new Set([...unbound, ...unboundInCalls(spec.model, bindings)])], pointers }
}

/** Late-bound names of services that are called: they stand in templates, where no binding is missed. */
function unboundInCalls(model: ApiModel, bindings: Readonly<Record<string, Json>>): string[] {
  const names = model.operations.flatMap(({ integration }) => {
    const call = integration.kind === 'aws-service' ? integration.call : undefined
    return Object.values(call?.names ?? {}).flatMap(placeholders)
  })
  return names.filter((name) => !name.startsWith('AWS::') && !Object.hasOwn(bindings, name))
}

/** Code that checks the responses of operations, in the language of their handlers: files for a folder of their own. */
export async function checkResponses(
  spec: Spec,
  operations: readonly Operation[],
  language: 'typescript' | 'python' | 'java',
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const { responseCheckFiles } = await import('./emit/response-checks/index.ts')
  return responseCheckFiles({ ...spec, operations }, language)
}

/** The permissions that functions have to give API Gateway, and what their roles have to hold, with the late-bound names of AWS in them. */
export async function functionPolicies(spec: Spec): Promise<{
  readonly permissions: readonly JsonObject[]
  /** Who may take a function's role. */
  readonly trust: JsonObject
  /** What a function's role allows. */
  executionOf(fn: FunctionModel): JsonObject
}> {
  const { invokePermissions } = await import('./emit/policies/execute-api.ts')
  const { executionRole, lambdaTrust } = await import('./emit/policies/roles.ts')
  return {
    permissions: invokePermissions(spec.model),
    trust: lambdaTrust(),
    executionOf: (fn) => executionRole(spec.model, fn, () => {}),
  }
}

/** What a reviewer should know of the way from one spec to another; dates of `x-sunset` are held against the calendar, that of today unless given. */
export async function diffSpecs(
  base: SpecSurface,
  head: SpecSurface,
  { today = new Date().toISOString().slice(0, 10), sunsetDays }: { readonly today?: string; readonly sunsetDays?: number } = {},
): Promise<readonly Difference[]> {
  const { compare } = await import('./diff/compare.ts')
  const { calendarOf } = await import('./diff/lifecycle.ts')
  return compare(base, head, calendarOf(today, sunsetDays))
}

/** True when one of the findings makes the document unreadable. */
export function stopsEverything(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error' && entryOf(diagnostic.code).stops === 'everything')
}

/** True when API Gateway would refuse the document: import, deploy and dev stop. */
export function stopsImport(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error' && entryOf(diagnostic.code).stops !== undefined)
}
