import type { Client, Outgoing } from './client.js';
/** Puts a credential into a request. */
type Attach = (request: Outgoing) => void | Promise<void>;
/** A security scheme: what attaches the client's credential, or nothing where the client has none. */
export type Scheme = (client: Client) => Attach | undefined;
/** A secret in a header; `prefix` is what stands before it, such as `Bearer `. */
export declare const inHeader: (client: Client, scheme: string, name: string, prefix?: string) => Attach | undefined;
/** A secret in the query. */
export declare const inQuery: (client: Client, scheme: string, name: string) => Attach | undefined;
/** A secret in a cookie. Browsers send only cookies of their own. */
export declare const inCookie: (client: Client, scheme: string, name: string) => Attach | undefined;
/** A signer, as `sigv4` makes it. */
export declare const signed: ({ auth }: Client, scheme: string) => Attach | undefined;
/** The first of several alternatives whose schemes all have a credential; none where no alternative has. */
export declare const firstOf: (...alternatives: readonly (readonly Scheme[])[]) => Scheme;
export {};
