import type { ApiModel, Authorizer, Operation } from '../../model/api-model.ts'
import { type Code, type CodeFile, symbol } from '../code.ts'
import type { PlannedAuthorizer } from '../languages/handlers/plan.ts'
import { identifier } from '../languages/typescript.ts'

/** What operation files know of an authorizer. */
export interface NamedAuthorizer {
  readonly kind: Authorizer['kind']
  /** The module of its code, where that is this project's. */
  readonly module?: string
}

/** The authorizers of a model by name. */
export function nameAuthorizers(model: ApiModel, planned: readonly PlannedAuthorizer[]): ReadonlyMap<string, NamedAuthorizer> {
  const modules = new Map(planned.flatMap(({ authorizers, module }) => authorizers.map(({ name }) => [name, module] as const)))
  return new Map(
    model.authorizers.map(({ name, kind }) => {
      // Behind an HTTP API numbers stay numbers; what arrives there has the type that holds for both.
      const module = model.kind === 'rest' ? modules.get(name) : undefined
      return [name, { kind, ...(module !== undefined && { module }) }]
    }),
  )
}

/** The type of what an operation's authorizer leaves; undefined where nobody can say. A Lambda authorizer's is that of the user's own code. */
export function authorizedType({ auth }: Operation, authorizers: ReadonlyMap<string, NamedAuthorizer>, file: CodeFile): Code | undefined {
  const authorizer = auth.kind === 'authorizer' ? authorizers.get(auth.authorizer) : undefined
  if (auth.kind !== 'authorizer' || authorizer === undefined) return undefined
  const claims = (name: string): Code => file.code`${symbol(name, './runtime/claims.js', 'type')}`
  switch (authorizer.kind) {
    case 'cognito':
      return file.code`${claims('CognitoAuthorized')}<${claims(auth.scopes.length > 0 ? 'CognitoAccess' : 'CognitoIdentity')}>`
    case 'jwt':
      return claims('JwtAuthorized')
    case 'token':
    case 'request': {
      if (authorizer.module === undefined) return undefined
      const code = symbol('default', `../../../handlers/typescript/${authorizer.module}.js`, 'type', identifier(authorizer.module))
      return file.code`${symbol('Authorized', './runtime/authorizer.js', 'type')}<typeof ${code}>`
    }
  }
}
