/** A secret in a header; `prefix` is what stands before it, such as `Bearer `. */
export const inHeader = (scheme, name, prefix = '') => async ({ [scheme]: secret }, { headers }) => {
    if (secret)
        headers.set(name, prefix + (typeof secret === 'string' ? secret : await secret()));
};
/** A secret in the query. */
export const inQuery = (scheme, name) => async ({ [scheme]: secret }, request) => {
    if (secret)
        request.url += (request.url.includes('?') ? '&' : '?') + (await pair(name, secret));
};
/** A secret in a cookie. Browsers send only cookies of their own. */
export const inCookie = (scheme, name) => async ({ [scheme]: secret }, { headers }) => {
    if (secret)
        headers.set('cookie', [headers.get('cookie') ?? [], await pair(name, secret)].flat().join('; '));
};
const pair = async (name, secret) => `${encodeURIComponent(name)}=${encodeURIComponent(typeof secret === 'string' ? secret : await secret())}`;
/** A signer, as `sigv4` makes it. */
export const signed = (scheme) => (auth, request) => auth[scheme]?.(request);
/** The first of several alternatives whose schemes all have a credential; none where no alternative has. */
export const firstOf = (...alternatives) => async (auth, request) => {
    const first = alternatives.map((schemes) => Object.entries(schemes)).find((schemes) => schemes.every(([name]) => auth[name]));
    for (const [, attach] of first ?? [])
        await attach(auth, request);
};
