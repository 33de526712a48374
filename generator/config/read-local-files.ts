import { parseEnv } from 'node:util'
import { ApigenFailure } from '../base/diagnostic.ts'
import { asString, isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import type { LocalSettings } from '../model/settings.ts'

/** What the files of a machine say. */
export interface LocalFiles {
  /** What handlers get beside the environment that their functions name. */
  readonly variables: Readonly<Record<string, string>>
  /** Public keys of Cognito user pools (RFC 7517) by the pool's issuer or ARN. */
  readonly keySets: Readonly<Record<string, LocalKeySet>>
  /** The access keys that methods with AWS_IAM know. */
  readonly credentials: Readonly<Record<string, LocalCredential>>
}

interface LocalKeySet {
  readonly keys: readonly Readonly<Record<string, Json>>[]
}

interface LocalCredential {
  readonly secretAccessKey: string
  readonly arn?: string
  readonly policy?: Json
}

/** Gives the text of a file; `what` it is stands in the message where it cannot be read. */
export type ReadLocalFile = (path: string, what: string) => Promise<string>

/** Files that flags name: each takes the place of the config's. */
export interface NamedFiles {
  readonly environment?: string
  readonly cognitoKeys?: string
  readonly credentials?: string
}

/**
 * Reads them. Throws an `ApigenFailure` that names the file or the entry that cannot be used; nothing of a file's text stands in it, for it
 * may be a secret.
 */
export async function readLocalFiles(read: ReadLocalFile, local: LocalSettings, named: NamedFiles = {}): Promise<LocalFiles> {
  const variables = await readVariables(read, named.environment ?? local.environment)
  const keySets =
    named.cognitoKeys === undefined
      ? await readKeySets(read, 'local.cognitoKeys', local.cognitoKeys)
      : await readKeySets(read, '--cognito-keys', named.cognitoKeys)
  const credentials =
    named.credentials === undefined
      ? await readCredentials(read, 'local.credentials', local.credentials)
      : await readCredentials(read, '--credentials', named.credentials)
  return { variables, keySets, credentials }
}

async function readVariables(read: ReadLocalFile, file: string | undefined): Promise<LocalFiles['variables']> {
  const variables: Record<string, string> = {}
  if (file === undefined) return variables
  for (const [name, value] of Object.entries(parseEnv(await read(file, 'environment file'))))
    if (value !== undefined) put(variables, name, value)
  return variables
}

async function readKeySets(
  read: ReadLocalFile,
  where: string,
  given: string | Readonly<Record<string, string | JsonObject>> | undefined,
): Promise<LocalFiles['keySets']> {
  const pools = typeof given === 'string' ? await readObject(read, given, 'file of key sets') : (given ?? {})
  const keySets: Record<string, LocalKeySet> = {}
  for (const [pool, value] of Object.entries(pools)) {
    // Only the config names a file for each: what a file of all of them holds is the sets themselves.
    const set = typeof value === 'string' && typeof given === 'object' ? await readObject(read, value, 'key set') : value
    const keys = isObject(set) ? own(set, 'keys') : undefined
    if (!Array.isArray(keys) || !(keys as readonly Json[]).every(isObject))
      throw new ApigenFailure('usage', `\`${pool}\` of ${where} is no set of keys.`, {
        help: 'A set is what a user pool has at /.well-known/jwks.json: {"keys": [{"kty": "RSA", …}]}.',
      })
    put(keySets, pool, { keys: keys as readonly Readonly<Record<string, Json>>[] })
  }
  return keySets
}

async function readCredentials(read: ReadLocalFile, where: string, file: string | undefined): Promise<LocalFiles['credentials']> {
  const credentials: Record<string, LocalCredential> = {}
  const given = file === undefined ? {} : await readObject(read, file, 'file of credentials')
  for (const [id, value] of Object.entries(given)) {
    const secretAccessKey = isObject(value) ? asString(own(value, 'secretAccessKey')) : asString(value)
    if (secretAccessKey === undefined)
      throw new ApigenFailure('usage', `\`${id}\` of ${where} has no secret.`, {
        help: '{"AKIDANN": "secret"}, or {"AKIDANN": {"secretAccessKey": "secret", "arn": "arn:aws:iam::123456789012:user/ann", "policy": {…}}}.',
      })
    const arn = isObject(value) ? asString(own(value, 'arn')) : undefined
    const policy = isObject(value) ? own(value, 'policy') : undefined
    put(credentials, id, { secretAccessKey, ...(arn !== undefined && { arn }), ...(policy !== undefined && { policy }) })
  }
  return credentials
}

async function readObject(read: ReadLocalFile, file: string, what: string): Promise<JsonObject> {
  const text = await read(file, what)
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    // Node quotes what it stumbles over, and that may be a secret.
    throw new ApigenFailure('usage', `The ${what} \`${file}\` is no JSON.`)
  }
  if (!isObject(value)) throw new ApigenFailure('usage', `The ${what} \`${file}\` holds no JSON object.`)
  return value
}
