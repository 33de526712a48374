/** A secret, or a function that is asked for it at every attempt: a token that expires is renewed there. */
export type Secret = string | (() => string | Promise<string>);
/** Completes a request just before it is sent, at every attempt: signs it. */
export type Signer = (request: Outgoing) => void | Promise<void>;
/** A request on its way out. */
export interface Outgoing {
    readonly method: string;
    url: string;
    readonly headers: Headers;
    body: Payload | null;
    readonly signal: AbortSignal | null;
}
/** What `fetch` takes as a body and can be sent twice. */
export type Payload = Exclude<NonNullable<RequestInit['body']>, ReadableStream>;
/** When and how often a call is tried again. */
export interface Retry {
    /** Attempts in all; 1 never tries again. Default 3. */
    readonly attempts?: number;
    /** Milliseconds before the second attempt at most; doubled at each further one. Default 100. */
    readonly delay?: number;
    /** Milliseconds between two attempts at most; a `Retry-After` beyond it ends the call. Default 20 000. */
    readonly maximum?: number;
}
/** What may be said once for a client, and again at one call. */
export interface CallOptions {
    /** Added to the request. */
    readonly headers?: Readonly<Record<string, string>>;
    /** Calls that are not idempotent are never tried again. */
    readonly retry?: Retry;
    /** Milliseconds until an attempt is given up with a `TimeoutError`. Default: no limit. */
    readonly timeout?: number;
    /** Ends the call with the signal's reason. */
    readonly signal?: AbortSignal;
}
/** Credentials by the name of their scheme. */
export type Secrets = Readonly<Record<string, Secret | Signer | undefined>>;
/** A security scheme: puts its credential into a request, where there is one. */
export type Scheme = (auth: Secrets, request: Outgoing) => void | Promise<void>;
/** What a call has beside its method and its path with the query, which are percent-encoded. */
export interface Call {
    /** Values that are not given are left out. */
    readonly headers?: Readonly<Record<string, unknown>>;
    readonly body?: Payload | undefined;
    /** The body's media type, default JSON; `null` for a multipart body, which brings its own. */
    readonly type?: string | null;
    /** Whose credential of the client's is put into the request, at every attempt. */
    readonly auth?: Scheme;
    /** Reads the body of an answer; default: JSON or text. */
    readonly read?: (response: Response) => Promise<unknown>;
    /** True where sending it twice does what sending it once does; by default the method says. */
    readonly repeat?: boolean;
}
/** Makes the attempts of a call, as `send` makes one. */
export type Repeat = (client: Client, options: CallOptions | undefined, method: string, path: string, call?: Call) => Promise<unknown>;
/** Where time and chance come from. */
export interface Timing {
    /** In place of `setTimeout`, for tests; rejects when the signal aborts. */
    readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
    /** In place of `Math.random`, for tests. */
    readonly random?: () => number;
}
/** A client that makes every call once. `Auth` has a member for every security scheme of the API. */
export interface PlainClient<Auth> {
    /** Where the API is: `https://….execute-api.eu-central-1.amazonaws.com/dev`. */
    readonly baseUrl: string;
    /** Credentials by the name of their security scheme. */
    readonly auth?: Auth;
    /** Added to every request. */
    readonly headers?: Readonly<Record<string, string>>;
    /** In place of the global `fetch`. */
    readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}
/** What a client needs to know. `Auth` has a member for every security scheme of the API. */
export interface ClientOptions<Auth> extends PlainClient<Auth>, Timing, Omit<CallOptions, 'signal'> {
}
/**
 * What every function of the API takes first. It is plain data: `createClient` adds what tries again and gives up. A client without
 * `repeat` makes every call once, whatever `retry` and `timeout` say.
 */
export interface Client extends ClientOptions<object> {
    readonly repeat?: Repeat | undefined;
}
