import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Verdict } from '../retry.ts'

/** What the SDK throws, as far as it is looked at. */
interface SdkError extends Error {
  readonly code?: string
  readonly retryAfterSeconds?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
}

/** What is used up stays used up: `Maximum number of resources for this API has been reached. Please contact AWS …`. */
const USED_UP = /maximum number of|limit .*(?:reached|exceeded)|quota/i
const THROTTLED = /TooManyRequests|LimitExceeded|Throttl/
/** API Gateway changes an API one change after the other, and says so under two names (hashicorp/terraform-provider-aws#776, #45905). */
const BUSY = /concurrent modification|in progress/i
/** The embedded gateway could not keep a change: no later one is kept either until somebody sees to its disk. */
const NOT_KEPT = 'StateUnusable'
const NOT_SENT = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH/
const CUT_OFF = /ETIMEDOUT|ECONNRESET|EPIPE|TimeoutError/

/** Whether a call that failed so may pass later, and whether it may have had its effect. */
export function verdictOf(error: unknown): Verdict {
  if (!(error instanceof Error)) return { kind: 'final' }
  const { name, message, code = '', retryAfterSeconds, $metadata } = error as SdkError
  const after = Number(retryAfterSeconds ?? 0) * 1000
  if (isUsedUp(name, message)) return { kind: 'final' }
  if (THROTTLED.test(name)) return { kind: 'refused', ...(after > 0 && { after }) }
  if (/Conflict|BadRequest/.test(name) && BUSY.test(message)) return { kind: 'refused' }
  if (name === NOT_KEPT) return { kind: 'final' }
  if (($metadata?.httpStatusCode ?? 0) >= 500) return { kind: 'unknown', ...(after > 0 && { after }) }
  return { kind: CUT_OFF.test(`${code} ${name}`) ? 'unknown' : 'final' }
}

function isUsedUp(name: string, message: string): boolean {
  return /LimitExceeded/.test(name) && USED_UP.test(message)
}

/** A failure of the SDK, as a sentence with a way on. Whatever is no failure of a call stays what it is: a bug of ours. */
export function failureOf(cause: unknown, what: string, place: string, service: Service = 'API Gateway'): unknown {
  if (cause instanceof ApigenFailure || !(cause instanceof Error)) return cause
  const words = wordsOf(cause as SdkError, { what, place, service })
  return words
    ? new ApigenFailure(words.kind ?? 'remote', words.message, { help: words.help, refused: verdictOf(cause).kind !== 'unknown', cause })
    : cause
}

/** Who was called. */
export type Service = 'API Gateway' | 'Lambda'

const NO_REGION = { kind: 'usage', message: 'No AWS region is set.', help: 'Give --region, or set AWS_REGION or the profile.' } as const

interface Circumstances {
  readonly what: string
  readonly place: string
  readonly service: Service
}

function wordsOf(
  error: SdkError,
  { what, place, service }: Circumstances,
): { readonly message: string; readonly help: string; readonly kind?: 'usage' } | undefined {
  const { name, message, code = '', $metadata } = error
  if (name === 'CredentialsProviderError') {
    // The SDK goes on to other places where a profile has none, and speaks of the last one.
    const profile = process.env.AWS_PROFILE
    return {
      message: `There are no AWS credentials to ${what} with${profile ? ` (profile \`${profile}\`)` : ''}: ${message.replace(/\.$/, '')}.`,
      help: profile
        ? 'Check --profile, stages.S.profile and AWS_PROFILE against `aws configure list-profiles`, and sign in.'
        : 'Set AWS_PROFILE or --profile, sign in, or use --local for the embedded gateway.',
    }
  }
  if (/ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature/.test(name))
    return { message: `The AWS credentials are not accepted (${name}).`, help: 'Sign in again, or choose another --profile.' }
  if (/AccessDenied|Unauthorized|Forbidden/.test(name))
    return {
      message: `AWS does not allow these credentials to ${what}: ${message}`,
      help: 'generated/policies/deployer.json holds the rights that are needed.',
    }
  if (isUsedUp(name, message))
    return {
      message: `A quota of the account does not let us ${what}: ${message.replace(/\.$/, '')}.`,
      help: 'Delete what nobody needs, or ask AWS for more in Service Quotas.',
    }
  if (THROTTLED.test(name))
    return {
      message: `AWS is throttling: it did not let us ${what} in time.`,
      help: 'Wait a minute and run the command again; it plans from what is there and does the rest.',
    }
  const network = 'Check --endpoint-url, --region and the network.'
  if (code === 'ECONNREFUSED') return { message: `${place} cannot be reached: nobody listens there.`, help: network }
  if (NOT_SENT.test(`${code} ${message}`)) return { message: `${place} cannot be reached to ${what}.`, help: network }
  if (CUT_OFF.test(`${code} ${name}`)) return { message: `The connection to ${place} was cut while we meant to ${what}.`, help: network }
  if (/region/i.test(message) && /missing|resolve/i.test(message)) return NO_REGION
  const [, region] = /^Region not accepted: region="(.*)" is not/s.exec(message) ?? []
  if (region === '') return NO_REGION
  if (region !== undefined)
    return {
      kind: 'usage',
      message: `\`${region}\` is no AWS region.`,
      help: 'Check --region, stages.S.region, AWS_REGION and the profile: eu-west-1, for example.',
    }
  if (/Conflict/.test(name) || BUSY.test(message))
    return {
      message: `Somebody else is changing the ${service === 'Lambda' ? 'function' : 'API'}, so it was not possible to ${what}: ${message}`,
      help: 'Run the command again when the other change is through.',
    }
  if (name === 'BadRequestException')
    return { message: `API Gateway refuses to ${what}:\n${message}`, help: 'apigen lint shows the places in the spec.' }
  if (/RequestTooLarge|RequestEntityTooLarge|CodeStorageExceeded/.test(name))
    return {
      message: `The code is too large to ${what}: ${message}`,
      help: 'apigen uploads directly, which Lambda takes up to 50 MB (zip) and 250 MB (unpacked); what is larger has to become smaller.',
    }
  if (/^Invalid\w*Exception$/.test(name))
    return { message: `${service} refuses to ${what}: ${message}`, help: 'Mend that, and run the command again.' }
  // The SDK speaks of itself where an answer is no JSON: a page of something that is no AWS.
  if (name === 'SyntaxError' && $metadata !== undefined)
    return {
      message: `${place} gives answers that ${service} never gives (status ${$metadata.httpStatusCode}), so it was not possible to ${what}.`,
      help: 'Check --endpoint-url: something else may listen there.',
    }
  if (name === NOT_KEPT)
    return { message: `The embedded gateway could not ${what}: ${message}`, help: 'See to that folder, and run the command again.' }
  if ($metadata !== undefined)
    return {
      message: `${service} failed to ${what} (${name}): ${message}`,
      help: 'Run the command again; if it stays, look at the AWS health page.',
    }
  return undefined
}
