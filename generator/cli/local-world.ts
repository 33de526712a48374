import { parseEnv } from 'node:util'
import type { Credential, KeySet } from '../../runtime/gateway/index.ts'
import { ApigenFailure } from '../base/diagnostic.ts'
import { asString, isObject, type Json, own, put } from '../base/json.ts'
import type { Given } from './command.ts'
import { type Context, text } from './context.ts'
import { openInputFiles } from './input-files.ts'
import { LOCAL_CREDENTIALS } from './local-credentials.ts'

/** What handlers get beside the environment that their functions name: the lines `NAME=value` of the file of `--environment`. */
export async function environmentOf(context: Context, given: Given): Promise<Readonly<Record<string, string>>> {
  const file = text(given.flags.environment)
  if (file === undefined) return {}
  const variables: Record<string, string> = {}
  for (const [name, value] of Object.entries(parseEnv(await openInputFiles(context).read(file, 'environment file'))))
    if (value !== undefined) put(variables, name, value)
  return variables
}

/**
 * The public keys of Cognito user pools of `--cognito-keys`: a JSON object of key sets (RFC 7517) by the pool's issuer or ARN. Throws an
 * `ApigenFailure` that names what is no key set.
 */
export async function keySetsOf(context: Context, given: Given): Promise<Readonly<Record<string, KeySet>>> {
  const keySets: Record<string, KeySet> = {}
  for (const [pool, value] of Object.entries(await readObject(context, text(given.flags.cognitoKeys), 'file of key sets'))) {
    const keys = isObject(value) ? own(value, 'keys') : undefined
    if (!Array.isArray(keys) || !(keys as readonly Json[]).every(isObject))
      throw new ApigenFailure('usage', `\`${pool}\` of --cognito-keys is no set of keys.`, {
        help: 'A set is what a user pool has at /.well-known/jwks.json: {"keys": [{"kty": "RSA", …}]}.',
      })
    put(keySets, pool, { keys: keys as readonly Readonly<Record<string, Json>>[] })
  }
  return keySets
}

/**
 * The access keys that methods with AWS_IAM know: those of `--credentials`, a JSON object of secrets by access key id, and the one that
 * `apigen invoke` signs with. Throws an `ApigenFailure` that names what is no secret.
 */
export async function credentialsOf(context: Context, given: Given): Promise<Readonly<Record<string, string | Credential>>> {
  const credentials: Record<string, string | Credential> = { [LOCAL_CREDENTIALS.accessKeyId]: LOCAL_CREDENTIALS.secretAccessKey }
  for (const [id, value] of Object.entries(await readObject(context, text(given.flags.credentials), 'file of credentials'))) {
    const secretAccessKey = isObject(value) ? asString(own(value, 'secretAccessKey')) : asString(value)
    if (secretAccessKey === undefined)
      throw new ApigenFailure('usage', `\`${id}\` of --credentials has no secret.`, {
        help: '{"AKIDANN": "secret"}, or {"AKIDANN": {"secretAccessKey": "secret", "arn": "arn:aws:iam::123456789012:user/ann", "policy": {…}}}.',
      })
    const arn = isObject(value) ? asString(own(value, 'arn')) : undefined
    const policy = isObject(value) ? own(value, 'policy') : undefined
    put(credentials, id, { secretAccessKey, ...(arn !== undefined && { arn }), ...(policy !== undefined && { policy }) })
  }
  return credentials
}

async function readObject(context: Context, file: string | undefined, what: string): Promise<Readonly<Record<string, Json>>> {
  if (file === undefined) return {}
  let value: Json
  try {
    value = JSON.parse(await openInputFiles(context).read(file, what)) as Json
  } catch (cause) {
    if (cause instanceof ApigenFailure) throw cause
    throw new ApigenFailure('usage', `The ${what} \`${file}\` is no JSON: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      cause,
    })
  }
  if (!isObject(value)) throw new ApigenFailure('usage', `The ${what} \`${file}\` holds no JSON object.`)
  return value
}
