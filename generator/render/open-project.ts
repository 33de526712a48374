import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ApigenFailure, type Diagnostic } from '../base/diagnostic.ts'
import type { Json } from '../base/json.ts'
import { findSpec } from '../config/find-spec.ts'
import { loadConfig } from '../config/load-config.ts'
import { type LocalFiles, readLocalFiles } from '../config/read-local-files.ts'
import { resolveSettings } from '../config/resolve-settings.ts'
import { diskReader } from '../load/disk.ts'
import type { StageSettings } from '../model/settings.ts'
import { readSpec, type Spec } from '../pipeline.ts'

export type { LocalFiles } from '../config/read-local-files.ts'

/** A spec with what its config says of it. */
export interface Project {
  readonly spec: Spec
  readonly bind: Readonly<Record<string, Json>>
  /** The folder that holds `generated/`; absolute. */
  readonly output: string
  /** The stage that was asked for; undefined where the config has none of that name. */
  readonly stage: StageSettings | undefined
  /** Reads the files that `local` of the config names; none where the path of the spec was given. */
  readLocal(): Promise<LocalFiles>
}

/**
 * Reads a project for a test: the spec at a path, else that of the config found from the working directory upwards, else the one with
 * a usual name. Throws an `ApigenFailure` where there is none, or none that can be read.
 */
export async function openProject(path: string | undefined, stage?: string): Promise<Project> {
  const flags = stage === undefined ? {} : { stage }
  const settings =
    path === undefined ? resolveSettings(await loadConfig(process.cwd(), undefined), process.cwd(), process.env, flags) : undefined
  const entry = path ?? settings?.spec ?? (settings && findSpec(settings.root))
  if (entry === undefined)
    throw new ApigenFailure('usage', 'No spec was named, and none was found.', {
      help: 'Give its path as `spec`, or run the tests in the folder of apigen.config.yaml.',
    })
  const found: Diagnostic[] = []
  const root = settings?.root ?? dirname(resolve(entry))
  const spec = await readSpec(
    entry,
    { reader: diskReader(root), ...(settings && { functions: settings.functions, stageFunctions: settings.stageFunctions }) },
    (one) => found.push(one),
  )
  if (spec)
    return {
      spec,
      bind: settings?.bind ?? {},
      output: settings?.output ?? root,
      stage: stage === undefined ? undefined : settings?.stages[stage],
      readLocal: () => readLocalFiles(readLocalFile, settings?.local ?? {}),
    }
  const errors = found.filter(({ severity }) => severity === 'error')
  throw new ApigenFailure('unreadable', `\`${entry}\` cannot be read: ${errors.map(({ message }) => message).join(' ')}`, {
    diagnostics: errors,
  })
}

async function readLocalFile(path: string, what: string): Promise<string> {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : 'cannot be read'
    throw new ApigenFailure('usage', `The ${what} \`${path}\` ${reason}.`, { help: '`local` of the config names it.', cause })
  }
}

/** The text of a template's file. Throws an `ApigenFailure` where it cannot be read. */
export function readTemplate(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new ApigenFailure('usage', `The template \`${file}\` cannot be read.`, { cause })
  }
}
