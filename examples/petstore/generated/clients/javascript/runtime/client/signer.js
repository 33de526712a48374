import { canonicalRequest, credentialScope, sha256, sign, signedHeaders, signingKey, stringToSign } from '../sigv4.js';
/** Signs calls with AWS Signature Version 4. */
export function sigv4(options) {
    const { credentials, service = 'execute-api', now = () => new Date() } = options;
    return async (request) => {
        const { accessKeyId, secretAccessKey, sessionToken } = typeof credentials === 'function' ? await credentials() : credentials;
        const { host, pathname, search } = new URL(request.url, globalThis.location?.href);
        const region = options.region ?? /\.execute-api\.([^.]+)\./.exec(host)?.[1];
        if (!region)
            throw new TypeError(`sigv4 needs a region: ${host} does not name one`);
        const { headers } = request;
        let bytes;
        if (request.body) {
            const whole = new Response(request.body);
            bytes = await whole.arrayBuffer();
            const type = whole.headers.get('content-type');
            if (type && !headers.has('content-type'))
                headers.set('content-type', type);
            request.body = bytes;
        }
        const time = now()
            .toISOString()
            .replace(/\.\d+|\W/g, '');
        headers.set('x-amz-date', time);
        if (sessionToken)
            headers.set('x-amz-security-token', sessionToken);
        const signed = [['host', host]];
        headers.forEach((value, name) => {
            if (/^(x-amz-.*|content-type)$/.test(name))
                signed.push([name, value]);
        });
        const scope = credentialScope(time, region, service);
        const canonical = canonicalRequest({
            method: request.method,
            path: pathname,
            query: search.slice(1),
            headers: signed,
            payloadHash: await sha256(bytes ?? ''),
        });
        const signature = await sign(await signingKey(secretAccessKey, scope), await stringToSign(time, scope, canonical));
        headers.set('authorization', `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders(signed)}, Signature=${signature}`);
    };
}
