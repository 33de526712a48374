/** What both tokens of a Cognito user pool say. API Gateway hands on every claim as text; lists such as `cognito:groups` are joined by commas. */
interface CognitoClaims {
  readonly sub: string
  readonly iss: string
  readonly exp: string
  readonly iat: string
  readonly auth_time: string
  readonly jti: string
  readonly 'cognito:groups'?: string
  /** Every other claim; those of the pool's own attributes are called `custom:NAME`. */
  readonly [name: string]: string | undefined
}

/** The claims of an identity token, which an operation without scopes asks for. */
export interface CognitoIdentity extends CognitoClaims {
  readonly token_use: 'id'
  readonly aud: string
  readonly 'cognito:username': string
  readonly email?: string
}

/** The claims of an access token, which an operation with scopes asks for. */
export interface CognitoAccess extends CognitoClaims {
  readonly token_use: 'access'
  readonly client_id: string
  readonly username: string
  /** Separated by spaces. */
  readonly scope: string
}

/** What a Cognito authorizer leaves. */
export interface CognitoAuthorized<Claims> {
  readonly claims: Claims
}

/** What a JWT authorizer of an HTTP API leaves. */
export interface JwtAuthorized {
  readonly claims: Readonly<Record<string, string>>
  readonly scopes: readonly string[] | null
}
