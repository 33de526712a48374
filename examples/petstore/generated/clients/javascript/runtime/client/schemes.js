import { pairs } from './write.js';
/** Makes use of the first of several alternatives whose schemes all have a credential; of none where no alternative has. */
export const authorize = (...alternatives) => async (client, request) => {
    // Without a prototype, so that no scheme's name is found by accident.
    const secrets = { __proto__: null, ...client.auth };
    const schemes = alternatives.find((all) => all.every(([name]) => secrets[name])) ?? [];
    for (const [name, apply, parameter] of schemes)
        await apply(request, secrets[name], parameter);
};
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
