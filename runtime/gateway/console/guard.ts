import { type HttpRequest, headerOf, mediaTypeOf } from '../http.ts'
import { hostName, isLoopback } from '../server/hosts.ts'

/**
 * Why the console's data are not for whoever asks, or undefined where they are. Traces hold credentials and requests can be made, so
 * only the console's own page is answered: a page of another origin says so itself in `Origin` or `Sec-Fetch-Site`, which no script can
 * forge, and cannot send JSON without asking first.
 */
export function refusalOf(request: HttpRequest): string | undefined {
  const host = headerOf(request.headers, 'host') ?? ''
  if (!isLoopback(hostName(host))) return 'The console answers under a name or an address of this machine only.'
  const origin = headerOf(request.headers, 'origin')
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`)
    return 'The console does not answer to pages of another origin.'
  const site = headerOf(request.headers, 'sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'The console does not answer to pages of another origin.'
  if (request.method === 'POST' && mediaTypeOf(headerOf(request.headers, 'content-type')) !== 'application/json')
    return 'The console takes application/json only.'
  return undefined
}
