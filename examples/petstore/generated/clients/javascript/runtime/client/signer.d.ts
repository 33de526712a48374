import { type Credentials } from '../sigv4.js';
import type { Signer } from './client.js';
/** How calls are signed for IAM. */
export interface SigningOptions {
    /** Keys, or a function that is asked for them at every attempt. */
    readonly credentials: Credentials | (() => Credentials | Promise<Credentials>);
    /** Default: read from a host such as `….execute-api.eu-central-1.amazonaws.com`. */
    readonly region?: string;
    /** Default `execute-api`. */
    readonly service?: string;
    /** In place of the clock, for tests. */
    readonly now?: () => Date;
}
/** Signs calls with AWS Signature Version 4. */
export declare function sigv4(options: SigningOptions): Signer;
