import type { ApiModel } from '../../../model/api-model.ts'
import { type Code, CodeFile, joinCode } from '../../code.ts'
import { docComment, header, key, typescript } from '../typescript.ts'
import type { Flavor } from './flavor.ts'
import type { ClientModel, ClientScheme } from './model.ts'
import { documented } from './operation-types.ts'
import { runtime } from './runtime.ts'

/** The credentials that the API knows, and the function that makes a client. */
export function clientFile(model: ApiModel, client: ClientModel, flavor: Flavor): CodeFile {
  const file = new CodeFile({ syntax: typescript, header: header(model.source), declared: ['Auth', 'createClient'] })
  const c = file.code.bind(file)
  if (flavor !== 'javascript') {
    const members = client.schemes.map(({ secret, scheme }) => {
      const signs = scheme.kind === 'sigv4'
      const comment = docComment(`${scheme.description ?? HINTS[scheme.kind]}`)
      return documented(file, comment, c`${key(secret)}?: ${runtime(signs ? 'Signer' : 'Secret', 0, 'type')} | undefined`)
    })
    file.print`/** The credentials that the API knows. */`
    file.print`export interface Auth ${members.length > 0 ? c`{\n  ${joinCode(members, '\n')}\n}` : c`{}`}`
    file.blank()
  }
  const servers = model.servers.map(({ url }) => url)
  const hint = servers.length > 0 ? `\nServers of the document: ${servers.join(', ')}` : ''
  file.print`${docComment(`What every function of the API takes first.${hint}`)}`
  const types = (): Code => c`options: ${runtime('ClientOptions', 0, 'type')}<Auth>): ${runtime('Client', 0, 'type')}`
  const made = (): Code => c`{ repeat: ${runtime('repeat', 0)}, ...options }`
  if (flavor === 'declarations') file.print`export declare function createClient(${types()}`
  else if (flavor === 'typescript') file.print`export function createClient(${types()} {\n  return ${made()}\n}`
  else file.print`export function createClient(options) {\n  return ${made()}\n}`
  return file
}

const HINTS: Readonly<Record<ClientScheme['scheme']['kind'], string>> = {
  apiKey: 'The key.',
  bearer: 'The token, without `Bearer`.',
  basic: 'What `basic(user, password)` makes.',
  sigv4: 'What `sigv4({ credentials })` makes.',
  other: '',
}
