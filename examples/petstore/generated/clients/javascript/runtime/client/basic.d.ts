/** The secret of HTTP basic authentication; UTF-8, as RFC 7617 wants it. */
export declare function basic(user: string, password: string): string;
