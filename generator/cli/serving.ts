import type { Gateway, ListenOptions } from '../../runtime/gateway/index.ts'
import { ApigenFailure } from '../base/diagnostic.ts'
import type { Given } from './command.ts'
import { text } from './context.ts'
import { stateFailure } from './local-gateway.ts'

/** The port a command was given; undefined when it was given none. 0 takes a free one. */
export function portOf(given: Given): number | undefined {
  const value = text(given.flags.port)
  if (value === undefined) return undefined
  const port = Number(value)
  if (!/^\d{1,5}$/.test(value) || port > 65_535)
    throw new ApigenFailure('usage', `\`${value}\` is no port.`, { help: 'A number from 0 (any free port) to 65535.' })
  return port
}

/** Opens a port on this machine. A port in use is said in one sentence. */
export async function listenOn(
  gateway: Gateway,
  port: number,
  command: string,
  options: Omit<ListenOptions, 'port'> = {},
): Promise<{ readonly url: string }> {
  try {
    return await gateway.listen({ ...options, port })
  } catch (cause) {
    const code = codeOf(cause)
    if (code === 'EADDRINUSE')
      throw new ApigenFailure('usage', `Port ${port} is in use.`, {
        help: `Choose another: ${command} --port ${port + 1}, or --port 0 for any free one.`,
        cause,
      })
    if (code === 'EACCES')
      throw new ApigenFailure('usage', `Port ${port} may not be opened by this user.`, { help: 'Choose one above 1023.', cause })
    throw stateFailure(cause)
  }
}

/** Opens the first free one of ten ports from `first` on: for a port that nobody asked for. */
export async function listenNear(
  gateway: Gateway,
  first: number,
  command: string,
  options: Omit<ListenOptions, 'port'>,
): Promise<{ readonly url: string }> {
  for (let port = first; port < first + 9; port += 1) {
    try {
      return await gateway.listen({ ...options, port })
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw stateFailure(error)
    }
  }
  return listenOn(gateway, first + 9, command, options)
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
}
