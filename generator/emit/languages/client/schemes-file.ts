import type { ApiModel } from '../../../model/api-model.ts'
import { type Code, CodeFile, joinCode } from '../../code.ts'
import { docComment, header, identifier, literal, typescript } from '../typescript.ts'
import type { Flavor } from './flavor.ts'
import type { ClientModel, ClientScheme } from './model.ts'
import { runtime } from './runtime.ts'

/** The security schemes that the API asks for, as constants that bundlers leave out where no function needs them. */
export function schemesFile(model: ApiModel, client: ClientModel, flavor: Flavor): CodeFile {
  const declared = client.schemes.map(({ constant }) => identifier(constant))
  const file = new CodeFile({ syntax: typescript, header: header(model.source), declared })
  for (const scheme of client.schemes) {
    const name = identifier(scheme.constant)
    file.blank().print`${docComment(scheme.scheme.description ?? '')}`
    if (flavor === 'declarations') file.print`export declare const ${name}: ${runtime('Scheme', 0, 'type')}`
    else if (flavor === 'typescript') file.print`export const ${name}: ${runtime('Scheme', 0, 'type')} = ${schemeOf(file, scheme)}`
    else file.print`export const ${name} = ${schemeOf(file, scheme)}`
  }
  if (client.schemes.length === 0) file.print`export {}`
  return file
}

function schemeOf(file: CodeFile, { secret, scheme }: ClientScheme): Code {
  const c = file.code.bind(file)
  const [serve, ...more] = serving(scheme)
  // Bundlers leave out what nobody uses of what they are told has no effect.
  return c`/* @__PURE__ */ ${runtime(serve, 0)}(${joinCode([secret, ...more].map(literal), ', ')})`
}

/** The function of the run time that serves a scheme, and what it wants beside the name of the secret. */
function serving(scheme: ClientScheme['scheme']): readonly [serve: string, ...more: string[]] {
  switch (scheme.kind) {
    case 'apiKey':
      return [scheme.in === 'header' ? 'inHeader' : scheme.in === 'query' ? 'inQuery' : 'inCookie', scheme.parameter]
    case 'bearer':
      return ['inHeader', 'Authorization', 'Bearer ']
    case 'basic':
      return ['inHeader', 'Authorization', 'Basic ']
    default:
      return ['signed']
  }
}
