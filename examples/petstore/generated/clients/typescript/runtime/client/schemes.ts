import type { Client, Outgoing, Secret } from './client.js'
import { pairs } from './write.js'

/** Puts a credential into a request. */
type Attach = (request: Outgoing) => void | Promise<void>

/** A security scheme: what attaches the client's credential, or nothing where the client has none. */
export type Scheme = (client: Client) => Attach | undefined

/** Credentials by the name of their scheme. */
type Secrets = Readonly<Record<string, Secret | Attach | undefined>>

function carried({ auth }: Client, scheme: string, put: (request: Outgoing, secret: string) => void): Attach | undefined {
  const secret = (auth as Secrets | undefined)?.[scheme] as Secret | undefined
  return secret ? async (request) => put(request, typeof secret === 'string' ? secret : await secret()) : undefined
}

/** A secret in a header; `prefix` is what stands before it, such as `Bearer `. */
export const inHeader = (client: Client, scheme: string, name: string, prefix = ''): Attach | undefined =>
  carried(client, scheme, ({ headers }, secret) => headers.set(name, prefix + secret))

/** A secret in the query. */
export const inQuery = (client: Client, scheme: string, name: string): Attach | undefined =>
  carried(client, scheme, (request, secret) => {
    request.url += (request.url.includes('?') ? '&' : '?') + pairs(name, secret)
  })

/** A secret in a cookie. Browsers send only cookies of their own. */
export const inCookie = (client: Client, scheme: string, name: string): Attach | undefined =>
  carried(client, scheme, ({ headers }, secret) =>
    headers.set('cookie', [headers.get('cookie') ?? [], pairs(name, secret)].flat().join('; ')),
  )

/** A signer, as `sigv4` makes it. */
export const signed = ({ auth }: Client, scheme: string): Attach | undefined =>
  (auth as Secrets | undefined)?.[scheme] as Attach | undefined

/** The first of several alternatives whose schemes all have a credential; none where no alternative has. */
export const firstOf =
  (...alternatives: readonly (readonly Scheme[])[]): Scheme =>
  (client) => {
    for (const schemes of alternatives) {
      const all = schemes.flatMap((scheme) => scheme(client) ?? [])
      if (all.length < schemes.length) continue
      return async (request) => {
        for (const attach of all) await attach(request)
      }
    }
    return undefined
  }
