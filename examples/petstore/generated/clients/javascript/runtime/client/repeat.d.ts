import type { Attempt, Attempted, CallOptions, Repeated, Timing } from './client.js';
/**
 * Tries a call again after broken connections and answers that ask for it, with jitter and as `Retry-After` says. Rejects with the
 * reason of the signal, with a `TimeoutError`, and as an attempt does.
 */
export declare function repeat<Result extends Attempted>(attempt: Attempt<Result>, { method, repeatable }: Repeated, { timeout, signal, sleep, random, retry: { attempts, delay, maximum }, }: Timing & CallOptions): Promise<Result>;
