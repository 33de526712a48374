/** JSON is parsed, anything else is text, nothing is `undefined`. */
async function readText(response) {
    const text = await response.text();
    return text ? (/[/+]json\b/.test(`${response.headers.get('content-type')}`) ? JSON.parse(text) : text) : undefined;
}
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
    const { method = 'GET', path, body = null, type, auth = [], repeatable = /^[^P]|^PUT/.test(method), read = readText } = call;
    const { baseUrl, timeout, signal, fetch = globalThis.fetch, sleep = pause, random = Math.random, retry = {} } = { ...client, ...options };
    const { attempts = 3, delay = 100, maximum = 20_000 } = retry;
    // Without a prototype, so that no scheme's name is found by accident.
    const secrets = { __proto__: null, ...client.auth };
    const schemes = auth.find((all) => all.every(([name]) => secrets[name])) ?? [];
    for (let attempt = 1;; attempt++) {
        const headers = new Headers();
        const contentType = body === null ? body : type;
        const fields = { 'content-type': contentType, ...client.headers, ...call.headers, ...options?.headers };
        for (const [name, value] of Object.entries(fields))
            if (value != null)
                headers.set(name, `${value}`);
        const request = { method, url: baseUrl.replace(/\/$/, '') + path, headers, body };
        for (const [name, apply, parameter] of schemes)
            await apply(request, secrets[name], parameter);
        const last = attempt >= attempts || !repeatable;
        let wait = random() * Math.min(maximum, delay * 2 ** (attempt - 1));
        // Not `AbortSignal.timeout`: inside `any`, Node 20 to 24 may lose it to garbage collection (nodejs/node#57736).
        const stop = new AbortController();
        const timer = timeout && setTimeout(() => stop.abort(new DOMException('Timed out', 'TimeoutError')), timeout);
        try {
            const response = await fetch(request.url, { ...request, signal: AbortSignal.any([stop.signal, signal ?? stop.signal]) });
            const { status, ok } = response;
            const after = response.headers.get('retry-after') ?? '';
            wait = Math.max(wait, Number(after) * 1000 || Date.parse(after) - Date.now() || 0);
            if (last || wait > maximum || !/408|429|50[0234]/.test(`${status}`)) {
                return { ok, status, headers: response.headers, body: await read(response) };
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
