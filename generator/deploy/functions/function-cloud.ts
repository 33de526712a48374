/** What Lambda is told of a function beside its code. */
export interface FunctionConfiguration {
  readonly runtime: string
  readonly handler: string
  /** ARN. */
  readonly role: string
  /** MB. */
  readonly memory: number
  /** Seconds. */
  readonly timeout: number
  /** MB of `/tmp`. */
  readonly ephemeralStorage: number
  readonly architecture: 'x86_64' | 'arm64'
  readonly environment: Readonly<Record<string, string>>
}

/** A version of a function, or what `$LATEST` is. */
export interface CloudVersion {
  readonly configuration: FunctionConfiguration
  /** SHA-256 of the code's zip file, base64. */
  readonly codeSha256: string
  /** `$LATEST` or a number. */
  readonly version: string
}

/** A function as Lambda knows it. */
export interface CloudFunction {
  /** Without a qualifier. */
  readonly arn: string
  readonly latest: CloudVersion
  readonly tags: Readonly<Record<string, string>>
}

/** A right to call an alias of a function. */
export interface FunctionPermission {
  readonly id: string
  readonly action: string
  readonly principal: string
  readonly sourceArn?: string
  readonly sourceAccount?: string
}

/**
 * The calls that a deployment needs of Lambda. Every failure is an `ApigenFailure` of kind `remote` that says whether the call was refused;
 * what is not there is undefined. A change of a function is there when its call resolves: waiting for that is the port's own business.
 */
export interface FunctionCloud {
  /** Where it is, for messages: a region or an address. */
  readonly place: string
  region(): Promise<string>
  /** The account of the credentials, where they tell it. */
  account(): Promise<string | undefined>
  getFunction(name: string): Promise<CloudFunction | undefined>
  /** The version that an alias serves. */
  getAlias(name: string, alias: string): Promise<CloudVersion | undefined>
  /** The alias itself; undefined where it, or the function, is not there. */
  getAliasArn(name: string, alias: string): Promise<string | undefined>
  listPermissions(name: string, alias: string): Promise<readonly FunctionPermission[]>
  createFunction(
    name: string,
    configuration: FunctionConfiguration,
    zip: Uint8Array,
    tags: Readonly<Record<string, string>>,
  ): Promise<{ readonly arn: string }>
  updateCode(name: string, zip: Uint8Array, architecture: FunctionConfiguration['architecture']): Promise<void>
  updateConfiguration(name: string, configuration: FunctionConfiguration): Promise<void>
  /** A version of `$LATEST`, refused where its code is another one. The same version again where nothing changed since the last. */
  publishVersion(name: string, codeSha256: string): Promise<{ readonly version: string }>
  createAlias(name: string, alias: string, version: string): Promise<void>
  updateAlias(name: string, alias: string, version: string): Promise<void>
  deleteAlias(name: string, alias: string): Promise<void>
  addPermission(name: string, alias: string, permission: FunctionPermission): Promise<void>
  removePermission(name: string, alias: string, id: string): Promise<void>
}
