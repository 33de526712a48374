import { members, text, texts } from './context.js'
import type { ProxyRequest } from './proxy-event.js'

/** What a query says by name: every value of version 2.0 and of the multi-value form, else single values. */
export type Query = ReadonlyMap<string, readonly string[]>

/** The query of a request, decoded. */
export function queryOf({ version, event }: ProxyRequest): Query {
  const found = new Map<string, string[]>()
  if (version === '2.0') {
    for (const [name, value] of new URLSearchParams(text(event.rawQueryString))) {
      const values = found.get(name)
      if (values) values.push(value)
      else found.set(name, [value])
    }
    return found
  }
  for (const [name, value] of Object.entries(texts(event.queryStringParameters))) found.set(name, [value])
  for (const [name, values] of Object.entries(members(event.multiValueQueryStringParameters))) {
    if (Array.isArray(values)) found.set(name, values.map(String))
  }
  return found
}
