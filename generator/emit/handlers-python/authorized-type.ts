import { type CodeFile, type ImportSymbol, type Printable, symbol } from '../code.ts'
import type { Authorized } from '../languages/handlers/authorized.ts'
import { moduleName } from '../languages/python.ts'
import { generic } from './aliases.ts'

/** The type of what an operation's authorizer leaves, as annotations name it. */
export function authorizedType(authorized: Authorized | undefined, file: CodeFile): Printable {
  if (authorized === undefined) return symbol('AnyAuthorized', '.runtime.context', 'type')
  const claims = (name: string): ImportSymbol => symbol(name, '.runtime.claims', 'type')
  switch (authorized.kind) {
    case 'cognito':
      return generic(file, claims('CognitoAuthorized'), claims(authorized.token === 'access' ? 'CognitoAccess' : 'CognitoIdentity'))
    case 'jwt':
      return claims('JwtAuthorized')
    case 'code':
      return symbol('Authorized', `.${moduleName(authorized.module)}`, 'type')
  }
}
