/** Percent-encodes everything that has a meaning in a URL; a number or boolean as its text. */
const encode = encodeURIComponent;
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const members = (value) => Object.entries(value).filter(([, item]) => item != null);
/** Names and values of an object in turn, or the items of a list, or the value itself. */
const flat = (value, write) => (isObject(value) ? members(value).flat() : [value].flat()).map(write);
/** `name=value` for every member of an object; the items of a list, or the value itself, after `label`. */
const exploded = (value, write, label = '') => isObject(value)
    ? members(value).map(([name, item]) => `${write(name)}=${[item].flat().map(write).join()}`)
    : [value].flat().map((item) => label + write(item));
/** Refuses what would lead to another route. */
function safe(text) {
    if (/^\.{0,2}$/.test(text))
        throw new TypeError(`"${text}" cannot be in a path.`);
    return text;
}
/** A greedy path variable: its slashes stay. Throws a `TypeError` for an empty value and for dot segments. */
export function greedy(value) {
    const text = String(value ?? '');
    if (!text || /(^|\/)\.\.?(\/|$)/.test(text))
        throw new TypeError(`"${text}" cannot be in a path.`);
    return text.split('/').map(encode).join('/');
}
/** A path variable of style `simple` that may be a list or an object: `a,b`, `a,1` or `a=1`. */
export const simple = (value, explode) => safe(value == null ? '' : (explode ? exploded(value, encode) : flat(value, encode)).join());
/** A path variable of style `label`: `.a.b`, or `.a,b`. */
export const label = (value, explode) => safe(value == null ? '' : `.${explode ? exploded(value, encode).join('.') : flat(value, encode).join()}`);
/** A path variable of style `matrix`: `;name=a;name=b`, or `;name=a,b`. */
export const matrix = (name, value, explode) => safe(value == null
    ? ''
    : `;${explode ? exploded(value, encode, `${encode(name)}=`).join(';') : `${encode(name)}=${flat(value, encode).join()}`}`);
/** A path variable whose value is JSON. */
export const jsonSegment = (value) => safe(value === undefined ? '' : encode(JSON.stringify(value)));
/** `&name=value`, once for every item of a list; nothing for no value. */
const pairs = (name, value) => [value ?? []]
    .flat()
    .map((item) => `&${encode(name)}=${encode(item)}`)
    .join('');
/** Query pairs of style `form` for a value that may be an object: `&a=1&b=2`. */
export const formPairs = (name, value) => isObject(value)
    ? exploded(value, encode)
        .map((pair) => `&${pair}`)
        .join('')
    : pairs(name, value);
/** One query pair with all items: `&name=a,b`; `separator` is `,`, `%20` or `%7C`. */
export function delimited(name, value, separator) {
    const items = value == null ? [] : flat(value, encode);
    return items.length > 0 ? `&${encode(name)}=${items.join(separator)}` : '';
}
/** `&filter[color]=red&filter[size][min]=3`: objects in a query, as deep as they go. */
export function deepObject(name, value) {
    if (!isObject(value))
        return pairs(name, value);
    return members(value)
        .map(([key, item]) => deepObject(`${name}[${key}]`, item))
        .join('');
}
/** A query pair whose value is JSON. */
export const jsonPair = (name, value) => value === undefined ? '' : `&${encode(name)}=${encode(JSON.stringify(value))}`;
/** A header that may be an object: `a,1`, or `a=1`. */
export const headerText = (value, explode) => value == null ? undefined : (explode ? exploded(value, String) : flat(value, String)).join();
/** A header whose value is JSON, in ASCII. */
export const jsonHeader = (value) => value === undefined
    ? undefined
    : JSON.stringify(value).replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** The cookie header, of pairs that are written as in a query. Browsers send only cookies of their own. */
export const cookies = (pairs) => pairs.replaceAll('&', '; ').slice(2) || undefined;
