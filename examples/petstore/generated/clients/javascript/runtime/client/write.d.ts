/** Percent-encodes everything that has a meaning in a URL; a number or boolean as its text. */
export declare const encode: (value: unknown) => string;
/** A path variable. Throws a `TypeError` for a value that would lead to another route: none, an empty one, `.` and `..`. */
export declare function segment(value: unknown): string;
/** `name=value`, once for every item of a list; nothing for no value. */
export declare const pairs: (name: string, value: unknown) => string;
/** A query with its `?`: values as `pairs` writes them, and others that are written already. */
export declare function query(values: object, ...written: string[]): string;
/** A value that no other call has. Works on pages that are not secure, unlike `randomUUID`. */
export declare const unique: (given?: unknown) => unknown;
