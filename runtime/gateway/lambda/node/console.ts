import { format } from 'node:util'

/** Level of a line by the method of the console that prints it. */
const levels = { log: 'INFO', info: 'INFO', debug: 'DEBUG', trace: 'TRACE', warn: 'WARN', error: 'ERROR' } as const

/** Has the console tell its lines with their levels, as Lambda's runtime for Node.js logs them. */
export function tellConsole(tell: (level: string, text: string) => void): void {
  for (const [method, level] of Object.entries(levels)) {
    Reflect.set(console, method, (...values: unknown[]) => {
      const text = format(...values)
      tell(level, method === 'trace' ? `${text}\n${(new Error().stack ?? '').split('\n').slice(2).join('\n')}` : text)
    })
  }
}
