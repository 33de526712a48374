import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import type { Credential, KeySet } from '../../runtime/gateway/index.ts'
import { ApigenFailure } from '../base/diagnostic.ts'
import { asString, isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import type { Given } from './command.ts'
import { type Context, text } from './context.ts'
import { openInputFiles } from './input-files.ts'
import { LOCAL_CREDENTIALS } from './local-credentials.ts'

/** What the embedded gateway is told of this machine: by flags, else by `local` of the config. */
export interface LocalWorld {
  /** What handlers get beside the environment that their functions name. */
  readonly variables: Readonly<Record<string, string>>
  /** Public keys of Cognito user pools (RFC 7517) by the pool's issuer or ARN. */
  readonly keySets: Readonly<Record<string, KeySet>>
  /** The access keys that methods with AWS_IAM know, the one that `apigen invoke` signs with among them. */
  readonly credentials: Readonly<Record<string, string | Credential>>
  /** Absolute paths of the files that it was read from. */
  readonly files: readonly string[]
}

type Read = (path: string, what: string) => Promise<string>

/**
 * Reads it from its files. Throws an `ApigenFailure` that names the file or the entry that cannot be used; nothing of a file's text stands
 * in it, for it may be a secret.
 */
export async function readLocalWorld(context: Context, given: Given): Promise<LocalWorld> {
  const files: string[] = []
  const inputs = openInputFiles(context)
  const read: Read = (path, what) => {
    files.push(resolve(context.host.cwd, path))
    return inputs.read(path, what)
  }
  const { local } = context.settings
  const variables = await readVariables(read, text(given.flags.environment) ?? local.environment)
  const flag = text(given.flags.cognitoKeys)
  const keySets =
    flag === undefined ? await readKeySets(read, 'local.cognitoKeys', local.cognitoKeys) : await readKeySets(read, '--cognito-keys', flag)
  const named = text(given.flags.credentials)
  const credentials =
    named === undefined
      ? await readCredentials(read, 'local.credentials', local.credentials)
      : await readCredentials(read, '--credentials', named)
  return { variables, keySets, credentials, files }
}

async function readVariables(read: Read, file: string | undefined): Promise<LocalWorld['variables']> {
  const variables: Record<string, string> = {}
  if (file === undefined) return variables
  for (const [name, value] of Object.entries(parseEnv(await read(file, 'environment file'))))
    if (value !== undefined) put(variables, name, value)
  return variables
}

async function readKeySets(
  read: Read,
  where: string,
  given: string | Readonly<Record<string, string | JsonObject>> | undefined,
): Promise<LocalWorld['keySets']> {
  const pools = typeof given === 'string' ? await readObject(read, given, 'file of key sets') : (given ?? {})
  const keySets: Record<string, KeySet> = {}
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

async function readCredentials(read: Read, where: string, file: string | undefined): Promise<LocalWorld['credentials']> {
  const credentials: Record<string, string | Credential> = { [LOCAL_CREDENTIALS.accessKeyId]: LOCAL_CREDENTIALS.secretAccessKey }
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

async function readObject(read: Read, file: string, what: string): Promise<JsonObject> {
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
