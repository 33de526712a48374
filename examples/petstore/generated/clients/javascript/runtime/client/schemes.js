import { pairs } from './write.js';
const reveal = (secret) => (typeof secret === 'string' ? secret : secret());
/** A secret in a header. */
export async function inHeader({ headers }, secret, name) {
    headers.set(name, await reveal(secret));
}
/** A bearer token, or what `basic` makes, in the `Authorization` header. `scheme` is `Bearer` or `Basic`. */
export async function inAuthorization({ headers }, secret, scheme) {
    headers.set('authorization', `${scheme} ${await reveal(secret)}`);
}
/** A secret in the query. */
export async function inQuery(request, secret, name) {
    request.url += (request.url.includes('?') ? '&' : '?') + pairs(name, await reveal(secret));
}
/** A secret in a cookie. Browsers send only cookies of their own. */
export async function inCookie({ headers }, secret, name) {
    headers.set('cookie', [headers.get('cookie') ?? [], pairs(name, await reveal(secret))].flat().join('; '));
}
/** Lets a signer do its work. */
export const signed = (request, sign) => sign(request);
