import { own } from '../json.ts'
import { endpointRequestId } from './context.ts'
import type { TimedStep, Trace } from './trace.ts'

/**
 * One line of a stage's access log: the format with its `$context` variables filled in, `-` for what is not there (guide: CloudWatch
 * logging). Pure. Values cannot break out of their line: control characters are written as `\u000a`.
 */
export function accessLogLine(format: string, context: Readonly<Record<string, unknown>>, trace: Trace): string {
  const values = logContext(context, trace)
  return format
    .replace(/\$context((?:\.[\w-]+)+)/g, (_, path: string) => textOf(lookUp(values, path.slice(1).split('.'))))
    .replace(/\s*\r?\n\s*/g, ' ')
    .trim()
}

function lookUp(values: unknown, path: readonly string[]): unknown {
  let value = values
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = own(value as Readonly<Record<string, unknown>>, name)
  }
  return value
}

function textOf(value: unknown): string {
  if (value === undefined || value === null || value === '' || typeof value === 'object') return '-'
  return String(value).replace(/[\u0000-\u001f\u007f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

type StepOf<Kind extends TimedStep['kind']> = Extract<TimedStep, { kind: Kind }>

function lastStep<Kind extends TimedStep['kind']>(trace: Trace, kind: Kind): StepOf<Kind> | undefined {
  return trace.steps.findLast((step): step is StepOf<Kind> => step.kind === kind)
}

/** `$context` as access logs see it: what templates see, and how the request went. */
function logContext(context: Readonly<Record<string, unknown>>, trace: Trace): Record<string, unknown> {
  const answer = lastStep(trace, 'method-response')
  const rejected = lastStep(trace, 'rejected')
  const integration = integrationOf(trace, answer, rejected)
  const authorizer = lastStep(trace, 'authorizer')
  const refused = rejected !== undefined && AUTHORIZATION_REFUSALS.has(rejected.responseType)
  const verdict = { status: refused ? answer?.status : 200, error: refused ? rejected.log : undefined, latency: authorizer?.latency }
  return {
    ...context,
    awsEndpointRequestId: integration?.requestId,
    status: answer?.status,
    responseLength: answer?.length,
    responseLatency: answer?.at,
    integration,
    integrationStatus: integration?.integrationStatus,
    integrationLatency: integration?.latency,
    integrationErrorMessage: integration?.error,
    ...(authorizer === undefined && !refused ? {} : { authorize: verdict, authenticate: verdict }),
    authorizer: {
      ...(context.authorizer as Readonly<Record<string, unknown>> | undefined),
      ...(authorizer !== undefined && {
        ...verdict,
        integrationStatus: authorizer.source === 'function' ? 200 : undefined,
        integrationLatency: authorizer.latency,
      }),
    },
    ...(rejected !== undefined && {
      error: {
        message: rejected.message,
        messageString: JSON.stringify(rejected.message),
        responseType: rejected.responseType,
        validationErrorString: rejected.validationError,
      },
    }),
  }
}

/** Gateway responses that say of the caller that he may not. */
export const AUTHORIZATION_REFUSALS: ReadonlySet<string> = new Set([
  'ACCESS_DENIED',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'AUTHORIZER_FAILURE',
  'EXPIRED_TOKEN',
  'INVALID_SIGNATURE',
  'MISSING_AUTHENTICATION_TOKEN',
  'UNAUTHORIZED',
])

/** `status` is what a function of a proxy integration answers, `integrationStatus` what Lambda does (guide). */
function integrationOf(
  trace: Trace,
  answer: StepOf<'method-response'> | undefined,
  rejected: StepOf<'rejected'> | undefined,
): Record<string, unknown> | undefined {
  const asked = lastStep(trace, 'integration-request')
  if (asked === undefined) return undefined
  const answered = lastStep(trace, 'integration-response')
  const streamed = lastStep(trace, 'streamed')
  return {
    // Times of streams (guide: troubleshoot response streaming). The latency is that of the whole stream.
    responseTransferMode: streamed === undefined ? 'BUFFERED' : 'STREAMED',
    timeToAllHeaders: streamed === undefined ? undefined : answered?.latency,
    timeToFirstContent: streamed?.firstPiece === undefined ? undefined : streamed.firstPiece - asked.at,
    integrationStatus: answered?.status,
    requestId: endpointRequestId(answered?.headers ?? []),
    status: asked.type === 'AWS_PROXY' ? answer?.status : answered?.status,
    latency: streamed === undefined && answered !== undefined ? answered.latency : Math.max(0, (answer?.at ?? asked.at) - asked.at),
    error: rejected?.log ?? streamed?.log,
  }
}
