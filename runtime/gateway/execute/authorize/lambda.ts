import type { Authorizer } from '../../definition/rest-api.ts'
import { LIMITS } from '../../facts.ts'
import { own } from '../../json.ts'
import { type Caches, stageScope } from '../caches.ts'
import { createEventWriter } from '../event-text.ts'
import type { Caller, RoutedExchange } from '../exchange.ts'
import { functionArn, withStageVariables } from '../integrate/function-uri.ts'
import { Rejection } from '../rejection.ts'
import { type AuthorizerAnswer, readAuthorizerAnswer } from './authorizer-answer.ts'
import { identityValue, matchesExpression, methodArn } from './identity.ts'
import { evaluatePolicy, type PolicyDecision } from './policy.ts'
import { conditionKeys } from './principal.ts'
import { reasonOf } from './refusal.ts'

/** How long a function may take to authorize. */
const timeoutMs = 29_000

/**
 * Asks a function (TOKEN or REQUEST), or its cached answer, and evaluates the policy of the answer together with what the API's resource
 * policy said: either may allow, both may deny.
 */
export async function authorizeLambda(
  exchange: RoutedExchange,
  authorizer: Authorizer,
  caches: Caches,
  resourcePolicy: PolicyDecision | undefined,
): Promise<Caller> {
  const started = exchange.ports.now()
  const { principalId, policyDocument, context, usageIdentifierKey } = await askAuthorizer(exchange, authorizer, caches)
  const integrationLatency = Math.max(0, exchange.ports.now() - started)
  const decision = evaluatePolicy(policyDocument, {
    action: 'execute-api:Invoke',
    resource: methodArn(exchange),
    keys: conditionKeys(exchange, undefined),
    log: (line) => exchange.ports.log(`${exchange.requestId} ${line}`),
  })
  if (decision === undefined) throw configurationError(authorizer, 'its answer has no policyDocument with statements')
  if (decision === 'deny' || (decision === 'none' && resourcePolicy !== 'allow')) throw denied(exchange, authorizer, decision)
  return {
    authorizer: { ...context, principalId, integrationLatency },
    ...(usageIdentifierKey === undefined ? {} : { usageIdentifierKey }),
  }
}

function denied(exchange: RoutedExchange, authorizer: Authorizer, decision: 'deny' | 'none'): Rejection {
  return new Rejection('ACCESS_DENIED', {
    text: `User is not authorized to access this resource${reasonOf({ decision, policy: 'identity-based' })}`,
    capitalized: true,
    log: `The policy of ${authorizer.name} ${decision === 'deny' ? 'denies' : 'does not allow'} ${methodArn(exchange)}`,
  })
}

/** What a function answers about the caller, whatever its policy says. It is asked again when its answer has expired; what cannot be used is not remembered. */
export async function askAuthorizer(exchange: RoutedExchange, authorizer: Authorizer, caches: Caches): Promise<AuthorizerAnswer> {
  const identity = identityOf(exchange, authorizer)
  const { ports, target } = exchange
  const scope = stageScope(target.api.id, target.stage.stageName)
  const ttl = authorizer.authorizerResultTtlInSeconds ?? LIMITS.defaultAuthorizerTtlSeconds
  const key = identity === undefined || ttl === 0 ? undefined : `${authorizer.id}\0${identity}`
  const cached = key === undefined ? undefined : caches.authorizers.get(scope, key, ports.now())
  if (cached !== undefined) {
    exchange.trace?.({ kind: 'authorizer', name: authorizer.name, source: 'cache', latency: 0, answer: cached })
    return cached
  }
  const event = authorizer.type === 'TOKEN' ? tokenEvent(exchange, identity) : requestEvent(exchange)
  const started = ports.now()
  const given = await invoke(exchange, authorizer, event)
  const latency = Math.max(0, ports.now() - started)
  exchange.trace?.({ kind: 'authorizer', name: authorizer.name, source: 'function', latency, event: JSON.parse(event), answer: given })
  const answer = readAuthorizerAnswer(given)
  if (typeof answer === 'string') throw configurationError(authorizer, answer)
  if (key !== undefined) caches.authorizers.set(scope, key, answer, ports.now() + ttl * 1000)
  return answer
}

/** What the answer is remembered under; undefined where there is nothing to tell callers by. */
function identityOf(exchange: RoutedExchange, authorizer: Authorizer): string | undefined {
  return authorizer.type === 'TOKEN' ? tokenOf(exchange, authorizer) : sourcesOf(exchange, authorizer)
}

/** A missing token, or one that the expression does not match, never reaches the function. */
function tokenOf(exchange: RoutedExchange, authorizer: Authorizer): string {
  const token = identityValue(exchange, authorizer.identitySource ?? 'method.request.header.Authorization')
  if (token === undefined)
    throw new Rejection('UNAUTHORIZED', { log: `The token is missing: ${authorizer.identitySource ?? 'Authorization'}` })
  if (!matchesExpression(exchange, authorizer.identityValidationExpression, token))
    throw new Rejection('UNAUTHORIZED', { log: 'The token does not match the validation expression' })
  return token
}

/** Identity sources that are named are demanded, whether or not answers are cached under them (API reference: identitySource). */
function sourcesOf(exchange: RoutedExchange, authorizer: Authorizer): string | undefined {
  const sources = (authorizer.identitySource ?? '').split(',').filter((source) => source.trim() !== '')
  if (sources.length === 0) return undefined
  const values = sources.map((source) => {
    const value = identityValue(exchange, source)
    if (value === undefined) throw new Rejection('UNAUTHORIZED', { log: `The identity source ${source.trim()} is missing` })
    return value
  })
  return JSON.stringify(values)
}

/** JSON text. */
function tokenEvent(exchange: RoutedExchange, token: string | undefined): string {
  return JSON.stringify({ type: 'TOKEN', methodArn: methodArn(exchange), authorizationToken: token })
}

/** JSON text. */
function requestEvent(exchange: RoutedExchange): string {
  return `{"type":"REQUEST","methodArn":${JSON.stringify(methodArn(exchange))},${createEventWriter()(exchange, {})}}`
}

async function invoke(exchange: RoutedExchange, authorizer: Authorizer, payload: string): Promise<unknown> {
  const arn = functionArn(withStageVariables(authorizer.authorizerUri ?? '', exchange.stageVariables))
  if (arn === undefined) throw configurationError(authorizer, `its URI names no function: ${authorizer.authorizerUri ?? '(none)'}`)
  const outcome = await exchange.ports.invokeFunction({
    arn,
    payload,
    invocation: 'request',
    timeoutMs,
    sourceArns: () => (authorizer.authorizerCredentials === undefined ? [authorizerArn(exchange, authorizer)] : []),
  })
  if (outcome.kind === 'timeout') throw configurationError(authorizer, `${arn} did not answer within ${timeoutMs} ms`)
  if (outcome.kind === 'refused') throw configurationError(authorizer, outcome.message)
  const answer = parse(outcome.payload)
  if (outcome.kind === 'error') {
    if (errorMessage(answer) === 'Unauthorized') throw new Rejection('UNAUTHORIZED', { log: 'The authorizer said Unauthorized' })
    throw configurationError(authorizer, `its function failed: ${outcome.payload}`)
  }
  return answer
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

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}

function errorMessage(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null ? own(payload as Readonly<Record<string, unknown>>, 'errorMessage') : undefined
}
