import type { Authorizer, Method, Resource } from '../definition/rest-api.ts'
import { GATEWAY_RESPONSES } from '../facts.ts'
import type { HttpRequest } from '../http.ts'
import { own } from '../json.ts'
import { authorizeCognito } from './authorize/cognito.ts'
import { identityValue } from './authorize/identity.ts'
import { askAuthorizer } from './authorize/lambda.ts'
import { createCaches } from './caches.ts'
import { createExchange, type RoutedExchange, withRoute } from './exchange.ts'
import { testLog } from './execution-log.ts'
import type { ExecutionPorts } from './ports.ts'
import { Rejection } from './rejection.ts'
import type { ExecutionTarget } from './target.ts'

/** How an authorizer did when it was tested. */
export interface AuthorizerTest {
  /** 0 where it answered, whatever its policy says, else the status that clients would get. */
  readonly clientStatus: number
  readonly log: string
  /** Milliseconds. */
  readonly latency: number
  readonly principalId?: string
  /** JSON. */
  readonly policy?: string
  /** Of a user pool's token. */
  readonly claims?: Readonly<Record<string, unknown>>
}

/** The stage in the ARNs that tested authorizers are asked about (seen in many functions' tests). */
const ARN_STAGE = 'ESTestInvoke-stage'

/**
 * Asks an authorizer about a request, remembers nothing, and says in the service's own lines what happened. The lines are those
 * that users quote; they were never recorded as a whole (decision 0091).
 */
export async function testAuthorizer(
  request: HttpRequest,
  target: Omit<ExecutionTarget, 'arnStage'>,
  authorizer: Authorizer,
  ports: ExecutionPorts,
): Promise<AuthorizerTest> {
  const lines: { readonly time: number; readonly text: string }[] = []
  const say = (text: string): number => lines.push({ time: ports.now(), text })
  const exchange = routed(request, { ...target, arnStage: ARN_STAGE }, authorizer, listening(ports, target, say))
  const { requestId, time } = exchange
  const ended = (clientStatus: number): Pick<AuthorizerTest, 'clientStatus' | 'log' | 'latency'> => ({
    clientStatus,
    log: testLog(requestId, lines),
    latency: ports.now() - time,
  })
  say(`Starting authorizer: ${authorizer.id} for request: ${requestId}`)
  try {
    say(`Incoming identity: ${identityText(exchange, authorizer)}`)
    if (authorizer.type === 'COGNITO_USER_POOLS') {
      const { claims } = authorizeCognito(exchange, authorizer, createCaches()).authorizer ?? {}
      say('Successfully completed authorizer execution')
      return { ...ended(0), claims: claims as Readonly<Record<string, unknown>> }
    }
    const { principalId, policyDocument } = await askAuthorizer(exchange, authorizer, createCaches())
    say(`Using valid authorizer policy for principal: ${masked(principalId)}`)
    say('Successfully completed authorizer execution')
    return { ...ended(0), principalId, policy: JSON.stringify(policyDocument) }
  } catch (error) {
    if (!(error instanceof Rejection)) throw error
    const unauthorized = error.responseType === 'UNAUTHORIZED'
    say(unauthorized ? `Unauthorized request: ${requestId}` : (error.log ?? error.responseType))
    say(unauthorized ? 'Unauthorized' : 'AuthorizerConfigurationException')
    return ended(error.status ?? Number(own(GATEWAY_RESPONSES, error.responseType)?.statusCode ?? '500'))
  }
}

/** The request on its way to a method that has this authorizer and nothing else. */
function routed(request: HttpRequest, target: ExecutionTarget, authorizer: Authorizer, ports: ExecutionPorts): RoutedExchange {
  const method: Method = { httpMethod: 'GET', authorizationType: 'CUSTOM', authorizerId: authorizer.id, apiKeyRequired: false }
  const resource: Resource = { id: 'test-invoke-resource-id', path: '/', methods: { GET: method } }
  const tested = { resource, method, pathParameters: {} }
  return withRoute(createExchange(request, { ...target, tested }, ports), tested)
}

/** Ports that tell of calls of functions what the log shows. */
function listening(
  ports: ExecutionPorts,
  { api, region }: Pick<ExecutionTarget, 'api' | 'region'>,
  say: (text: string) => void,
): ExecutionPorts {
  return {
    ...ports,
    // A test is no request of the API.
    trace: undefined,
    async invokeFunction(call) {
      const uri = `https://lambda.${region}.amazonaws.com/2015-03-31/functions/${call.arn}/invocations`
      const headers = [
        `x-amzn-apigateway-api-id=${api.id}`,
        ...call.sourceArns().map((arn) => `X-Amz-Source-Arn=${arn}`),
        'Accept=application/json',
        `User-Agent=AmazonAPIGateway_${api.id}`,
      ]
      say(`Endpoint request URI: ${uri}`)
      say(`Endpoint request headers: {${headers.join(', ')}}`)
      say(`Endpoint request body after transformations: ${call.payload}`)
      say(`Sending request to ${uri}`)
      const outcome = await ports.invokeFunction(call)
      if (outcome.kind === 'result' || outcome.kind === 'error') say(`Authorizer result body before parsing: ${outcome.payload}`)
      return outcome
    },
  }
}

/** A token, or the sources by which a request is told from others; as much of each as the log shows. */
function identityText(exchange: RoutedExchange, { type, identitySource }: Authorizer): string {
  if (type !== 'REQUEST') return masked(identityValue(exchange, identitySource ?? 'method.request.header.Authorization') ?? '')
  const sources = (identitySource ?? '').split(',').map((source) => source.trim())
  const known = sources.map((source) => [source, identityValue(exchange, source)] as const).filter(([, value]) => value !== undefined)
  return `{${known.map(([source, value = '']) => `${source}=${masked(value)}`).join(', ')}}`
}

/** Stars in the place of all but the end. */
function masked(text: string): string {
  const shown = Math.min(6, Math.floor(text.length / 2))
  return '*'.repeat(text.length - shown) + text.slice(text.length - shown)
}
