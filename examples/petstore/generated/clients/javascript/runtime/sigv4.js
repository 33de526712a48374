const utf8 = new TextEncoder();
/** Percent-encodes everything but the unreserved characters of RFC 3986, as AWS's `UriEncode` does. */
export function uriEncode(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
function hex(bytes) {
    return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
/** SHA-256 in lower-case hex. */
export async function sha256(data) {
    return hex(await crypto.subtle.digest('SHA-256', typeof data === 'string' ? utf8.encode(data) : data));
}
/**
 * The path of a canonical request: dot segments and doubled slashes removed, every segment encoded once more than on the wire, as
 * every service but S3 does.
 */
export function canonicalPath(path) {
    const segments = [];
    for (const segment of path.split('/')) {
        if (segment === '..')
            segments.pop();
        else if (segment && segment !== '.')
            segments.push(uriEncode(segment));
    }
    return `/${segments.join('/')}${segments[0] && /\/\.{0,2}$/.test(path) ? '/' : ''}`;
}
/** The query of a canonical request: every name and value decoded and encoded again, sorted by name, then value. */
export function canonicalQuery(query) {
    return query
        .split('&')
        .filter(Boolean)
        .map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return `${recode(name)}\0${recode(value.join('='))}`;
    })
        .sort()
        .map((pair) => pair.replace('\0', '='))
        .join('&');
}
function recode(text) {
    try {
        return uriEncode(decodeURIComponent(text));
    }
    catch {
        return uriEncode(text);
    }
}
/** The canonical request; `path` for a caller that has its own canonical form (S3, a verifier that tries several). */
export function canonicalRequest(request, path = canonicalPath(request.path)) {
    const values = {};
    for (const [name, value] of request.headers) {
        const key = name.toLowerCase();
        const text = value.trim().replace(/\s+/g, ' ');
        values[key] = Object.hasOwn(values, key) ? `${values[key]},${text}` : text;
    }
    const names = Object.keys(values).sort();
    const lines = names.map((name) => `${name}:${values[name]}\n`).join('');
    return [request.method, path, canonicalQuery(request.query), lines, names.join(';'), request.payloadHash].join('\n');
}
/** `20150830/us-east-1/execute-api/aws4_request`, from a time such as `20150830T123600Z`. */
export function credentialScope(time, region, service) {
    return `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
}
/** What is signed. */
export async function stringToSign(time, scope, request) {
    return `AWS4-HMAC-SHA256\n${time}\n${scope}\n${await sha256(request)}`;
}
async function hmac(key, text) {
    const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    return crypto.subtle.sign('HMAC', imported, utf8.encode(text));
}
/** The key of a scope (`credentialScope`), derived from a secret. */
export async function signingKey(secret, scope) {
    let key = utf8.encode(`AWS4${secret}`);
    for (const part of scope.split('/'))
        key = await hmac(key, part);
    return key;
}
/** The signature, in lower-case hex. */
export async function sign(key, text) {
    return hex(await hmac(key, text));
}
