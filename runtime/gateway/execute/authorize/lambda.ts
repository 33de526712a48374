import type { Authorizer } from '../../definition/rest-api.ts'
import { put } from '../../json.ts'
import { compilePattern } from '../../velocity/java-regex.ts'
import { eventOf, requestContext } from '../context.ts'
import type { Caller, RoutedExchange } from '../exchange.ts'
import { functionArn, withStageVariables } from '../integrate/function-uri.ts'
import { Rejection } from '../rejection.ts'
import { identityValue, methodArn } from './identity.ts'
import { evaluatePolicy } from './policy.ts'

/** How long a function may take to authorize. */
const timeoutMs = 29_000

/** Asks a function (TOKEN or REQUEST) and evaluates the policy that it answers with. */
export async function authorizeLambda(exchange: RoutedExchange, authorizer: Authorizer): Promise<Caller> {
  const event = authorizer.type === 'TOKEN' ? tokenEvent(exchange, authorizer) : requestEvent(exchange, authorizer)
  const started = exchange.ports.now()
  const answer = await invoke(exchange, authorizer, event)
  exchange.trace?.({ kind: 'authorizer', name: authorizer.name, source: 'function', event, answer })
  const { principalId, context, usageIdentifierKey } = readAnswer(exchange, authorizer, answer)
  return {
    authorizer: { ...context, principalId, integrationLatency: Math.max(0, exchange.ports.now() - started) },
    ...(usageIdentifierKey === undefined ? {} : { usageIdentifierKey }),
  }
}

/** A missing token, or one that the expression does not match, never reaches the function. */
function tokenEvent(exchange: RoutedExchange, authorizer: Authorizer): Record<string, unknown> {
  const token = identityValue(exchange, authorizer.identitySource ?? 'method.request.header.Authorization')
  if (token === undefined)
    throw new Rejection('UNAUTHORIZED', { log: `The token is missing: ${authorizer.identitySource ?? 'Authorization'}` })
  const expression = authorizer.identityValidationExpression
  if (expression !== undefined && expression !== '' && !matchesExpression(exchange, expression, token)) {
    throw new Rejection('UNAUTHORIZED', { log: 'The token does not match the validation expression' })
  }
  return { type: 'TOKEN', methodArn: methodArn(exchange), authorizationToken: token }
}

function matchesExpression(exchange: RoutedExchange, expression: string, token: string): boolean {
  try {
    return compilePattern(expression).matches(token)
  } catch (error) {
    exchange.ports.log(`${exchange.requestId} ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}

/** Identity sources are demanded only where answers are cached under them. */
function requestEvent(exchange: RoutedExchange, authorizer: Authorizer): Record<string, unknown> {
  const sources = (authorizer.identitySource ?? '').split(',').filter((source) => source.trim() !== '')
  if (authorizer.authorizerResultTtlInSeconds !== 0) {
    const missing = sources.find((source) => identityValue(exchange, source) === undefined)
    if (missing !== undefined) throw new Rejection('UNAUTHORIZED', { log: `The identity source ${missing.trim()} is missing` })
  }
  return { type: 'REQUEST', methodArn: methodArn(exchange), ...eventOf(exchange), requestContext: requestContext(exchange, {}) }
}

async function invoke(exchange: RoutedExchange, authorizer: Authorizer, event: Record<string, unknown>): Promise<unknown> {
  const arn = functionArn(withStageVariables(authorizer.authorizerUri ?? '', exchange.stageVariables))
  if (arn === undefined) throw configurationError(authorizer, `its URI names no function: ${authorizer.authorizerUri ?? '(none)'}`)
  const outcome = await exchange.ports.invokeFunction({
    arn,
    payload: JSON.stringify(event),
    invocation: 'request',
    timeoutMs,
    sourceArns: authorizer.authorizerCredentials === undefined ? [authorizerArn(exchange, authorizer)] : [],
  })
  if (outcome.kind === 'timeout') throw configurationError(authorizer, `${arn} did not answer within ${timeoutMs} ms`)
  if (outcome.kind === 'refused') throw configurationError(authorizer, outcome.message)
  const payload = parse(outcome.payload)
  if (outcome.kind === 'error') {
    if (text(payload, 'errorMessage') === 'Unauthorized') throw new Rejection('UNAUTHORIZED', { log: 'The authorizer said Unauthorized' })
    throw configurationError(authorizer, `its function failed: ${outcome.payload}`)
  }
  return payload
}

function authorizerArn(exchange: RoutedExchange, authorizer: Authorizer): string {
  const { partition, region, accountId, api } = exchange.target
  return `arn:${partition}:execute-api:${region}:${accountId}:${api.id}/authorizers/${authorizer.id}`
}

function configurationError(authorizer: Authorizer, why: string): Rejection {
  return new Rejection('AUTHORIZER_CONFIGURATION_ERROR', {
    log: `Execution failed due to configuration error: the authorizer ${authorizer.name}: ${why}`,
  })
}

interface AuthorizerAnswer {
  readonly principalId: string
  readonly context: Readonly<Record<string, string>>
  readonly usageIdentifierKey?: string
}

function readAnswer(exchange: RoutedExchange, authorizer: Authorizer, answer: unknown): AuthorizerAnswer {
  const principalId = text(answer, 'principalId')
  if (principalId === undefined) throw configurationError(authorizer, 'its answer has no principalId')
  const decision = evaluatePolicy(field(answer, 'policyDocument'), 'execute-api:Invoke', methodArn(exchange))
  if (decision === undefined) throw configurationError(authorizer, 'its answer has no policyDocument with statements')
  if (decision !== 'allow') {
    throw new Rejection('ACCESS_DENIED', {
      text:
        decision === 'deny'
          ? 'User is not authorized to access this resource with an explicit deny'
          : 'User is not authorized to access this resource',
      capitalized: true,
      log: `The policy of ${authorizer.name} ${decision === 'deny' ? 'denies' : 'does not allow'} ${methodArn(exchange)}`,
    })
  }
  const usageIdentifierKey = text(answer, 'usageIdentifierKey')
  return {
    principalId,
    context: contextOf(authorizer, field(answer, 'context')),
    ...(usageIdentifierKey === undefined ? {} : { usageIdentifierKey }),
  }
}

/** Texts, numbers and booleans only; all become texts. */
function contextOf(authorizer: Authorizer, value: unknown): Readonly<Record<string, string>> {
  const context: Record<string, string> = {}
  if (value === undefined || value === null) return context
  if (typeof value !== 'object' || Array.isArray(value)) throw configurationError(authorizer, 'the context of its answer is no object')
  for (const [name, item] of Object.entries(value)) {
    if (typeof item === 'object' && item !== null)
      throw configurationError(authorizer, `the value of ${JSON.stringify(name)} in its context is no text, number or boolean`)
    if (item !== null) put(context, name, String(item))
  }
  return context
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}

function text(value: unknown, name: string): string | undefined {
  const found = field(value, name)
  return typeof found === 'string' ? found : undefined
}
