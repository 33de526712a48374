import type { ApiModel, Operation } from '../../../model/api-model.ts'
import type { PlannedAuthorizer } from './plan.ts'

/** What an operation's authorizer leaves for its handler, as far as anybody can say. */
export type Authorized =
  /** The claims of a Cognito token: an operation with scopes asks for an access token, one without for an identity token. */
  | { readonly kind: 'cognito'; readonly token: 'access' | 'identity' }
  /** The claims of a token, behind an HTTP API. */
  | { readonly kind: 'jwt' }
  /** What the project's own code gives, which is in this module. */
  | { readonly kind: 'code'; readonly module: string }

/** Says of an operation what its authorizer leaves; undefined where nobody can. */
export function authorizedBy(model: ApiModel, planned: readonly PlannedAuthorizer[]): (operation: Operation) => Authorized | undefined {
  const kinds = new Map(model.authorizers.map(({ name, kind }) => [name, kind]))
  const modules = new Map(planned.flatMap(({ authorizers, module }) => authorizers.map(({ name }) => [name, module] as const)))
  return ({ auth }) => {
    const kind = auth.kind === 'authorizer' ? kinds.get(auth.authorizer) : undefined
    if (auth.kind !== 'authorizer' || kind === undefined) return undefined
    if (kind === 'cognito') return { kind, token: auth.scopes.length > 0 ? 'access' : 'identity' }
    if (kind === 'jwt') return { kind }
    // Behind an HTTP API numbers stay numbers; what arrives there has the type that holds for both.
    const module = model.kind === 'rest' ? modules.get(auth.authorizer) : undefined
    return module === undefined ? undefined : { kind: 'code', module }
  }
}
