import { pathToFileURL } from 'node:url'
import type { Handler } from './run-handler.ts'

/** Loads a module and finds its handler: `handler`, or `a.b` for one inside of an export. Rejects as Lambda's runtime does. */
export async function loadHandler(file: string, exportName: string): Promise<Handler> {
  const module: unknown = await import(pathToFileURL(file).href)
  const handler = readExport(module, exportName) ?? readExport(readExport(module, 'default'), exportName)
  if (typeof handler === 'function') return handler as Handler
  throw Object.assign(new Error(`${exportName} is undefined or not exported by ${file}`), { name: 'Runtime.HandlerNotFound' })
}

function readExport(from: unknown, path: string): unknown {
  let value = from
  for (const name of path.split('.')) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || !Reflect.has(value, name)) return undefined
    value = Reflect.get(value, name)
  }
  return value
}
