/** An account in a region: what one caller of AWS sees of it. */
export interface Place {
  /** Twelve digits. */
  readonly accountId: string
  readonly region: string
}

/** Whether a name can be that of a place; nothing else becomes a folder. */
export function isPlace({ accountId, region }: { readonly accountId: unknown; readonly region: unknown }): boolean {
  return typeof accountId === 'string' && /^\d{12}$/.test(accountId) && typeof region === 'string' && /^[a-z0-9-]{1,32}$/.test(region)
}

/** The partition that a region belongs to. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

/** The account and the region that an ARN names; undefined for one that names none, as a bare function's name. */
export function placeOfArn(arn: string): Place | undefined {
  const [, region, accountId] = /^arn:[^:]+:[^:]+:([a-z0-9-]+):(\d{12}):/.exec(arn) ?? []
  return region === undefined || accountId === undefined ? undefined : { accountId, region }
}

/**
 * The place that a request of a client is signed for: the region of its credential's scope, and the account that the access key id is
 * where it has twelve digits (the rule of other local clouds; decision 0090). What says nothing of either is for `home`.
 */
export function placeOfCredential(authorization: string, home: Place): Place {
  const [, keyId = '', region = ''] = /^AWS4-HMAC-SHA256 +Credential=([^/,\s]+)\/\d{8}\/([a-z0-9-]{1,32})\//.exec(authorization) ?? []
  return { accountId: /^\d{12}$/.test(keyId) ? keyId : home.accountId, region: region === '' ? home.region : region }
}
