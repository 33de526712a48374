import { isIP } from 'node:net'

/** The host of a Host header or an origin, without its port; lower case. */
export function hostName(host: string): string {
  const lower = host.trim().toLowerCase()
  if (lower.startsWith('[')) return lower.slice(1, lower.indexOf(']') === -1 ? undefined : lower.indexOf(']'))
  const colon = lower.lastIndexOf(':')
  return colon === -1 || lower.indexOf(':') !== colon ? lower : lower.slice(0, colon)
}

/** True for a name or address of this machine itself. */
export function isLoopback(name: string): boolean {
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  if (isIP(name) === 4) return name.startsWith('127.')
  return name === '::1' || name === '::ffff:127.0.0.1'
}

/**
 * Whether a request may name this host. A web page can make its own name point here (DNS rebinding), but it cannot own an
 * address, a name of this machine or one of AWS.
 */
export function isAllowedHost(name: string, extra: readonly string[]): boolean {
  return name === '' || isLoopback(name) || isIP(name) !== 0 || /\.amazonaws\.com(\.cn)?$/.test(name) || extra.includes(name)
}

/** The API that a host names: `{apiId}.execute-api.…`. */
export function apiOfHost(name: string): string | undefined {
  if (!name.includes('.execute-api.')) return undefined
  return /^([a-z0-9]{1,64})\.execute-api\./.exec(name)?.[1]
}
