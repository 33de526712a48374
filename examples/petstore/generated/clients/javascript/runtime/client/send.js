import { readText } from './read.js';
/**
 * Makes one call: its path and query are percent-encoded. In as many attempts as the client's `repeat` makes; one where it has none.
 * Whatever the API answers is a result. Rejects with the reason of the signal and as `fetch` does.
 */
export async function send(client, options, method, path, call) {
    if (client.repeat)
        return client.repeat(client, options, method, path, call);
    const all = { read: readText, type: 'application/json', ...call };
    const headers = new Headers();
    const fields = {
        'content-type': all.body != null ? all.type : null,
        ...client.headers,
        ...all.headers,
        ...options?.headers,
    };
    for (const name in fields)
        if (fields[name] != null)
            headers.set(name, fields[name]);
    const request = {
        method,
        url: client.baseUrl.replace(/\/$/, '') + path,
        headers,
        body: all.body,
        signal: options?.signal,
    };
    await all.auth?.((client.auth ?? {}), request);
    const response = await (client.fetch ?? fetch)(request.url, request);
    return { ok: response.ok, status: response.status, headers: response.headers, body: await all.read(response) };
}
