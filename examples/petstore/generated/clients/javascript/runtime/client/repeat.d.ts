import type { Call, CallOptions, Client } from './client.js';
/**
 * Tries a call again after broken connections and answers that ask for it, with jitter and as `Retry-After` says. Rejects with the
 * reason of the signal, with a `TimeoutError`, and as an attempt does.
 */
export declare function repeat(client: Client, options: CallOptions | undefined, method: string, path: string, call?: Call): Promise<unknown>;
