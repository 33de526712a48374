import type { Payload } from './client.js';
/** A url-encoded form: a list repeats its name, an object becomes JSON. */
export declare function form(body: unknown): string | undefined;
/** A multipart form: a list repeats its name, blobs and bytes are files, an object becomes a part of type JSON. */
export declare function multipart(body: unknown): FormData | undefined;
/** Writes a body as one of several media types, the first where none is given. Throws a `TypeError` for another. */
export declare function written(given: string | undefined, body: unknown, writers: Readonly<Record<string, (body: never) => Payload | undefined>>): {
    readonly body: Payload | undefined;
    readonly type: string | null;
};
/** A body that goes as it is. */
export declare const raw: (body: Payload | undefined) => Payload | undefined;
