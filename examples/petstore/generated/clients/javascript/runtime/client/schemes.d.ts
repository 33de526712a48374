import type { Scheme } from './client.js';
/** A secret in a header; `prefix` is what stands before it, such as `Bearer `. */
export declare const inHeader: (scheme: string, name: string, prefix?: string) => Scheme;
/** A secret in the query. */
export declare const inQuery: (scheme: string, name: string) => Scheme;
/** A secret in a cookie. Browsers send only cookies of their own. */
export declare const inCookie: (scheme: string, name: string) => Scheme;
/** A signer, as `sigv4` makes it. */
export declare const signed: (scheme: string) => Scheme;
/** The first of several alternatives whose schemes all have a credential; none where no alternative has. */
export declare const firstOf: (...alternatives: readonly Readonly<Record<string, Scheme>>[]) => Scheme;
