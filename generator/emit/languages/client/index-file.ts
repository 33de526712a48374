import type { Json } from '../../../base/json.ts'
import type { ApiModel } from '../../../model/api-model.ts'
import { CodeFile, joinCode } from '../../code.ts'
import { header, identifier, literal, typescript } from '../typescript.ts'
import type { Flavor } from './flavor.ts'
import type { ClientModel } from './model.ts'

/** Everything of a client by one import; what is not used is left out by bundlers, for no module does anything by itself. */
export function indexFile(model: ApiModel, client: ClientModel, flavor: Flavor): CodeFile {
  const file = new CodeFile({ syntax: typescript, header: header(model.source) })
  const from = (path: string): Json => `./${path}.js`
  file.print`export { createClient } from ${literal(from('client'))}`
  for (const group of client.groups) file.print`export * from ${literal(from(`operations/${group.file}`))}`
  const kinds = new Set(client.schemes.map(({ scheme }) => scheme.kind))
  if (kinds.has('sigv4')) file.print`export { sigv4 } from ${literal(from('runtime/client/signer'))}`
  if (kinds.has('basic')) file.print`export { basic } from ${literal(from('runtime/client/basic'))}`
  if (flavor === 'javascript') return file
  file.print`export type * from ${literal(from('schemas'))}`
  const taken = new Set([
    ...client.names.taken,
    ...client.groups.flatMap(({ operations }) => operations.flatMap(({ types }) => [types.request, types.response])),
  ])
  // An API that has a type of the same name keeps it.
  const types = (path: string, wanted: readonly string[]): void => {
    const left = wanted.filter((name) => !taken.has(name)).map((name) => identifier(name))
    if (left.length > 0) file.print`export type { ${joinCode(left, ', ')} } from ${literal(from(path))}`
  }
  types('client', ['Auth'])
  types('runtime/client/answer', ['Answer', 'StatusCode', 'StatusRange'])
  types('runtime/client/client', [
    'CallOptions',
    'Client',
    'ClientOptions',
    'Outgoing',
    'Payload',
    'PlainClient',
    'Retry',
    'Secret',
    'Signer',
  ])
  if (kinds.has('sigv4')) {
    types('runtime/client/signer', ['SigningOptions'])
    types('runtime/sigv4', ['Credentials'])
  }
  return file
}
