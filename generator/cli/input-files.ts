import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { ApigenFailure } from '../base/diagnostic.ts'
import type { Context } from './context.ts'
import { systemReason } from './system-reason.ts'

/** The files that flags name; `-` is standard input, which can be read once. */
export interface InputFiles {
  /** The text of a file; `what` it is stands in the message when it cannot be read. */
  read(path: string, what: string): Promise<string>
  /** The lines of a file as they come in. */
  lines(path: string, what: string): AsyncIterable<string>
  /** True for a file that is there. */
  has(path: string): boolean
}

/** No line is longer than this. */
const longestLine = 64 * 1024 * 1024

/** The input files of one command. */
export function openInputFiles(context: Context): InputFiles {
  const { host } = context
  let taken: string | undefined
  const takeInput = (what: string): void => {
    if (taken !== undefined)
      throw new ApigenFailure('usage', `Standard input cannot be both the ${taken} and the ${what}.`, {
        help: 'Name a file for one of them.',
      })
    taken = what
  }
  return {
    async read(path, what) {
      if (path === '-') {
        takeInput(what)
        return host.readInput()
      }
      try {
        return readFileSync(resolve(host.cwd, path), 'utf8').replace(/^\ufeff/, '')
      } catch (error) {
        throw unreadable(path, what, error)
      }
    },
    async *lines(path, what) {
      if (path === '-') takeInput(what)
      try {
        yield* splitLines(path === '-' ? host.input() : createReadStream(resolve(host.cwd, path), 'utf8'), path)
      } catch (error) {
        throw error instanceof ApigenFailure ? error : unreadable(path, what, error)
      }
    },
    has: (path) => existsSync(resolve(host.cwd, path)) && statSync(resolve(host.cwd, path)).isFile(),
  }
}

/** Lines end at `\n` alone: what else ends a line elsewhere may stand in a JSON text. */
async function* splitLines(chunks: AsyncIterable<string>, path: string): AsyncIterable<string> {
  let rest = ''
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
      yield rest + chunk.slice(from, end)
      rest = ''
      from = end + 1
    }
    rest += chunk.slice(from)
    if (rest.length > longestLine) throw new ApigenFailure('usage', `\`${path}\` has a line of more than 64 MB.`)
  }
  if (rest !== '') yield rest
}

function unreadable(path: string, what: string, cause: unknown): ApigenFailure {
  const missing = cause instanceof Error && (cause as NodeJS.ErrnoException).code === 'ENOENT'
  const reason = missing ? 'does not exist' : `cannot be read: ${systemReason(cause)}`
  return new ApigenFailure('usage', `The ${what} \`${path}\` ${reason}.`, { cause })
}
