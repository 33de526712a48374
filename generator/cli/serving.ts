import type { Gateway } from '../../runtime/gateway/index.ts'
import { ApigenFailure } from '../base/diagnostic.ts'
import type { Given } from './command.ts'
import { text } from './context.ts'
import { stateFailure } from './local-gateway.ts'

/** The port a command was given. 0 takes a free one. */
export function portOf(given: Given, otherwise: number): number {
  const value = text(given.flags.port)
  if (value === undefined) return otherwise
  const port = Number(value)
  if (!/^\d{1,5}$/.test(value) || port > 65_535)
    throw new ApigenFailure('usage', `\`${value}\` is no port.`, { help: 'A number from 0 (any free port) to 65535.' })
  return port
}

/** Opens a port on this machine. A port in use is said in one sentence. */
export async function listenOn(gateway: Gateway, port: number, command: string): Promise<{ readonly url: string }> {
  try {
    return await gateway.listen({ port })
  } catch (cause) {
    const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined
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
