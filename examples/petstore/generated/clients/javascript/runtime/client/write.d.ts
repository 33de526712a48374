/** A path variable. Throws a `TypeError` for a value that would lead to another route: none, an empty one, `.` and `..`. */
export declare function segment(value: unknown): string;
/** A query with its `?`, after pairs that are written already, each with its `&`. A list repeats its name, no value is left out. */
export declare function query(values: Readonly<Record<string, unknown>>, text?: string): string;
/** A value that no other call has. Works on pages that are not secure, unlike `randomUUID`. */
export declare const unique: (given?: unknown) => unknown;
