/** A greedy path variable: its slashes stay. Throws a `TypeError` for an empty value and for dot segments. */
export declare function greedy(value: unknown): string;
/** A path variable of style `simple` that may be a list or an object: `a,b`, `a,1` or `a=1`. */
export declare const simple: (value: unknown, explode: boolean) => string;
/** A path variable of style `label`: `.a.b`, or `.a,b`. */
export declare const label: (value: unknown, explode: boolean) => string;
/** A path variable of style `matrix`: `;name=a;name=b`, or `;name=a,b`. */
export declare const matrix: (name: string, value: unknown, explode: boolean) => string;
/** A path variable whose value is JSON. */
export declare const jsonSegment: (value: unknown) => string;
/** Query pairs of style `form` for a value that may be an object: `&a=1&b=2`. */
export declare const formPairs: (name: string, value: unknown) => string;
/** One query pair with all items: `&name=a,b`; `separator` is `,`, `%20` or `%7C`. */
export declare function delimited(name: string, value: unknown, separator: string): string;
/** `&filter[color]=red&filter[size][min]=3`: objects in a query, as deep as they go. */
export declare function deepObject(name: string, value: unknown): string;
/** A query pair whose value is JSON. */
export declare const jsonPair: (name: string, value: unknown) => string;
/** A header that may be an object: `a,1`, or `a=1`. */
export declare const headerText: (value: unknown, explode: boolean) => string | undefined;
/** A header whose value is JSON, in ASCII. */
export declare const jsonHeader: (value: unknown) => string | undefined;
/** The cookie header, of pairs that are written as in a query. Browsers send only cookies of their own. */
export declare const cookies: (pairs: string) => string | undefined;
