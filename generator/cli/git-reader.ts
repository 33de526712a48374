import { posix } from 'node:path'
import { ApigenFailure } from '../base/diagnostic.ts'
import { type Reader, ReadFailure } from '../load/reader.ts'
import type { Host } from './host.ts'

/** Reads files as they are in a git revision, `$ref`s to other files included. Keys are `REVISION:path`. */
export function gitReader(host: Host, revision: string): Reader {
  const pathOf = (key: string): string => key.slice(revision.length + 1)
  return {
    async read(key) {
      // `./` makes git count from the working directory instead of the top of the repository.
      const path = pathOf(key)
      try {
        return { text: host.git(['show', `${revision}:${path.startsWith('/') ? path.slice(1) : `./${path}`}`]) }
      } catch (error) {
        if (!(error instanceof ApigenFailure)) throw error
        throw new ReadFailure('missing', key, `\`${path}\` cannot be read at \`${revision}\`: ${error.message}`, error)
      }
    },
    resolve(from, ref) {
      const path = posix.join(posix.dirname(pathOf(from)), ref.replaceAll('\\', '/'))
      return path.startsWith('../') || path.startsWith('/') ? undefined : `${revision}:${path}`
    },
    display: (file) => (file.startsWith(`${revision}:`) ? file : `${revision}:${file}`),
  }
}

/** Splits `origin/main:openapi.yaml`; undefined for what names no revision. */
export function gitSource(text: string): { readonly revision: string; readonly path: string } | undefined {
  const colon = text.indexOf(':')
  // One letter before the colon is a drive of Windows, `stage:` is a stage.
  if (colon < 2 || text.startsWith('stage:') || text.includes('://')) return undefined
  return { revision: text.slice(0, colon), path: text.slice(colon + 1) }
}
