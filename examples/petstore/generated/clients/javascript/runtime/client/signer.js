import { canonicalRequest, credentialScope, sha256, sign, signingKey, stringToSign } from '../sigv4.js';
/** Signs calls with AWS Signature Version 4. */
export function sigv4(options) {
    const { credentials, service = 'execute-api', now = () => new Date() } = options;
    return async (request) => {
        const { accessKeyId, secretAccessKey, sessionToken } = typeof credentials === 'function' ? await credentials() : credentials;
        // As `fetch` will send it: a whole address, and a form with its boundary.
        const whole = new Request(request.url, request);
        const { host, pathname, search } = new URL(whole.url);
        const region = options.region ?? /\.execute-api\.([^.]+)\./.exec(host)?.[1];
        if (!region)
            throw new TypeError(`sigv4 needs a region: ${host} names none.`);
        const { headers } = request;
        const type = whole.headers.get('content-type');
        if (type)
            headers.set('content-type', type);
        const bytes = await whole.arrayBuffer();
        if (request.body)
            request.body = bytes;
        const time = now()
            .toISOString()
            .replace(/\.\d+|\W/g, '');
        headers.set('x-amz-date', time);
        if (sessionToken)
            headers.set('x-amz-security-token', sessionToken);
        const signed = [['host', host]];
        headers.forEach((value, name) => {
            if (/^(x-amz-|content-type$)/.test(name))
                signed.push([name, value]);
        });
        const scope = credentialScope(time, region, service);
        const canonical = canonicalRequest({
            method: request.method,
            path: pathname,
            query: search.slice(1),
            headers: signed,
            payloadHash: await sha256(bytes),
        });
        const signature = await sign(await signingKey(secretAccessKey, scope), await stringToSign(time, scope, canonical));
        // The canonical request names them in its last line but one.
        const [names] = canonical.split('\n').slice(-2);
        headers.set('authorization', `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`);
    };
}
