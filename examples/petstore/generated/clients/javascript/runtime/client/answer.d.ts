type Informational = 100 | 101 | 102 | 103 | 104;
type Success = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226;
type Redirection = 300 | 301 | 302 | 303 | 304 | 305 | 307 | 308;
type ClientError = (400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415 | 416 | 417) | (418 | 421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451);
type ServerError = 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510 | 511;
/** The registered status codes of a class: `StatusRange['4XX']`. */
export interface StatusRange {
    readonly '1XX': Informational;
    readonly '2XX': Success;
    readonly '3XX': Redirection;
    readonly '4XX': ClientError;
    readonly '5XX': ServerError;
}
/** Every registered status code (IANA): a status the document does not name is told apart from those it does. */
export type StatusCode = StatusRange[keyof StatusRange];
/** An answer: `status` says which one it is. */
export interface Answer<Status, Body> {
    /** True from 200 to 299. */
    readonly ok: boolean;
    readonly status: Status;
    readonly headers: Headers;
    readonly body: Body;
}
export {};
