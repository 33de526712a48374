/** Percent-encodes everything that has a meaning in a URL; a number or boolean as its text. */
export const encode = encodeURIComponent;
/** A path variable. Throws a `TypeError` for a value that would lead to another route: none, an empty one, `.` and `..`. */
export function segment(value) {
    const text = [value ?? []].flat().map(encode).join();
    if (/^\.{0,2}$/.test(text))
        throw new TypeError(`"${text}" cannot be in a path.`);
    return text;
}
/** `name=value`, once for every item of a list; nothing for no value. */
export const pairs = (name, value) => [value ?? []]
    .flat()
    .map((item) => `${encode(name)}=${encode(item)}`)
    .join('&');
/** A query with its `?`: values as `pairs` writes them, and others that are written already. */
export function query(values, ...written) {
    const text = Object.entries(values)
        .map(([name, value]) => pairs(name, value))
        .concat(written)
        .filter(Boolean)
        .join('&');
    return text && `?${text}`;
}
/** A value that no other call has. Works on pages that are not secure, unlike `randomUUID`. */
export const unique = (given) => given ?? crypto.getRandomValues(new Uint32Array(4)).join('-');
