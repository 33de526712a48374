import { checkText, MAX_BYTES, ReadFailure, withoutByteOrderMark } from './reader.ts'

const MAX_REDIRECTS = 5
const TIMEOUT_MS = 20_000

/**
 * The text at an `https` address. Addresses of the own machine and of private networks are refused, redirects are checked like the first
 * address, and no more than 64 MB are read. Throws a `ReadFailure`.
 */
export async function fetchText(address: string): Promise<string> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  let url = address
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const refusal = refuse(url)
    if (refusal) throw new ReadFailure('remote', address, refusal)
    let response: Response
    try {
      response = await fetch(url, { redirect: 'manual', signal, headers: { accept: 'application/json, application/yaml, */*' } })
    } catch (cause) {
      throw new ReadFailure(
        'remote',
        address,
        `\`${url}\` could not be fetched (${cause instanceof Error ? cause.message : String(cause)}).`,
        cause,
      )
    }
    const location = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && location) {
      await response.body?.cancel()
      url = new URL(location, url).href
      continue
    }
    if (!response.ok) throw new ReadFailure('remote', address, `\`${url}\` answered with status ${response.status}.`)
    const text = withoutByteOrderMark(await readBody(address, response))
    checkText(address, text)
    return text
  }
  throw new ReadFailure('remote', address, `\`${address}\` redirects more than ${MAX_REDIRECTS} times.`)
}

/** Why an address is not asked, or undefined. */
export function refuse(address: string): string | undefined {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return `\`${address}\` is not an address.`
  }
  if (url.protocol !== 'https:') return `\`${address}\` is not an \`https\` address.`
  if (url.username !== '' || url.password !== '') return `\`${url.host}\` would be asked with a name and password in its address.`
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (isPrivateHost(host)) return `\`${url.host}\` is an address of this machine or of a private network.`
  return undefined
}

function isPrivateHost(host: string): boolean {
  if (host.includes(':')) return !/^[23]/.test(host) || host.startsWith('2002:') || host.startsWith('2001:0:')
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host)
  if (!parts) return host === 'localhost' || /\.(localhost|local|internal|intranet|corp|home|lan)$/.test(host) || !host.includes('.')
  const [a = 0, b = 0] = parts.slice(1).map(Number)
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 198 && (b === 18 || b === 19))
  )
}

async function readBody(address: string, response: Response): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let bytes = 0
  try {
    for await (const chunk of response.body ?? []) {
      const part = chunk as Uint8Array
      bytes += part.byteLength
      if (bytes > MAX_BYTES) break
      text += decoder.decode(part, { stream: true })
    }
    if (bytes <= MAX_BYTES) return text + decoder.decode()
  } catch (cause) {
    throw new ReadFailure('remote', address, `\`${address}\` could not be read to its end as text.`, cause)
  }
  throw new ReadFailure('too-large', address, `\`${address}\` has more than 64 MB.`)
}
