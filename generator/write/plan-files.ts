import { ApigenFailure, diagnose } from '../base/diagnostic.ts'
import { canonicalJson, compareText, sha256 } from '../base/json.ts'
import type { OutputFile } from '../model/output.ts'
import type { FileChange, Plan } from '../model/plan.ts'
import type { Disk } from './disk.ts'
import { digest, MANIFEST, type Manifest, parseManifest, printManifest } from './manifest.ts'

/** What to write, in the order of the paths; `conflicts` are files that somebody edited by hand, which only `force` overwrites. */
export interface FilePlan extends Plan<FileChange> {
  readonly conflicts: readonly FileChange[]
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
  const manifest = parseManifest(await disk.read(MANIFEST))
  const wanted = await collect(files)
  const changes: FileChange[] = []
  const observed: Record<string, string> = {}
  const look = async (path: string): Promise<string | undefined> => {
    const text = await disk.read(path)
    observed[path] = text === undefined ? '' : sha256(text)
    return text
  }

  const written = new Map<string, string>(options.partial ? manifest : [])
  for (const file of wanted) {
    const found = await look(file.path)
    if (file.owner === 'apigen') written.set(file.path, digest(file.text))
    changes.push(changeOf(file, found, manifest, options.force))
  }
  if (!options.partial) {
    const paths = new Set(wanted.map(({ path }) => path))
    for (const [path, ours] of manifest) {
      if (paths.has(path)) continue
      const found = await look(path)
      if (found !== undefined) changes.push(removalOf(path, found, ours, options.force))
    }
  }
  // A conflict that stays on disk is still ours to watch: its old digest remains listed.
  for (const { path, old } of changes.flatMap((change) => (change.conflict ? [{ path: change.id, old: manifest.get(change.id) }] : []))) {
    if (old === undefined) written.delete(path)
    else written.set(path, old)
  }
  const list = printManifest(written)
  const foundList = await look(MANIFEST)
  changes.push(listChange(list, foundList))
  changes.sort((a, b) => compareText(a.id, b.id))
  return { changes, basis: sha256(canonicalJson(observed)), conflicts: changes.filter((change) => change.conflict) }
}

function changeOf(file: OutputFile, found: string | undefined, manifest: Manifest, force: boolean): FileChange {
  const base = { kind: 'file', id: file.path, text: file.text, owner: file.owner, risk: 'none' } as const
  if (found === undefined) return { ...base, action: 'create', why: file.owner === 'you' ? 'It is yours from now on.' : 'It is new.' }
  if (file.owner === 'you') return { ...base, action: 'keep', why: 'It is yours.' }
  const foundDigest = digest(found)
  if (foundDigest === digest(file.text)) return { ...base, action: 'keep', why: 'It is as it should be.' }
  if (manifest.get(file.path) === foundDigest) return { ...base, action: 'update', why: 'The spec or apigen changed.' }
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
