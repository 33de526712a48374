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
  readonly sourceIp?: string | undefined
  readonly userAgent?: string | undefined
  readonly accountId?: string | undefined
  readonly userArn?: string | undefined
  readonly apiKeyId?: string | undefined
  readonly cognitoIdentityId?: string | undefined
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
  return (event as { readonly apigen?: unknown } | null | undefined)?.apigen === 'keep-warm'
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

/** The members that are texts. */
export function texts(value: unknown): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null)
  for (const [name, one] of Object.entries(members(value))) if (typeof one === 'string') found[name] = one
  return found
}

/** The caller out of an object that may hold more, or null where nothing is known. */
export function callerOf(value: unknown): Caller {
  const given: { readonly [Name in keyof Caller]: unknown } = members(value)
  // Written out: engines are slow at names that are computed.
  return {
    sourceIp: said(given.sourceIp),
    userAgent: said(given.userAgent),
    accountId: said(given.accountId),
    userArn: said(given.userArn),
    apiKeyId: said(given.apiKeyId),
    cognitoIdentityId: said(given.cognitoIdentityId),
  }
}

function said(value: unknown): string | undefined {
  return text(value) || undefined
}
