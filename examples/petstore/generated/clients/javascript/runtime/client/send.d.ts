import type { CallOptions, Client, Payload, Repeated } from './client.js';
import type { Scheme } from './schemes.js';
/** One call, before the client's own settings are added. */
export interface Call extends Repeated {
    /** Path and query, percent-encoded. */
    readonly path: string;
    /** Values that are not given are left out. */
    readonly headers?: Readonly<Record<string, unknown>>;
    readonly body?: Payload | undefined;
    /** The body's media type, default JSON; `null` for a multipart body, which brings its own. */
    readonly type?: string | null;
    /** Whose credential of the client's is put into the request, at every attempt. */
    readonly auth?: Scheme;
    /** Reads the body of an answer; default: JSON or text. */
    readonly read?: (response: Response) => Promise<unknown>;
}
/**
 * Makes one call, in as many attempts as the client's `repeat` makes; one where it has none. Whatever the API answers is a result.
 * Rejects with the reason of the signal and as `fetch` does.
 */
export declare function send<T>(client: Client, call: Call, options?: CallOptions): Promise<T>;
