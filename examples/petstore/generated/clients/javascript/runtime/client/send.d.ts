import type { CallOptions, Client, Outgoing, Payload } from './client.js';
/** A security scheme: its name, how its credential is put into a request, and the name of its place. */
export type Scheme = readonly [
    name: string,
    apply: (request: Outgoing, credential: never, parameter: string) => void | Promise<void>,
    parameter?: string
];
/** One call, before the client's own settings are added. */
export interface Call {
    /** Default `GET`. */
    readonly method?: string;
    /** Path and query, percent-encoded. */
    readonly path: string;
    /** Values that are not given are left out. */
    readonly headers?: Readonly<Record<string, unknown>>;
    readonly body?: Payload | undefined;
    /** The body's media type; a multipart body brings its own. */
    readonly type?: string;
    /** Alternatives: the first whose schemes all have a credential is used. */
    readonly auth?: readonly (readonly Scheme[])[];
    /** True where sending it twice does what sending it once does. */
    readonly repeatable?: boolean;
    /** Reads the body of an answer; default: JSON or text. */
    readonly read?: (response: Response) => Promise<unknown>;
}
/**
 * Makes one call. Whatever the API answers is a result. Rejects with the reason of the signal, with a `TimeoutError`, and as
 * `fetch` does.
 */
export declare function send<T>(client: Client, call: Call, options?: CallOptions): Promise<T>;
