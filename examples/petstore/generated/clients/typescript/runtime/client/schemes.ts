import type { Scheme, Secret, Signer } from './client.js'

/** A secret in a header; `prefix` is what stands before it, such as `Bearer `. */
export const inHeader =
  (scheme: string, name: string, prefix = ''): Scheme =>
  async ({ [scheme]: secret }, { headers }) => {
    if (secret) headers.set(name, prefix + (typeof secret === 'string' ? secret : await (secret as () => unknown)()))
  }

/** A secret in the query. */
export const inQuery =
  (scheme: string, name: string): Scheme =>
  async ({ [scheme]: secret }, request) => {
    if (secret) request.url += (request.url.includes('?') ? '&' : '?') + (await pair(name, secret as Secret))
  }

/** A secret in a cookie. Browsers send only cookies of their own. */
export const inCookie =
  (scheme: string, name: string): Scheme =>
  async ({ [scheme]: secret }, { headers }) => {
    if (secret) headers.set('cookie', [headers.get('cookie') ?? [], await pair(name, secret as Secret)].flat().join('; '))
  }

const pair = async (name: string, secret: Secret): Promise<string> =>
  `${encodeURIComponent(name)}=${encodeURIComponent(typeof secret === 'string' ? secret : await secret())}`

/** A signer, as `sigv4` makes it. */
export const signed =
  (scheme: string): Scheme =>
  (auth, request) =>
    (auth[scheme] as Signer | undefined)?.(request)

/** The first of several alternatives whose schemes all have a credential; none where no alternative has. */
export const firstOf =
  (...alternatives: readonly Readonly<Record<string, Scheme>>[]): Scheme =>
  async (auth, request) => {
    const first = alternatives.map((schemes) => Object.entries(schemes)).find((schemes) => schemes.every(([name]) => auth[name]))
    for (const [, attach] of first ?? []) await attach(auth, request)
  }
