import type { Call, CallOptions, Client } from './client.js';
/**
 * Makes one call: its path and query are percent-encoded. In as many attempts as the client's `repeat` makes; one where it has none.
 * Whatever the API answers is a result. Rejects with the reason of the signal and as `fetch` does.
 */
export declare function send<T>(client: Client, options: CallOptions | undefined, method: string, path: string, call?: Call): Promise<T>;
