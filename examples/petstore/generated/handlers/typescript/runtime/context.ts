/** What Lambda tells a function beside the event; only what is used here. */
export interface LambdaContext {
  readonly awsRequestId: string
  readonly functionName: string
  readonly invokedFunctionArn: string
  getRemainingTimeInMillis(): number
}

/** One run of a function. */
export interface Invocation {
  readonly lambda: LambdaContext
  readonly coldStart: boolean
}

/** Who called, as far as API Gateway knows. */
export interface Caller {
  readonly sourceIp?: string
  readonly userAgent?: string
  readonly accountId?: string
  readonly userArn?: string
  readonly apiKeyId?: string
  readonly cognitoIdentityId?: string
}

/** What is known of a caller where nothing says what it is. */
export type AnyAuthorized = Readonly<Record<string, unknown>>

/** What a handler knows beside the request. `Authorized` is what the operation's authorizer leaves. */
export interface Context<Authorized = AnyAuthorized> {
  /** The operation's id. */
  readonly operation: string
  readonly requestId: string
  readonly stage: string
  readonly apiId: string
  readonly method: string
  /** The path as the API declares it: `/pets/{petId}`. */
  readonly resource: string
  /** When API Gateway received the request, in milliseconds since 1970. */
  readonly time: number
  /** Whether this is the first event since the function started. */
  readonly coldStart: boolean
  readonly caller: Caller
  /** What the authorizer left: its context, or `claims` of a Cognito token. */
  readonly authorizer: Authorized
  readonly stageVariables: Readonly<Record<string, string>>
  /** The event as it came. */
  readonly event: unknown
  readonly lambda: LambdaContext
}

/** Whether an event only keeps a function warm: it is answered before any code of the user's. */
export function isKeepWarm(event: unknown): boolean {
  return member(event, 'apigen') === 'keep-warm'
}

/** Any value as an object to read own members of; what is none has no members. */
export function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

/** An own member of a value; undefined where there is none. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
}

/** A text, or an empty one. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

const NO_TEXTS: Readonly<Record<string, string>> = Object.freeze(Object.create(null))

/** The members that are texts. */
export function texts(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return NO_TEXTS
  const object = members(value)
  const found: Record<string, string> = Object.create(null)
  for (const name of Object.keys(object)) {
    const one = object[name]
    if (typeof one === 'string') found[name] = one
  }
  return found
}

/** The caller out of an object that may hold more, or null where nothing is known. */
export function callerOf(value: unknown): Caller {
  const { sourceIp, userAgent, accountId, userArn, apiKeyId, cognitoIdentityId }: { readonly [Name in keyof Caller]: unknown } =
    members(value)
  const caller: { -readonly [Name in keyof Caller]: Caller[Name] } = {}
  // One by one: engines are slow at names that are computed.
  if (isSaid(sourceIp)) caller.sourceIp = sourceIp
  if (isSaid(userAgent)) caller.userAgent = userAgent
  if (isSaid(accountId)) caller.accountId = accountId
  if (isSaid(userArn)) caller.userArn = userArn
  if (isSaid(apiKeyId)) caller.apiKeyId = apiKeyId
  if (isSaid(cognitoIdentityId)) caller.cognitoIdentityId = cognitoIdentityId
  return caller
}

function isSaid(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
