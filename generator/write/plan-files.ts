import { ApigenFailure, diagnose } from '../base/diagnostic.ts'
import { canonicalJson, compareText, sha256 } from '../base/json.ts'
import type { OutputFile } from '../model/output.ts'
import type { FileChange, Plan } from '../model/plan.ts'
import type { Disk } from './disk.ts'
import { type LeftoverHandler, leftoverHandlers } from './leftover-handlers.ts'
import { digest, MANIFEST, type Manifest, parseManifest, printManifest } from './manifest.ts'

/** What to write, in the order of the paths; `conflicts` are files that somebody edited by hand, which only `force` overwrites. */
export interface FilePlan extends Plan<FileChange> {
  readonly conflicts: readonly FileChange[]
  /** Handlers of the user's that nothing calls any more. */
  readonly leftovers: readonly LeftoverHandler[]
}

export interface PlanOptions {
  /** Overwrite generated files that were edited by hand. */
  readonly force: boolean
  /** Only some targets were generated: the files of the others stay, and stay listed. */
  readonly partial: boolean
}

/**
 * Compares what was generated with what is there. Generated files that are no longer generated go, if their bytes are
 * still ours. Files of the user's are created when they are missing and never looked at again.
 */
export async function planFiles(
  files: AsyncIterable<OutputFile> | Iterable<OutputFile>,
  disk: Disk,
  options: PlanOptions,
): Promise<FilePlan> {
  const manifestText = (await disk.read([MANIFEST])).get(MANIFEST)
  const manifest = parseManifest(manifestText)
  const wanted = await collect(files)
  const paths = new Set(wanted.map(({ path }) => path))
  const stale = options.partial ? [] : [...manifest.keys()].filter((path) => !paths.has(path))
  const found = await disk.read([...paths, ...stale])
  const changes: FileChange[] = []
  const written = new Map<string, string>(options.partial ? manifest : [])
  for (const file of wanted) {
    const ours = file.owner === 'apigen' ? digest(file.text) : ''
    if (file.owner === 'apigen') written.set(file.path, ours)
    changes.push(changeOf(file, ours, found.get(file.path), manifest, options.force))
  }
  for (const path of stale) {
    const text = found.get(path)
    if (text !== undefined) changes.push(removalOf(path, text, manifest.get(path) ?? '', options.force))
  }
  // A conflict that stays on disk is still ours to watch: its old digest remains listed.
  for (const { path, old } of changes.flatMap((change) => (change.conflict ? [{ path: change.id, old: manifest.get(change.id) }] : []))) {
    if (old === undefined) written.delete(path)
    else written.set(path, old)
  }
  changes.push(listChange(printManifest(written), manifestText))
  changes.sort((a, b) => compareText(a.id, b.id))
  const before = manifestText === undefined ? found : new Map([...found, [MANIFEST, manifestText]])
  return {
    changes,
    basis: basisOf(touched(changes), before),
    conflicts: changes.filter((change) => change.conflict),
    leftovers: leftoverHandlers(changes, found),
  }
}

/** The files that a plan writes or removes: what it must find as it was planned for. */
export function touched(changes: readonly FileChange[]): string[] {
  return changes.filter(({ action }) => action !== 'keep').map(({ id }) => id)
}

/** One digest of the texts of files. Those that are not there are left out: a new project has thousands of them. */
export function basisOf(paths: readonly string[], texts: ReadonlyMap<string, string>): string {
  const found = paths.flatMap((path) => {
    const text = texts.get(path)
    return text === undefined ? [] : [[path, sha256(text)] as const]
  })
  return sha256(canonicalJson(Object.fromEntries(found)))
}

function changeOf(file: OutputFile, ours: string, found: string | undefined, manifest: Manifest, force: boolean): FileChange {
  const base = { kind: 'file', id: file.path, text: file.text, owner: file.owner, risk: 'none' } as const
  if (found === undefined) return { ...base, action: 'create', why: file.owner === 'you' ? 'It is yours from now on.' : 'It is new.' }
  if (file.owner === 'you') return { ...base, action: 'keep', why: 'It is yours.' }
  if (found === file.text) return { ...base, action: 'keep', why: 'It is as it should be.' }
  const foundDigest = digest(found)
  if (foundDigest === ours) return { ...base, action: 'keep', why: 'It is as it should be.' }
  if (manifest.get(file.path) === foundDigest) return { ...base, action: 'update', why: 'The spec or apigen changed.' }
  // A new file that the power went on: nothing in it can be lost.
  if (found === '') return { ...base, action: 'update', why: 'It was empty.' }
  if (force) return { ...base, action: 'replace', why: 'It was edited by hand, and --force was given.', risk: 'destroys' }
  return { ...base, action: 'keep', why: 'It was edited by hand.', conflict: { found } }
}

function removalOf(path: string, found: string, ours: string, force: boolean): FileChange {
  const base = { kind: 'file', id: path, owner: 'apigen' } as const
  if (digest(found) === ours) return { ...base, action: 'delete', why: 'Nothing generates it any more.', risk: 'none' }
  if (force)
    return {
      ...base,
      action: 'delete',
      why: 'Nothing generates it any more; it was edited by hand, and --force was given.',
      risk: 'destroys',
    }
  return { ...base, action: 'keep', why: 'Nothing generates it any more, but it was edited by hand.', risk: 'none', conflict: { found } }
}

function listChange(text: string, found: string | undefined): FileChange {
  const base = { kind: 'file', id: MANIFEST, text, owner: 'apigen', risk: 'none' } as const
  if (found === undefined) return { ...base, action: 'create', why: 'It lists what is generated.' }
  return digest(found) === digest(text)
    ? { ...base, action: 'keep', why: 'It is as it should be.' }
    : { ...base, action: 'update', why: 'It lists what is generated.' }
}

/** The files by path; two with one name, also on a disk that ignores case, are a mistake that must not lose one of them. */
async function collect(files: AsyncIterable<OutputFile> | Iterable<OutputFile>): Promise<OutputFile[]> {
  const seen = new Map<string, OutputFile>()
  for await (const file of files) {
    const folded = file.path.normalize('NFC').toLowerCase()
    const other = seen.get(folded)
    if (other) {
      const message = `Two outputs want the file \`${file.path}\`${other.path === file.path ? '' : ` (the other writes it \`${other.path}\`)`}.`
      throw new ApigenFailure('unreadable', message, { diagnostics: [diagnose('emit/duplicate-file', message)] })
    }
    seen.set(folded, file)
  }
  return [...seen.values()].sort((a, b) => compareText(a.path, b.path))
}
