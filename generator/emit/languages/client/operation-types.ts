import type { Content, Response } from '../../../model/api-model.ts'
import { type Code, type CodeFile, joinCode, symbol } from '../../code.ts'
import { sentAs } from '../sent-type.ts'
import type { View } from '../type-names.ts'
import { docComment, identifier, key, literal } from '../typescript.ts'
import { typeAfter, typeOf } from '../typescript-types.ts'
import type { ClientInput, ClientModel, ClientOperation } from './model.ts'
import { runtime } from './runtime.ts'

/** The declaration of what a function takes as its input. */
export function requestType(file: CodeFile, client: ClientModel, operation: ClientOperation): Code {
  const c = file.code.bind(file)
  const name = identifier(operation.types.request)
  const members = operation.inputs.map((input) => memberOf(file, client, input))
  const bodies = operation.body.map((content) => sentType(file, client, content))
  const optional = operation.bodyRequired ? c`` : c`?`
  const absent = operation.bodyRequired ? c`` : c` | undefined`
  const comment = docComment(operation.operation.body?.description ?? '')
  const [only] = bodies
  if (bodies.length === 1 && only) members.push(documented(file, comment, c`body${optional}: ${only}${absent}`))
  if (bodies.length <= 1) return c`export interface ${name} ${members.length > 0 ? c`{\n  ${joinCode(members, '\n')}\n}` : c`{}`}`
  const choices = operation.body.map((content, index) => {
    const type = c`contentType${index === 0 ? c`?` : c``}: ${literal(sentAs(content))}${index === 0 ? c` | undefined` : c``}`
    return c`{ ${type}; body: ${bodies[index] ?? c`unknown`} }`
  })
  if (!operation.bodyRequired) choices.push(c`{ contentType?: undefined; body?: undefined }`)
  const choice = c`(\n  | ${joinCode(choices, '\n  | ')}\n)`
  return c`export type ${name} = ${members.length > 0 ? c`{\n  ${joinCode(members, '\n')}\n} & ` : c``}${choice}`
}

export function documented(file: CodeFile, comment: Code, code: Code): Code {
  return comment === '' ? code : file.code`${comment}\n${code}`
}

function memberOf(file: CodeFile, client: ClientModel, input: ClientInput): Code {
  const c = file.code.bind(file)
  const comment = docComment([input.description ?? '', ...(input.deprecated ? ['@deprecated'] : [])].join('\n'))
  const { type } = input
  const printed = type === 'text' ? c` string` : type === 'method' ? anyMethod(file) : typeAfter(type, optionsOf(file, client, 'write'))
  return documented(file, comment, c`${key(input.key)}${input.required ? c`` : c`?`}:${printed}${input.required ? c`` : c` | undefined`}`)
}

function anyMethod(file: CodeFile): Code {
  const all = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH'].map((method) => literal(method))
  return file.code` ${joinCode(all, ' | ')}`
}

function optionsOf(file: CodeFile, client: ClientModel, view: View, binary?: Code): Parameters<typeof typeOf>[1] {
  const nameOf = (name: string): Code => file.code`${symbol(identifier(name), '../schemas.js', 'type')}`
  return { view, names: client.names, nameOf, ...(binary !== undefined && { binary }) }
}

function sentType(file: CodeFile, client: ClientModel, { form, schema }: Content): Code {
  const c = file.code.bind(file)
  if (form === 'text') return c`string`
  if (form === 'binary') return c`${runtime('Payload', 1, 'type')}`
  if (form !== 'multipart') return typeOf(schema, optionsOf(file, client, 'write'))
  const type = typeOf(schema, optionsOf(file, client, 'write', c`Blob | ArrayBuffer | ArrayBufferView`))
  return type === 'unknown' ? c`FormData | object` : c`FormData | ${type}`
}

/** The declaration of what a function answers: a union told apart by `status`. */
export function responseType(file: CodeFile, client: ClientModel, operation: ClientOperation): Code {
  const c = file.code.bind(file)
  const answer = runtime('Answer', 1, 'type')
  const all = c`${runtime('StatusCode', 1, 'type')}`
  const range = (name: string): Code => c`${runtime('StatusRange', 1, 'type')}[${literal(name)}]`
  const { responses } = operation
  const exact = responses.filter(({ status }) => /^[1-5]\d\d$/.test(status))
  const ranges = responses.filter(({ status }) => /^[1-5]XX$/i.test(status))
  const rest = responses.find(({ status }) => status === 'default')
  const bodyOfResponse = (response: Response): Code => receivedType(file, client, operation, response)
  const exactCodes = exact.map(({ status }) => literal(Number(status)))
  const members = exact.map((response, index) => c`${answer}<${exactCodes[index] ?? literal(0)}, ${bodyOfResponse(response)}>`)
  const without = (from: Code, codes: readonly Code[]): Code => (codes.length === 0 ? from : c`Exclude<${from}, ${joinCode(codes, ' | ')}>`)
  for (const response of ranges) {
    const name = response.status.toUpperCase()
    const inside = exact.filter(({ status }) => status.startsWith(name.slice(0, 1))).map(({ status }) => literal(Number(status)))
    members.push(c`${answer}<${without(range(name), inside)}, ${bodyOfResponse(response)}>`)
  }
  const known = [...exactCodes, ...ranges.map(({ status }) => range(status.toUpperCase()))]
  members.push(c`${answer}<${without(all, known)}, ${rest ? bodyOfResponse(rest) : c`unknown`}>`)
  return joinCode([c`export type ${identifier(operation.types.response)} =`, ...members.map((one) => c`  | ${one}`)], '\n')
}

function receivedType(file: CodeFile, client: ClientModel, { operation }: ClientOperation, { contents }: Response): Code {
  const c = file.code.bind(file)
  if (contents.length === 0 || operation.method === 'HEAD') return c`undefined`
  const types = contents.map(({ form, schema }) => {
    if (form === 'json') return typeOf(schema, optionsOf(file, client, 'read'))
    return form === 'text' ? c`string` : form === 'binary' ? c`Blob` : c`FormData`
  })
  return joinCode([...new Set(types)], ' | ')
}
