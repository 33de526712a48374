import { basename, relative, resolve } from 'node:path'
import { ApigenFailure, type Diagnostic, type Report, sortDiagnostics } from '../base/diagnostic.ts'
import { findSpec } from '../config/find-spec.ts'
import type { Texts } from '../load/locate.ts'
import type { Reader } from '../load/reader.ts'
import { memoryReader } from '../load/reader.ts'
import type { ReadOptions } from '../pipeline.ts'
import type { Given } from './command.ts'
import type { Context } from './context.ts'
import { specFile } from './spec-file.ts'

/**
 * The spec a command is about: its argument, else the config's, else the first of the usual names. A path, `-`, or a path with `#/pointer`. While
 * somebody watches, a spec of a usual name that is gone is still the one that is meant: `last`.
 */
export function specOf(context: Context, argument: string | undefined, last?: string): string {
  if (argument !== undefined) return argument
  const { root, spec } = context.settings
  if (spec !== undefined) return relativeTo(context.host.cwd, spec)
  const found = findSpec(root)
  if (found !== undefined) return relativeTo(context.host.cwd, found)
  if (last !== undefined) return last
  throw new ApigenFailure('usage', 'No spec was named, and none was found.', {
    help: `Name it (apigen ${context.config.file === undefined ? 'lint openapi.yaml' : 'lint FILE'}), set \`spec\` in apigen.config.yaml, or begin with apigen init.`,
  })
}

function relativeTo(folder: string, path: string): string {
  const way = relative(folder, path)
  return way === '' || way.startsWith('..') ? path : way
}

/** Findings as they come in, and the texts they are about. */
export interface Findings {
  readonly report: Report
  readonly texts: Texts
  /** Sorted, one of each. */
  all(): readonly Diagnostic[]
  /** Absolute paths of the files of this machine that were looked for, found or not. */
  files(): readonly string[]
}

/** Where the spec is read from, and where findings go. Every text that is read stays known, so that findings can show their lines. */
export async function openSpec(
  context: Context,
  spec: string,
  given: Given,
  from?: Reader,
): Promise<{ readonly entry: string; readonly options: ReadOptions; readonly findings: Findings }> {
  const files: Record<string, { text: string; syntax: 'json' | 'yaml' }> = {}
  const found: Diagnostic[] = []
  const asked = new Set<string>()
  const trees: NonNullable<ReadOptions['trees']> = new Map()
  const { entry, reader } = from ? { entry: spec, reader: from } : await readerOf(context, spec)
  const remembering: Reader = {
    ...reader,
    async read(file) {
      asked.add(file)
      const result = await reader.read(file)
      files[file] = { text: result.text, syntax: /^\s*[{[]/.test(result.text) ? 'json' : 'yaml' }
      return result
    },
  }
  return {
    entry,
    options: {
      reader: remembering,
      allowRemoteRefs: given.flags.allowRemoteRefs === true,
      trees,
      functions: context.settings.functions,
      stageFunctions: context.settings.stageFunctions,
      source: sourceName(context, entry),
    },
    findings: {
      report: (diagnostic) => {
        found.push(diagnostic)
      },
      texts: { files, trees },
      all: () => sortDiagnostics(found),
      files: () => [...asked].map((file) => resolve(context.host.cwd, file)),
    },
  }
}

/** The spec relative to the project, so that its name in generated files does not depend on where the command runs. */
function sourceName(context: Context, entry: string): string {
  const way = relative(context.settings.root, resolve(context.host.cwd, specFile(entry, context.host.cwd)))
  return entry === 'stdin' ? 'stdin' : way.startsWith('..') ? basename(way) : way.replaceAll('\\', '/')
}

async function readerOf(context: Context, spec: string): Promise<{ readonly entry: string; readonly reader: Reader }> {
  if (spec === '-') return { entry: 'stdin', reader: memoryReader({ stdin: await context.host.readInput() }) }
  const { diskReader, rootFor } = await import('../load/disk.ts')
  const { cwd } = context.host
  const path = specFile(spec, cwd)
  // A backslash is a letter of a file's name everywhere else.
  const entry = (process.platform === 'win32' ? path.replaceAll('\\', '/') : path) + spec.slice(path.length)
  return { entry, reader: diskReader(rootFor(path, context.settings.root, cwd), cwd) }
}
