import { readText } from './read.js';
/** Ends early when the signal aborts: the attempt that follows rejects with its reason. */
function pause(milliseconds, signal) {
    return new Promise((resolve) => {
        const done = () => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', done);
            resolve();
        };
        const timer = setTimeout(done, milliseconds);
        signal?.addEventListener('abort', done);
    });
}
/**
 * Makes one call. Whatever the API answers is a result. Rejects with the reason of the signal, with a `TimeoutError`, and as
 * `fetch` does.
 */
export async function send(client, call, options) {
    const { method = 'GET', path, body = null, type = 'application/json', auth, read = readText } = call;
    const { baseUrl, timeout, signal, fetch: request = fetch, sleep = pause, random = Math.random, retry: { attempts = 3, delay = 100, maximum = 20_000 } = {}, } = { ...client, ...options };
    for (let attempt = 0;;) {
        const headers = new Headers();
        const fields = { 'content-type': body === null ? body : type, ...client.headers, ...call.headers, ...options?.headers };
        for (const [name, value] of Object.entries(fields))
            if (value != null)
                headers.set(name, value);
        const outgoing = { method, url: baseUrl.replace(/\/$/, '') + path, headers, body };
        await auth?.(client)?.(outgoing);
        let wait = random() * Math.min(maximum, delay * 2 ** attempt);
        const last = ++attempt >= attempts || !(call.repeatable ?? /^[^P]|^PUT/.test(method));
        // Not `AbortSignal.timeout`: inside `any`, Node 20 to 24 may lose it to garbage collection (nodejs/node#57736).
        const stop = new AbortController();
        const timer = timeout && setTimeout(() => stop.abort(new DOMException('Timed out', 'TimeoutError')), timeout);
        try {
            const response = await request(outgoing.url, { ...outgoing, signal: AbortSignal.any([stop.signal, signal ?? stop.signal]) });
            const { ok, status, headers } = response;
            // Seconds or a date; a header that is not there is neither.
            const after = headers.get('retry-after');
            wait = Math.max(wait, +after * 1000 || Date.parse(after) - Date.now() || 0);
            if (last || wait > maximum || !/408|429|50[0234]/.test(status)) {
                return { ok, status, headers, body: await read(response) };
            }
            await response.body?.cancel();
        }
        catch (error) {
            if (last || signal?.aborted)
                throw error;
        }
        finally {
            clearTimeout(timer);
        }
        await sleep(wait, signal);
    }
}
