import { type LambdaContext, member, text, texts } from './context.js'

/** What an authorizer of type TOKEN is asked. */
export interface TokenQuestion {
  readonly kind: 'token'
  /** The whole header: `Bearer …`. */
  readonly token: string
  readonly methodArn: string
  readonly event: unknown
}

/** What an authorizer of type REQUEST is asked. */
export interface RequestQuestion {
  readonly kind: 'request'
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly path: Readonly<Record<string, string>>
  readonly stageVariables: Readonly<Record<string, string>>
  readonly methodArn: string
  readonly event: unknown
}

export type AuthorizerQuestion = TokenQuestion | RequestQuestion

/** What an authorizer says. */
export type Decision =
  | {
      readonly kind: 'allow' | 'deny'
      /** Who it is, for logs and usage plans. */
      readonly principal: string
      /** Reaches handlers as `context.authorizer`; numbers and booleans arrive as text. */
      readonly context?: Readonly<Record<string, string | number | boolean>>
      /** The API key to count the call under, where the API takes keys from authorizers. */
      readonly usageKey?: string
      /** ARNs of methods. */
      readonly resources?: readonly string[]
    }
  /** 401: there is no valid credential. */
  | { readonly kind: 'unauthorized' }

/** An authorizer with its code, as `serve` takes it. */
export interface AuthorizerHandler {
  readonly kind: 'authorizer'
  readonly decide: (request: AuthorizerQuestion, context: LambdaContext) => Promise<Decision>
}

type Granted = Omit<Extract<Decision, { kind: 'allow' | 'deny' }>, 'kind'>

/** An authorizer to write code for. */
export interface Authorizer<Asked extends AuthorizerQuestion> {
  handle(code: (request: Asked, context: LambdaContext) => Promise<Decision> | Decision): AuthorizerHandler
  /**
   * Lets the caller in. Without `resources` the answer holds for the whole stage, because API Gateway caches it for every method that
   * the same credential asks for.
   */
  allow(granted: Granted): Decision
  /** 403: known, and not allowed. */
  deny(granted?: Partial<Granted>): Decision
  unauthorized(): Decision
}

/** Makes an authorizer. */
export function defineAuthorizer<Asked extends AuthorizerQuestion>(): Authorizer<Asked> {
  return {
    handle: (code) => ({ kind: 'authorizer', decide: async (request, context) => code(request as Asked, context) }),
    allow: (granted) => ({ ...granted, kind: 'allow' }),
    deny: (granted) => ({ principal: 'anonymous', ...granted, kind: 'deny' }),
    unauthorized: () => ({ kind: 'unauthorized' }),
  }
}

/** The question in an authorizer's event; undefined for an event that is none. */
export function readAuthorizerEvent(event: unknown): AuthorizerQuestion | undefined {
  const methodArn = member(event, 'methodArn') ?? member(event, 'routeArn')
  if (typeof methodArn !== 'string') return undefined
  const type = text(member(event, 'type'))
  if (type === 'TOKEN') return { kind: 'token', token: text(member(event, 'authorizationToken')), methodArn, event }
  if (type !== 'REQUEST') return undefined
  const headers: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(texts(member(event, 'headers')))) headers[name.toLowerCase()] = value
  return {
    kind: 'request',
    headers,
    query: texts(member(event, 'queryStringParameters')),
    path: texts(member(event, 'pathParameters')),
    stageVariables: texts(member(event, 'stageVariables')),
    methodArn,
    event,
  }
}

/** The result that API Gateway expects of an authorizer. `Unauthorized` is an error with exactly that message. */
export function writeDecision(decision: Decision, request: AuthorizerQuestion): unknown {
  if (decision.kind === 'unauthorized') throw new Error('Unauthorized')
  // arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH
  const [api = '', stage = ''] = request.methodArn.split('/')
  const isVersion2 = text(member(request.event, 'version')) === '2.0'
  return {
    ...(isVersion2 && { isAuthorized: decision.kind === 'allow' }),
    principalId: decision.principal,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Action: 'execute-api:Invoke',
          Effect: decision.kind === 'allow' ? 'Allow' : 'Deny',
          Resource: decision.resources ?? [`${api}/${stage}/*`],
        },
      ],
    },
    ...(decision.context && { context: decision.context }),
    ...(decision.usageKey !== undefined && { usageIdentifierKey: decision.usageKey }),
  }
}
