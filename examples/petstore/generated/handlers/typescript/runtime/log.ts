import type { Context } from './context.js'

/** Writes lines of JSON. */
export interface Logger {
  debug(message: string, more?: object): void
  info(message: string, more?: object): void
  warn(message: string, more?: object): void
  error(message: string, more?: object): void
}

/** A logger whose lines name the operation, the request, the stage and whether the function has just started; on standard output unless told otherwise. */
export function createLogger(context: Context<unknown>, write: (line: string) => void = console.log): Logger {
  const { operation, requestId, stage, coldStart } = context
  const at =
    (level: keyof Logger) =>
    (message: string, more: object = {}): void => {
      write(lineOf({ level, message, time: new Date().toISOString(), operation, requestId, stage, coldStart, ...more }))
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** What JSON cannot hold costs a line its details, never the request. */
function lineOf(said: { readonly message: string } & Readonly<Record<string, unknown>>): string {
  try {
    return JSON.stringify(said, (_, value: unknown) => (value instanceof Error ? describe(value) : value))
  } catch (error) {
    const { name, message } = error as Error
    return JSON.stringify({ level: 'error', message: said.message, unwritten: `${name}: ${message}` })
  }
}

function describe({ name, message, stack }: Error): object {
  return { name, message, stack }
}
