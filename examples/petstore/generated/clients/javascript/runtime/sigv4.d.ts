/** AWS credentials; `sessionToken` for temporary ones. */
export interface Credentials {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
}
/** A request as it goes over the wire: the path and the query are percent-encoded, the query has no `?`. */
export interface WireRequest {
    readonly method: string;
    readonly path: string;
    readonly query: string;
    /** The headers to sign, in any case; a name that occurs twice stands for both values in order. */
    readonly headers: readonly (readonly [name: string, value: string])[];
    /** Lower-case hex SHA-256 of the body. */
    readonly payloadHash: string;
}
/** What Web Crypto takes as bytes. */
export type Bytes = Parameters<typeof crypto.subtle.digest>[1];
/** Percent-encodes everything but the unreserved characters of RFC 3986, as AWS's `UriEncode` does. */
export declare function uriEncode(text: string): string;
/** SHA-256 in lower-case hex. */
export declare function sha256(data: string | Bytes): Promise<string>;
/**
 * The path of a canonical request: dot segments and doubled slashes removed, every segment encoded once more than on the wire, as
 * every service but S3 does.
 */
export declare function canonicalPath(path: string): string;
/** The query of a canonical request: every name and value decoded and encoded again, sorted by name, then value. */
export declare function canonicalQuery(query: string): string;
/** The canonical request; `path` for a caller that has its own canonical form (S3, a verifier that tries several). */
export declare function canonicalRequest(request: WireRequest, path?: string): string;
/** `20150830/us-east-1/execute-api/aws4_request`, from a time such as `20150830T123600Z`. */
export declare function credentialScope(time: string, region: string, service: string): string;
/** What is signed. */
export declare function stringToSign(time: string, scope: string, request: string): Promise<string>;
/** The key of a scope (`credentialScope`), derived from a secret. */
export declare function signingKey(secret: string, scope: string): Promise<ArrayBuffer>;
/** The signature, in lower-case hex. */
export declare function sign(key: Bytes, text: string): Promise<string>;
