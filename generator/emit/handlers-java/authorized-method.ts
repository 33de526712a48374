import { type Code, type CodeFile, symbol } from '../code.ts'
import type { Authorized } from '../languages/handlers/authorized.ts'
import { className, RUNTIME } from '../languages/java.ts'
import { block } from '../languages/java-fields.ts'

/** The method of an operation's interface that says what its authorizer left; none where nobody can say. */
export function authorizedMethod(authorized: Authorized | undefined, file: CodeFile): Code[] {
  if (authorized === undefined) return []
  const c = file.code.bind(file)
  const context = c`${symbol('Context', RUNTIME)} context`
  const method = (type: Code, value: Code): Code[] => [
    c`/** What the authorizer left. */\n${block(c`default ${type} authorized(${context}) {`, [c`return ${value};`])}`,
  ]
  switch (authorized.kind) {
    case 'cognito': {
      const claims = c`${symbol('CognitoClaims', RUNTIME)}`
      const type = authorized.token === 'access' ? c`${claims}.Access` : c`${claims}.Identity`
      return method(type, c`${type}.of(context)`)
    }
    case 'jwt': {
      const type = c`${symbol('JwtClaims', RUNTIME)}`
      return method(type, c`${type}.of(context)`)
    }
    case 'code': {
      const given = c`${symbol(className(authorized.module), 'handlers.java')}.Given`
      return method(given, c`${symbol('Granted', RUNTIME)}.read(${given}.class, context)`)
    }
  }
}
