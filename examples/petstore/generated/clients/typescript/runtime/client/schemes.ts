import type { Client, Outgoing, Secret } from './client.js'
import { pairs } from './write.js'

/** A security scheme: its name, how its credential is put into a request, and the name of its place. */
export type Scheme = readonly [
  name: string,
  apply: (request: Outgoing, credential: never, parameter: string) => void | Promise<void>,
  parameter?: string,
]

/** Makes use of the first of several alternatives whose schemes all have a credential; of none where no alternative has. */
export const authorize =
  (...alternatives: readonly (readonly Scheme[])[]) =>
  async (client: Client, request: Outgoing): Promise<void> => {
    // Without a prototype, so that no scheme's name is found by accident.
    const secrets = { __proto__: null, ...client.auth } as unknown as Readonly<Record<string, never>>
    const schemes = alternatives.find((all) => all.every(([name]) => secrets[name])) ?? []
    for (const [name, apply, parameter] of schemes) await apply(request, secrets[name] as never, parameter as string)
  }

const reveal = (secret: Secret): string | Promise<string> => (typeof secret === 'string' ? secret : secret())

/** A secret in a header. */
export async function inHeader({ headers }: Outgoing, secret: Secret, name: string): Promise<void> {
  headers.set(name, await reveal(secret))
}

/** A bearer token, or what `basic` makes, in the `Authorization` header. `scheme` is `Bearer` or `Basic`. */
export async function inAuthorization({ headers }: Outgoing, secret: Secret, scheme: string): Promise<void> {
  headers.set('authorization', `${scheme} ${await reveal(secret)}`)
}

/** A secret in the query. */
export async function inQuery(request: Outgoing, secret: Secret, name: string): Promise<void> {
  request.url += (request.url.includes('?') ? '&' : '?') + pairs(name, await reveal(secret))
}

/** A secret in a cookie. Browsers send only cookies of their own. */
export async function inCookie({ headers }: Outgoing, secret: Secret, name: string): Promise<void> {
  headers.set('cookie', [headers.get('cookie') ?? [], pairs(name, await reveal(secret))].flat().join('; '))
}

/** Lets a signer do its work. */
export const signed = (request: Outgoing, sign: (request: Outgoing) => void | Promise<void>): void | Promise<void> => sign(request)
