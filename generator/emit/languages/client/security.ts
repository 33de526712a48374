import { allocateNames, camelCase } from '../../../base/names.ts'
import type { ApiModel, Operation, SecurityScheme } from '../../../model/api-model.ts'
import type { ClientScheme } from './model.ts'
import { ON_EVERY_OBJECT } from './names.ts'

const IAM = 'iam'

/** The schemes that a client can serve: those that its operations ask for, and what API Gateway asks for besides. */
export function clientSchemes(model: ApiModel, operations: readonly Operation[]): ClientScheme[] {
  const used = new Set(operations.flatMap((operation) => operation.security.flatMap(({ schemes }) => schemes.map(({ name }) => name))))
  const keyed = operations.some((operation) => operation.apiKeyRequired)
  const served = model.securitySchemes.filter(
    (scheme) => scheme.kind !== 'other' && (used.has(scheme.name) || (keyed && isGatewayKey(scheme))),
  )
  if (keyed && !served.some(isGatewayKey))
    served.push({ name: free('apiKey', served), kind: 'apiKey', in: 'header', parameter: 'x-api-key' })
  if (operations.some(({ auth }) => auth.kind === 'iam') && !served.some(({ kind }) => kind === 'sigv4')) {
    served.push({ name: free(IAM, served), kind: 'sigv4' })
  }
  const constants = allocateNames(served.map(({ name }) => ({ key: name, wish: camelCase(name) || 'scheme' })))
  return served.map((scheme) => {
    const { name } = scheme
    // An `auth` without this secret must not seem to have it. Numbers would come before other members of an object.
    const secret = ON_EVERY_OBJECT.has(name) || /^\d+$/.test(name) ? free(`${name}_`, served) : name
    return { name, secret, constant: constants.get(name) ?? name, scheme }
  })
}

function free(name: string, taken: readonly SecurityScheme[]): string {
  return taken.some((scheme) => scheme.name === name) ? free(`${name}_`, taken) : name
}

/** The scheme of API Gateway's own keys. */
function isGatewayKey(scheme: SecurityScheme): boolean {
  return scheme.kind === 'apiKey' && scheme.in === 'header' && scheme.parameter.toLowerCase() === 'x-api-key'
}

/** Where a credential is put: its place and name. */
export function placeOf(scheme: SecurityScheme): string | undefined {
  if (scheme.kind === 'apiKey') return `${scheme.in} ${scheme.parameter}`
  return scheme.kind === 'other' ? undefined : 'header authorization'
}

/** What each alternative attaches. API Gateway asks for its key and for IAM beside whatever `security` says. */
export function alternatives(operation: Operation, schemes: readonly ClientScheme[]): string[][] {
  const always = schemes.filter(
    ({ scheme }) => (operation.apiKeyRequired && isGatewayKey(scheme)) || (operation.auth.kind === 'iam' && scheme.kind === 'sigv4'),
  )
  const given = operation.security.length > 0 ? operation.security : [{ schemes: [] }]
  const all = given.map((alternative) => {
    const names = new Set([...alternative.schemes.map(({ name }) => name), ...always.map(({ name }) => name)])
    const attached = schemes.filter(({ name }) => names.has(name))
    const signers = attached.filter(({ scheme }) => scheme.kind === 'sigv4')
    if (signers.length === 0) return attached.map(({ name }) => name)
    // A signature covers what the others add, so it comes last, and it takes the header `Authorization` for itself.
    const others = attached.filter(({ scheme }) => placeOf(scheme)?.toLowerCase() !== 'header authorization')
    return [...others, ...signers].map(({ name }) => name)
  })
  const unique = new Map(all.filter((names) => names.length > 0).map((names) => [names.join('\0'), names]))
  return [...unique.values()]
}
