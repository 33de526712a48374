/** JSON is parsed, anything else is text, nothing is `undefined`. */
export declare function readText(response: Response): Promise<unknown>;
/** A blob where the call succeeded, else JSON or text. */
export declare function readBytes(response: Response): Promise<unknown>;
/** The body of an answer as its media type says: JSON, a form, text, else a blob. */
export declare function readAny(response: Response): Promise<unknown>;
/** The body of an answer whose media type does not say that it is JSON: JSON where it can be read as such, else text. */
export declare function readJson(response: Response): Promise<unknown>;
