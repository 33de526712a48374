import { decode } from './parameters.js'
import { headerOf, type ProxyRequest } from './proxy-event.js'

/** The cookies of a request by name; of one that came twice the first. */
export function cookiesOf(request: ProxyRequest): ReadonlyMap<string, string> {
  const list = request.version === '2.0' ? request.event.cookies : undefined
  const header = (Array.isArray(list) ? list : (headerOf(request, 'cookie') ?? [])).join('; ')
  const cookies = new Map<string, string>()
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (at <= 0) continue
    const name = part.slice(0, at).trim()
    if (!cookies.has(name)) cookies.set(name, decode(part.slice(at + 1).trim()))
  }
  return cookies
}
