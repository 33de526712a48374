import { pairs } from './write.js';
function carried({ auth }, scheme, put) {
    const secret = auth?.[scheme];
    return secret ? async (request) => put(request, typeof secret === 'string' ? secret : await secret()) : undefined;
}
/** A secret in a header; `prefix` is what stands before it, such as `Bearer `. */
export const inHeader = (client, scheme, name, prefix = '') => carried(client, scheme, ({ headers }, secret) => headers.set(name, prefix + secret));
/** A secret in the query. */
export const inQuery = (client, scheme, name) => carried(client, scheme, (request, secret) => {
    request.url += (request.url.includes('?') ? '&' : '?') + pairs(name, secret);
});
/** A secret in a cookie. Browsers send only cookies of their own. */
export const inCookie = (client, scheme, name) => carried(client, scheme, ({ headers }, secret) => headers.set('cookie', [headers.get('cookie') ?? [], pairs(name, secret)].flat().join('; ')));
/** A signer, as `sigv4` makes it. */
export const signed = ({ auth }, scheme) => auth?.[scheme];
/** The first of several alternatives whose schemes all have a credential; none where no alternative has. */
export const firstOf = (...alternatives) => (client) => {
    for (const schemes of alternatives) {
        const all = schemes.flatMap((scheme) => scheme(client) ?? []);
        if (all.length < schemes.length)
            continue;
        return async (request) => {
            for (const attach of all)
                await attach(request);
        };
    }
    return undefined;
};
