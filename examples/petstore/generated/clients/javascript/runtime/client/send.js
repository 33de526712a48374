import { readText } from './read.js';
/**
 * Makes one call, in as many attempts as the client's `repeat` makes; one where it has none. Whatever the API answers is a result.
 * Rejects with the reason of the signal and as `fetch` does.
 */
export function send(client, call, options) {
    const { method = 'GET', path, body = null, type = 'application/json', auth, read = readText } = call;
    const attempt = async (signal = options?.signal ?? null) => {
        const headers = new Headers();
        const fields = { 'content-type': body === null ? body : type, ...client.headers, ...call.headers, ...options?.headers };
        for (const [name, value] of Object.entries(fields))
            if (value != null)
                headers.set(name, value);
        const request = { method, url: client.baseUrl.replace(/\/$/, '') + path, headers, body, signal };
        await auth?.(client)?.(request);
        const response = await (client.fetch ?? fetch)(request.url, request);
        return { ok: response.ok, status: response.status, headers: response.headers, body: await read(response) };
    };
    return (client.repeat ? client.repeat(attempt, call, { ...client, ...options }) : attempt());
}
