import type { DocumentedParameter } from '../../runtime/gateway/index.ts'
import { unreachable } from '../base/never.ts'
import type { ApiModel, Operation } from '../model/api-model.ts'

/** What lets a caller in, in words; nothing where everybody may call. */
export function securityWords(model: ApiModel, { auth, apiKeyRequired }: Operation): string[] {
  return [...authWords(model, auth), ...(apiKeyRequired ? ['API key'] : [])]
}

function authWords(model: ApiModel, auth: Operation['auth']): string[] {
  switch (auth.kind) {
    case 'none':
      return []
    case 'iam':
      return ['IAM signature']
    case 'authorizer': {
      const kind = model.authorizers.find(({ name }) => name === auth.authorizer)?.kind ?? 'authorizer'
      return [`${auth.authorizer} (${kind})${auth.scopes.length === 0 ? '' : `: ${auth.scopes.join(', ')}`}`]
    }
    default:
      return unreachable(auth)
  }
}

/** Where the credentials go that an operation asks for, save those that its own parameters name. */
export function credentialParameters(model: ApiModel, operation: Operation): DocumentedParameter[] {
  const found = new Map<string, DocumentedParameter>()
  const add = (place: DocumentedParameter['in'], name: string, description: string): void => {
    const same = (one: { readonly in: string; readonly name: string }): boolean =>
      one.in === place && one.name.toLowerCase() === name.toLowerCase()
    if (!operation.parameters.some(same) && ![...found.values()].some(same))
      found.set(`${place} ${name}`, { name, in: place, required: false, type: 'string', description })
  }
  if (operation.apiKeyRequired && model.apiKeySource === 'HEADER') add('header', 'x-api-key', 'The API key.')
  for (const { schemes } of operation.security)
    for (const { name } of schemes) {
      const scheme = model.securitySchemes.find((one) => one.name === name)
      if (scheme?.kind === 'apiKey') add(scheme.in, scheme.parameter, `The credential of ${name}.`)
      if (scheme?.kind === 'bearer') add('header', 'Authorization', `The token of ${name}: Bearer TOKEN.`)
      if (scheme?.kind === 'basic') add('header', 'Authorization', `The credentials of ${name}: Basic, and base64 of name:password.`)
    }
  return [...found.values()]
}
