import { type Code, type CodeFile, symbol } from '../code.ts'
import type { Authorized } from '../languages/handlers/authorized.ts'
import { identifier } from '../languages/typescript.ts'

/** The type of what an operation's authorizer leaves; undefined where nobody can say. A Lambda authorizer's is that of the user's own code. */
export function authorizedType(authorized: Authorized | undefined, file: CodeFile): Code | undefined {
  if (authorized === undefined) return undefined
  const claims = (name: string): Code => file.code`${symbol(name, './runtime/claims.js', 'type')}`
  switch (authorized.kind) {
    case 'cognito':
      return file.code`${claims('CognitoAuthorized')}<${claims(authorized.token === 'access' ? 'CognitoAccess' : 'CognitoIdentity')}>`
    case 'jwt':
      return claims('JwtAuthorized')
    case 'code': {
      const { module } = authorized
      const code = symbol('default', `../../../handlers/typescript/${module}.js`, 'type', identifier(module))
      return file.code`${symbol('Authorized', './runtime/authorizer.js', 'type')}<typeof ${code}>`
    }
  }
}
