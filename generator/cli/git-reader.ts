import { posix } from 'node:path'
import { readingsOf } from '../base/address.ts'
import { ApigenFailure } from '../base/diagnostic.ts'
import { suggest } from '../base/suggest.ts'
import { type Reader, ReadFailure } from '../load/reader.ts'
import type { Host } from './host.ts'

/** A file in a git revision. */
export interface GitSource {
  readonly revision: string
  /** As it was written: from the working directory, else from the top of the repository. */
  readonly path: string
}

/** Splits `origin/main:openapi.yaml`; undefined for what names no revision. */
export function gitSource(text: string): GitSource | undefined {
  const colon = text.indexOf(':')
  // One letter before the colon is a drive of Windows, `stage:` is a stage, and git would take a dash for an option.
  if (colon < 2 || text.startsWith('stage:') || text.startsWith('-') || text.includes('://')) return undefined
  return { revision: text.slice(0, colon), path: text.slice(colon + 1).replaceAll('\\', '/') }
}

/**
 * Finds a file in a git revision and reads it and what it refers to as they were then. Keys are `REVISION:path`, the path counted from
 * the top of the repository, as `git show` takes them. Throws with the way out where git has no such repository, revision or file.
 */
export function openGit(host: Host, { revision, path }: GitSource): { readonly entry: string; readonly reader: Reader } {
  const prefix = prefixOf(host, `${revision}:${path}`)
  if (!isRevision(host, revision)) throw unknownRevision(host, revision)
  const candidates = readingsOf(path).flatMap(({ file }) =>
    [posix.join(prefix, file), posix.normalize(file)]
      .filter((name) => !name.startsWith('../') && !name.startsWith('/'))
      .map((name) => ({ name, pointer: path.slice(file.length) })),
  )
  const found = candidates.find(({ name }) => succeeds(host, ['cat-file', '-e', `${revision}:${name}`]))
  if (found === undefined) {
    const meant = candidates.find(({ pointer }) => pointer === candidates.at(-1)?.pointer)
    throw new ApigenFailure('usage', `There is no \`${meant?.name ?? path}\` in \`${revision}\`.`, {
      help: 'It may be new, or have had another name there. To compare two files: apigen diff OLD NEW.',
    })
  }
  return { entry: `${revision}:${found.name}${found.pointer}`, reader: gitReader(host, revision) }
}

/** Branches that others work from, the likeliest first. */
const TRUNKS = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master']

/** Where GitHub and GitLab say which branch a change is meant for. */
const TARGETS = ['GITHUB_BASE_REF', 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME']

/**
 * The commit that the work on this branch began from: where it left the branch it is meant for, `HEAD` where it is that branch. Short enough
 * to read, long enough to be one. Throws where the history at hand does not tell, for `HEAD` would call every change of the branch clean.
 */
export function startOfBranch(host: Host): string {
  const targets = TARGETS.flatMap((name) => (host.env[name] ? [`origin/${host.env[name]}`] : []))
  const trunk = [...targets, ...TRUNKS].find((name) => isRevision(host, name))
  if (trunk === undefined) {
    if (targets.length > 0 || isShallow(host)) throw unknownStart(targets[0])
    return 'HEAD'
  }
  try {
    const start = host.git(['merge-base', 'HEAD', trunk]).trim()
    return start === host.git(['rev-parse', 'HEAD']).trim() ? 'HEAD' : host.git(['rev-parse', '--short', start]).trim()
  } catch (error) {
    throw error instanceof ApigenFailure ? unknownStart(trunk) : error
  }
}

function isShallow(host: Host): boolean {
  return succeeds(host, ['rev-parse', '--is-shallow-repository']) && host.git(['rev-parse', '--is-shallow-repository']).trim() === 'true'
}

function unknownStart(trunk: string | undefined): ApigenFailure {
  return new ApigenFailure('usage', `git cannot say where this branch began${trunk === undefined ? '' : ` beside \`${trunk}\``}.`, {
    help: 'A CI job has to check out the history as well (fetch-depth: 0). Or name the base: apigen diff origin/main:openapi.yaml openapi.yaml',
  })
}

/** True for what git knows as a commit. */
export function isRevision(host: Host, name: string): boolean {
  return !name.startsWith('-') && succeeds(host, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`])
}

function gitReader(host: Host, revision: string): Reader {
  const pathOf = (key: string): string => key.slice(revision.length + 1)
  return {
    async read(key) {
      try {
        return { text: host.git(['show', key]) }
      } catch (error) {
        if (!(error instanceof ApigenFailure)) throw error
        throw new ReadFailure('missing', key, `\`${pathOf(key)}\` cannot be read at \`${revision}\`: ${error.message}`, error)
      }
    },
    resolve(from, ref) {
      const path = posix.join(posix.dirname(pathOf(from)), ref.replaceAll('\\', '/'))
      return path.startsWith('../') || path.startsWith('/') ? undefined : `${revision}:${path}`
    },
    display: (file) => (file.startsWith(`${revision}:`) ? file : `${revision}:${file}`),
  }
}

/** The way from the top of the repository to the working directory, such as `services/pets/`. */
function prefixOf(host: Host, wanted: string): string {
  try {
    return host.git(['rev-parse', '--show-prefix']).trim()
  } catch (error) {
    if (error instanceof ApigenFailure && /not a git repository/.test(error.message))
      throw new ApigenFailure('usage', `\`${wanted}\` cannot be read: this folder is in no git repository.`, {
        help: 'Name two files instead: apigen diff OLD NEW.',
        cause: error,
      })
    throw error
  }
}

function unknownRevision(host: Host, revision: string): ApigenFailure {
  if (revision === 'HEAD')
    return new ApigenFailure('usage', 'This git repository has no commit yet, so there is nothing to compare with.', {
      help: 'Name two files instead: apigen diff OLD NEW.',
    })
  const known = host.git(['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/remotes', 'refs/tags']).split('\n')
  const near = suggest(revision, known)
  return new ApigenFailure('usage', `git knows no revision \`${revision}\`.`, {
    help: near
      ? `Did you mean \`${near}\`?`
      : 'git fetch brings in the branches of others; a CI job has to check out the history as well (fetch-depth: 0).',
  })
}

function succeeds(host: Host, args: readonly string[]): boolean {
  try {
    host.git(args)
    return true
  } catch (error) {
    if (error instanceof ApigenFailure) return false
    throw error
  }
}
