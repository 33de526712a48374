import type { CallOptions, Client, Outgoing, Payload } from './client.js';
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
    /** Puts credentials of the client's into a request, at every attempt. */
    readonly auth?: (client: Client, request: Outgoing) => Promise<void>;
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
