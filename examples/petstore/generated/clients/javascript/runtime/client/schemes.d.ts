import type { Client, Outgoing, Secret } from './client.js';
/** A security scheme: its name, how its credential is put into a request, and the name of its place. */
export type Scheme = readonly [
    name: string,
    apply: (request: Outgoing, credential: never, parameter: string) => void | Promise<void>,
    parameter?: string
];
/** Makes use of the first of several alternatives whose schemes all have a credential; of none where no alternative has. */
export declare const authorize: (...alternatives: readonly (readonly Scheme[])[]) => (client: Client, request: Outgoing) => Promise<void>;
/** A secret in a header. */
export declare function inHeader({ headers }: Outgoing, secret: Secret, name: string): Promise<void>;
/** A bearer token, or what `basic` makes, in the `Authorization` header. `scheme` is `Bearer` or `Basic`. */
export declare function inAuthorization({ headers }: Outgoing, secret: Secret, scheme: string): Promise<void>;
/** A secret in the query. */
export declare function inQuery(request: Outgoing, secret: Secret, name: string): Promise<void>;
/** A secret in a cookie. Browsers send only cookies of their own. */
export declare function inCookie({ headers }: Outgoing, secret: Secret, name: string): Promise<void>;
/** Lets a signer do its work. */
export declare const signed: (request: Outgoing, sign: (request: Outgoing) => void | Promise<void>) => void | Promise<void>;
