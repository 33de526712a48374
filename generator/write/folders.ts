import { type Dirent, lstatSync, readdirSync, realpathSync, type Stats } from 'node:fs'
import { basename, dirname } from 'node:path'
import { ApigenFailure } from '../base/diagnostic.ts'

/** What stands under a name: enough to tell files, folders and links apart. */
export type Entry = Pick<Stats | Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>

/** The folders below a base, each listed once for as long as one step of work looks at many files in them. */
export interface Folders {
  /** What stands at an absolute path below the base; undefined when nothing does. Throws where the way there leads through a link. */
  look(path: string): Entry | undefined
}

interface Listing {
  readonly names: ReadonlyMap<string, Dirent>
  /** As a disk that ignores case would compare them. */
  readonly folded: ReadonlySet<string>
}

/** Starts with nothing listed. A link in place of a folder or file would let a checkout decide where we write, so none is followed. */
export function openFolders(base: string): Folders {
  const listings = new Map<string, Listing | undefined>()
  const list = (folder: string): Listing | undefined => {
    if (listings.has(folder)) return listings.get(folder)
    const found = folder === base || look(folder) ? read(folder) : undefined
    listings.set(folder, found)
    return found
  }
  const look = (path: string): Entry | undefined => {
    const listing = list(dirname(path))
    const name = basename(path)
    if (!listing?.folded.has(fold(name))) return undefined
    const entry = listing.names.get(name) ?? lstatSync(path, { throwIfNoEntry: false })
    if (entry?.isSymbolicLink()) throw linkAt(path)
    return entry
  }
  return { look }
}

function read(folder: string): Listing | undefined {
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw code === 'ENOTDIR' ? fileAt(folder) : error
  }
  return { names: new Map(entries.map((entry) => [entry.name, entry])), folded: new Set(entries.map(({ name }) => fold(name))) }
}

/** The file that a path would have to lead through. */
function fileAt(path: string): ApigenFailure {
  let file = path
  // Below a file the system says that nothing could be there.
  while (dirname(file) !== file && !isFile(file)) file = dirname(file)
  return new ApigenFailure('usage', `\`${file}\` is a file where a folder is needed.`, { help: 'Move it away, or choose another folder.' })
}

function isFile(path: string): boolean {
  try {
    return lstatSync(path).isFile()
  } catch {
    return false
  }
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

function linkAt(path: string): ApigenFailure {
  let target = 'nowhere'
  try {
    target = realpathSync(path)
  } catch {
    // It leads nowhere.
  }
  return new ApigenFailure('usage', `\`${path}\` is a symbolic link (to \`${target}\`), and apigen writes through none.`, {
    help: 'Remove the link and try again.',
  })
}
