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

/** What an authorizer may leave for handlers: API Gateway takes no lists and no objects. */
export type AuthorizerContext = Readonly<Record<string, string | number | boolean>>

/** What stands beside a yes or a no. */
export interface Granted<Given extends AuthorizerContext> {
  /** Who it is, for logs and usage plans. */
  readonly principal: string
  /** Reaches handlers as `context.authorizer`; numbers and booleans arrive as text. */
  readonly context?: Given
  /** The API key to count the call under, where the API takes keys from authorizers. */
  readonly usageKey?: string
  /** For which methods of this stage the answer holds: `GET /pets/{petId}`, where a variable and `*` stand for anything. */
  readonly methods?: readonly MethodPattern[]
  /** ARNs of methods, for what `methods` has no words for. */
  readonly resources?: readonly string[]
}

/** Methods of a stage as the spec writes them. */
export type MethodPattern = `${'GET' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS' | 'HEAD' | 'PATCH' | '*'} /${string}`

/** A yes. */
export interface Allowed<Given extends AuthorizerContext> extends Granted<Given> {
  readonly kind: 'allow'
}

/** A no: 403, or 401 where there is no valid credential. */
export type Refused = (Granted<AuthorizerContext> & { readonly kind: 'deny' }) | { readonly kind: 'unauthorized' }

/** What an authorizer says. */
export type Decision<Given extends AuthorizerContext = AuthorizerContext> = Allowed<Given> | Refused

/** An authorizer with its code, as `serve` takes it. `Given` is what it leaves for handlers. */
export interface AuthorizerHandler<Given extends AuthorizerContext = AuthorizerContext> {
  readonly kind: 'authorizer'
  readonly decide: (request: AuthorizerQuestion, context: LambdaContext) => Promise<Decision<Given>>
  /** What API Gateway is told; undefined for an event that asks no authorizer. Here, so that functions without one do not carry it. */
  readonly answer: (event: unknown, context: LambdaContext) => Promise<unknown> | undefined
}

/** The context that an authorizer of type `Handler` gave, as it reaches handlers behind a REST API: every value as text, and who it is beside them. */
export type Authorized<Handler> =
  Handler extends AuthorizerHandler<infer Given> ? { readonly [Name in keyof Given]: string } & { readonly principalId: string } : never

/** An authorizer to write code for. */
export interface Authorizer<Asked extends AuthorizerQuestion> {
  handle<Given extends AuthorizerContext = AuthorizerContext>(
    code: (request: Asked, context: LambdaContext) => Promise<Allowed<Given> | Refused> | Allowed<Given> | Refused,
  ): AuthorizerHandler<Given>
  /**
   * Lets the caller in. Without `methods` and `resources` the answer holds for the whole stage, because API Gateway caches it for every method that
   * the same credential asks for.
   */
  allow<Given extends AuthorizerContext = Record<never, string>>(granted: Granted<Given>): Allowed<Given>
  /** 403: known, and not allowed. */
  deny(granted?: Partial<Granted<AuthorizerContext>>): Refused
  unauthorized(): Refused
}

/** Makes an authorizer. */
export function defineAuthorizer<Asked extends AuthorizerQuestion>(): Authorizer<Asked> {
  return {
    handle: (code) => {
      const decide = async (request: AuthorizerQuestion, context: LambdaContext) => code(request as Asked, context)
      return {
        kind: 'authorizer',
        decide,
        answer(event, context) {
          const question = readAuthorizerEvent(event)
          return question && decide(question, context).then((decision) => writeDecision(decision, question))
        },
      }
    },
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
  const resources = resourcesOf(decision, request.methodArn)
  const isVersion2 = text(member(request.event, 'version')) === '2.0'
  return {
    ...(isVersion2 && { isAuthorized: decision.kind === 'allow' }),
    principalId: decision.principal,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Action: 'execute-api:Invoke',
          // A statement names at least one resource: who may do nothing is refused everything.
          Effect: decision.kind === 'allow' && resources.length > 0 ? 'Allow' : 'Deny',
          Resource: resources.length > 0 ? resources : resourcesOf({ principal: decision.principal }, request.methodArn),
        },
      ],
    },
    ...(decision.context && { context: decision.context }),
    ...(decision.usageKey !== undefined && { usageIdentifierKey: decision.usageKey }),
  }
}

/** The policy is kept for the credential, not for the request: what it does not name is refused to every later one. */
function resourcesOf({ methods, resources }: Granted<AuthorizerContext>, methodArn: string): readonly string[] {
  // arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH
  const [api = '', stage = ''] = methodArn.split('/')
  const named = methods?.map((method) => `${api}/${stage}/${method.replace(' ', '').replace(/\{[^}/]*\}/g, '*')}`)
  if (named === undefined && resources === undefined) return [`${api}/${stage}/*`]
  return [...(named ?? []), ...(resources ?? [])]
}
