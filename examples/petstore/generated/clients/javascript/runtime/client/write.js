/** A path variable. Throws a `TypeError` for a value that would lead to another route: none, an empty one, `.` and `..`. */
export function segment(value) {
    const text = encodeURIComponent((value ?? ''));
    if (/^\.?\.?$/.test(text))
        throw new TypeError(`"${text}" cannot be in a path.`);
    return text;
}
/** A query with its `?`, after pairs that are written already, each with its `&`. A list repeats its name, no value is left out. */
export function query(values, text = '') {
    for (const name in values) {
        for (const item of [values[name] ?? []].flat())
            text += `&${encodeURIComponent(name)}=${encodeURIComponent(item)}`;
    }
    return text.replace('&', '?');
}
/** A value that no other call has. Works on pages that are not secure, unlike `randomUUID`. */
export const unique = (given) => given ?? crypto.getRandomValues(new Uint8Array(16)).join('');
