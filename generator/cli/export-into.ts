import { relative, resolve } from 'node:path'
import { ApigenFailure } from '../base/diagnostic.ts'
import type { Json, JsonObject } from '../base/json.ts'
import { observe } from '../deploy/observe.ts'
import { rootFor } from '../load/disk.ts'
import { readSpec, type Spec } from '../pipeline.ts'
import { nodeDisk } from '../write/disk.ts'
import type { Given } from './command.ts'
import { type Context, sayDiagnostics, text } from './context.ts'
import { type Merged, mergeStage } from './merge-stage.ts'
import { openSpec } from './read.ts'
import { connect } from './remote.ts'
import { visible } from './report/escape.ts'
import { printMerged } from './report/merged.ts'
import { specFile } from './spec-file.ts'
import type { Stage } from './stage.ts'

/**
 * Brings into the files of a spec what a stage has otherwise, and leaves every other letter alone. 1 when something is left that the files
 * cannot take; nothing is written by `--dry-run`, and all files or none otherwise.
 */
export async function exportInto(context: Context, given: Given, stage: Stage): Promise<number> {
  const path = text(given.flags.into) as string
  if (path === '-')
    throw new ApigenFailure('usage', '--into changes files, so it takes no standard input.', { help: 'Name the file of the spec.' })
  const { entry, options, findings } = await openSpec(context, path, given)
  const spec = await readSpec(entry, options, findings.report)
  if (!spec) {
    sayDiagnostics(context, 'pretty', findings.all(), findings.texts)
    throw new ApigenFailure('unreadable', `\`${path}\` cannot be read, so nothing was changed.`, {
      help: 'Mend it first; for a new file: apigen export --stage NAME > FILE.',
    })
  }
  if (spec.model.kind === 'http')
    throw new ApigenFailure('usage', 'This is an HTTP API, and apigen exports REST APIs only so far.', { help: 'Nothing was changed.' })
  const merged = await mergeStage(spec, await documentOf(context, given, stage, spec), options, context.settings.bind)
  const isDry = given.flags.dryRun === true
  if (!isDry) await write(context, path, spec, merged)
  const exitCode = merged.left.length > 0 ? 1 : 0
  if (given.flags.format === 'json') context.printJson({ exitCode, ...asJson(merged) })
  else context.print(printMerged(merged, findings.texts, context.paintOut))
  if (isDry && merged.changes.length > 0) context.say('Nothing was written: --dry-run.')
  return exitCode
}

async function documentOf(context: Context, given: Given, { name, settings }: Stage, spec: Spec): Promise<JsonObject> {
  const remote = await connect(context, given, settings)
  try {
    const id = text(given.flags.apiId) ?? settings?.apiId
    const { api, document } = await observe(remote.cloud, { ...(id !== undefined && { id }), name: spec.model.name }, name)
    if (document) return document
    throw new ApigenFailure(
      'remote',
      api ? `The API \`${api.id}\` has no stage \`${name}\`.` : `No API at ${remote.cloud.place} bears the name \`${spec.model.name}\`.`,
      { help: 'Nothing was changed. Check --stage, --api-id and the remote flags.' },
    )
  } finally {
    await remote.close()
  }
}

/** Texts are read once more before they are replaced: an editor may have been faster, and a byte order mark stays. */
async function write(context: Context, path: string, spec: Spec, { files }: Merged): Promise<void> {
  if (files.size === 0) return
  const { cwd } = context.host
  const root = rootFor(specFile(path, cwd), context.settings.root, cwd)
  const disk = nodeDisk(root)
  const pathOf = (file: string): string => relative(root, resolve(cwd, file)).replaceAll('\\', '/')
  const present = await disk.read([...files.keys()].map(pathOf))
  const texts = [...files].map(([file, text]) => {
    const there = present.get(pathOf(file))
    const known = spec.loaded.files[file]?.text
    const mark = there?.startsWith('\uFEFF') ? '\uFEFF' : ''
    if (there === `${mark}${known}`) return { path: pathOf(file), text: `${mark}${text}` }
    throw new ApigenFailure('usage', `\`${visible(file)}\` has changed in the meantime, or is no UTF-8; nothing was written.`, {
      help: 'Run the command again.',
    })
  })
  const staged = await disk.stage(texts)
  await staged.commit()
}

function asJson({ changes, left, files }: Merged): Readonly<Record<string, Json>> {
  return {
    changes: changes.map(({ kind, at, before, after }) => ({
      kind,
      file: at.file,
      pointer: at.pointer,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    })),
    left: left.map(({ pointer, why }) => ({ pointer, why })),
    files: [...files.keys()],
  }
}
