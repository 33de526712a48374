import type { Json } from '../../base/json.ts'
import type { ApiModel, Content, Response } from '../../model/api-model.ts'
import type { OutputFile } from '../../model/output.ts'
import type { Schema } from '../../model/schema.ts'
import { type Code, CodeFile, type ImportSymbol, joinCode, symbol } from '../code.ts'
import type { ClientInput, ClientModel, ClientOperation, ClientScheme, Written } from './client-operations.ts'
import { reachableSchemas, refsIn } from './schema-walk.ts'
import { sentAs } from './sent-type.ts'
import { docComment, header, identifier, key, literal, member, typescript } from './typescript.ts'
import type { View } from './typescript-names.ts'
import { declareSchema, typeAfter, typeOf } from './typescript-types.ts'

/** What a file is printed as: TypeScript, or JavaScript and the declarations beside it. */
export type Flavor = 'typescript' | 'javascript' | 'declarations'

const EXTENSIONS: Readonly<Record<Flavor, string>> = { typescript: '.ts', javascript: '.js', declarations: '.d.ts' }

/** The modules of the runtime, and what generated code takes from each. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  'client/write.js': ['segment', 'pairs', 'query', 'unique'],
  'client/styles.js': [
    'greedy',
    'simple',
    'label',
    'matrix',
    'jsonSegment',
    'formPairs',
    'delimited',
    'deepObject',
    'jsonPair',
    'headerText',
    'jsonHeader',
    'cookies',
  ],
  'client/bodies.js': ['form', 'multipart', 'written', 'raw'],
  'client/read.js': ['readAny', 'readJson'],
  'client/send.js': ['send'],
  'client/schemes.js': ['authorize', 'Scheme', 'inHeader', 'inQuery', 'inCookie', 'inAuthorization', 'signed'],
  'client/answer.js': ['Answer', 'StatusCode', 'StatusRange'],
  'client/paginate.js': ['paginate', 'ItemOf'],
  'client/client.js': ['Client', 'ClientOptions', 'CallOptions', 'Secret', 'Signer', 'Payload', 'Outgoing', 'Retry'],
  'client/signer.js': ['sigv4', 'SigningOptions'],
  'client/basic.js': ['basic'],
  'sigv4.js': ['Credentials'],
}

const MODULE_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(MODULES).flatMap(([module, names]) => names.map((name) => [name, module])),
)

/** The generated files of a client in one flavor, without the runtime; paths are relative to the client's folder. */
export function clientFiles(model: ApiModel, client: ClientModel, flavor: Flavor): OutputFile[] {
  const files: OutputFile[] = []
  const add = (path: string, file: CodeFile): void => {
    files.push({ path: path + EXTENSIONS[flavor], text: file.toString(), owner: 'apigen' })
  }
  if (flavor !== 'javascript') add('schemas', schemasFile(model, client))
  for (const group of client.groups) add(`operations/${group.file}`, operationsFile(model, client, group.operations, flavor))
  add('schemes', schemesFile(model, client, flavor))
  add('client', clientFile(model, client, flavor))
  add('index', indexFile(model, client, flavor))
  return files
}

function runtime(name: string, depth: number, use: 'type' | 'value' = 'value'): ImportSymbol {
  return symbol(name, `${depth === 0 ? './' : '../'}runtime/${MODULE_OF.get(name) ?? ''}`, use)
}

function schemasFile(model: ApiModel, client: ClientModel): CodeFile {
  const file = new CodeFile({ syntax: typescript, header: header(model.source), declared: client.names.taken })
  const operations = client.groups.flatMap((group) => group.operations)
  const bodies = operations.flatMap((operation) => operation.body)
  const uploaded = names(
    model,
    bodies.filter(({ form }) => form === 'multipart').map(({ schema }) => schema),
  )
  const used = names(model, [
    ...bodies.map(({ schema }) => schema),
    ...operations.flatMap(({ inputs }) => inputs.flatMap(({ type }) => (typeof type === 'string' ? [] : [type]))),
    ...operations.flatMap(({ responses }) => responses.flatMap(({ contents }) => contents.map(({ schema }) => schema))),
  ])
  for (const named of model.schemas) {
    if (!used.has(named.name)) continue
    const views: readonly View[] = client.names.differs(named.name) ? ['read', 'write'] : ['read']
    for (const view of views) {
      const options = { view, names: client.names, ...(uploaded.has(named.name) && { binary: file.code`Blob` }) }
      file.print`${declareSchema(named, options)}`.blank()
    }
  }
  if (used.size === 0) file.print`export {}`
  return file
}

function names(model: ApiModel, schemas: readonly Schema[]): Set<string> {
  const roots = schemas.flatMap((schema) => [...refsIn(schema)])
  return new Set(reachableSchemas(model, roots).map(({ name }) => name))
}

function operationsFile(model: ApiModel, client: ClientModel, operations: readonly ClientOperation[], flavor: Flavor): CodeFile {
  const declared = operations.flatMap(({ name, types, pages }) => [
    identifier(name),
    types.request,
    types.response,
    ...(pages ? [pages.name] : []),
  ])
  const file = new CodeFile({ syntax: typescript, header: header(model.source), declared })
  for (const operation of operations) {
    if (flavor !== 'javascript') {
      file.blank().print`${requestType(file, client, operation)}`
      file.blank().print`${responseType(file, client, operation)}`
    }
    file.blank().print`${commentOf(operation)}`
    file.print`${functionOf(file, client, operation, flavor)}`
    if (operation.pages) {
      file.blank()
        .print`${docComment(`The items of all pages of \`${operation.name}\`, one after another; \`cause\` of its error is an answer that is none.`)}`
      file.print`${iteratorOf(file, operation, flavor)}`
    }
  }
  return file
}

function commentOf({ operation }: ClientOperation): Code {
  const { method, path, summary, description, deprecated } = operation
  const text = [summary, description === summary ? undefined : description].filter((part) => part !== undefined && part.trim() !== '')
  return docComment([...text, `\`${method} ${path}\``, ...(deprecated ? ['@deprecated'] : [])].join('\n\n'))
}

/** The names in scope of every generated function. */
const CLIENT = identifier('client')
const INPUT = identifier('input')
const OPTIONS = identifier('options')

function functionOf(file: CodeFile, client: ClientModel, operation: ClientOperation, flavor: Flavor): Code {
  const c = file.code.bind(file)
  const name = identifier(operation.name)
  const required = isRequired(operation)
  if (flavor === 'declarations') {
    return c`export declare function ${name}(${typedParameters(file, operation, INPUT, required ? c`` : c`?`, c``)}): ${promiseOf(file, operation)}`
  }
  const used = operation.inputs.length > 0 || operation.body.length > 0
  const input = used ? INPUT : c`_${INPUT}`
  const fallback = required ? c`` : c` = {}`
  const body = c`return ${runtime('send', 1)}(${CLIENT}, ${callOf(file, client, operation)}, ${OPTIONS})`
  // Async, so that a refused input rejects like everything else that goes wrong.
  return flavor === 'typescript'
    ? c`
      export async function ${name}(${typedParameters(file, operation, input, c``, fallback)}): ${promiseOf(file, operation)} {
        ${body}
      }`
    : c`
      export async function ${name}(${CLIENT}, ${input}${fallback}, ${OPTIONS}) {
        ${body}
      }`
}

function typedParameters(file: CodeFile, operation: ClientOperation, input: Code, optional: Code, fallback: Code): Code {
  const c = file.code.bind(file)
  const request = identifier(operation.types.request)
  return c`${CLIENT}: ${runtime('Client', 1, 'type')}, ${input}${optional}: ${request}${fallback}, ${OPTIONS}?: ${runtime('CallOptions', 1, 'type')}`
}

function promiseOf(file: CodeFile, operation: ClientOperation): Code {
  return file.code`Promise<${identifier(operation.types.response)}>`
}

/** Whether a call without an input is an error. */
function isRequired({ inputs, body, bodyRequired }: ClientOperation): boolean {
  return inputs.some((input) => input.required) || (body.length > 0 && bodyRequired)
}

function iteratorOf(file: CodeFile, operation: ClientOperation, flavor: Flavor): Code {
  const c = file.code.bind(file)
  const { pages } = operation
  if (!pages) return c``
  const name = identifier(pages.name)
  const called = identifier(operation.name)
  const required = isRequired(operation)
  const fallback = required ? c`` : c` = {}`
  const item = (): Code => c`${runtime('ItemOf', 1, 'type')}<${identifier(operation.types.response)}, ${literal(pages.items)}>`
  const result = (): Code => c`AsyncGenerator<${item()}, void, undefined>`
  if (flavor === 'declarations') {
    return c`export declare function ${name}(${typedParameters(file, operation, INPUT, required ? c`` : c`?`, c``)}): ${result()}`
  }
  const words = literal({ token: pages.token, next: pages.next, items: pages.items })
  const call = c`${runtime('paginate', 1)}((page) => ${called}(${CLIENT}, page, ${OPTIONS}), ${INPUT}, ${words})`
  return flavor === 'typescript'
    ? c`
      export function ${name}(${typedParameters(file, operation, INPUT, c``, fallback)}): ${result()} {
        return ${call}
      }`
    : c`
      export function ${name}(${CLIENT}, ${INPUT}${fallback}, ${OPTIONS}) {
        return ${call}
      }`
}

/** The call as data for `send`. */
function callOf(file: CodeFile, client: ClientModel, operation: ClientOperation): Code {
  const c = file.code.bind(file)
  const { method } = operation.operation
  const members: Code[] = method === 'GET' ? [] : [c`method: ${method === 'ANY' ? c`${INPUT}.method` : literal(method)}`]
  members.push(c`path: ${pathOf(file, operation)}`)
  const headers = operation.headers.map(({ name, value }) => c`${key(name)}: ${writtenOf(file, value)}`)
  if (operation.cookies.length > 0) {
    const pairs = operation.cookies.map((cookie) => writtenOf(file, cookie))
    headers.push(c`cookie: ${runtime('cookies', 1)}(${joinCode(pairs, ', ')})`)
  }
  if (headers.length > 0) members.push(c`headers: { ${joinCode(headers, ', ')} }`)
  members.push(...bodyOf(file, operation.body))
  if (operation.read !== 'readText') members.push(c`read: ${runtime(operation.read, 1)}`)
  if (operation.repeatable) members.push(c`repeatable: true`)
  if (operation.auth.length > 0) {
    const constants = new Map(client.schemes.map(({ name, constant }) => [name, constant]))
    const alternatives = operation.auth.map(
      (names) =>
        c`[${joinCode(
          names.map((name) => c`${symbol(identifier(constants.get(name) ?? name), '../schemes.js')}`),
          ', ',
        )}]`,
    )
    members.push(c`auth: ${runtime('authorize', 1)}(${joinCode(alternatives, ', ')})`)
  }
  const line = c`{ ${joinCode(members, ', ')} }`
  return line.length <= 110 ? line : c`{\n  ${joinCode(members, ',\n')},\n}`
}

function pathOf(file: CodeFile, operation: ClientOperation): Code {
  const c = file.code.bind(file)
  const parts = operation.path.map((part) => (typeof part === 'string' ? literal(part) : writtenOf(file, part)))
  const { query, writtenQuery } = operation
  if (query.length > 0 || writtenQuery.length > 0) {
    const plain = query.map((one) => c`${key(one.name)}: ${INPUT}${member(one.key)}`)
    const all = [plain.length > 0 ? c`{ ${joinCode(plain, ', ')} }` : c`{}`, ...writtenQuery.map((one) => writtenOf(file, one))]
    parts.push(c`${runtime('query', 1)}(${joinCode(all, ', ')})`)
  }
  return joinCode(parts, ' + ')
}

function writtenOf(file: CodeFile, written: Written): Code {
  const c = file.code.bind(file)
  const value = c`${INPUT}${member(written.key)}`
  if (written.with === 'plain') return value
  const parts: Code[] = [...(written.name === undefined || !NAMED.has(written.with) ? [] : [literal(written.name)]), value]
  if (written.extra !== undefined) parts.push(literal(written.extra))
  return c`${runtime(written.with, 1)}(${joinCode(parts, ', ')})`
}

/** Functions of the runtime that want the name on the wire. */
const NAMED: ReadonlySet<Written['with']> = new Set(['matrix', 'pairs', 'formPairs', 'delimited', 'deepObject', 'jsonPair'])

function bodyOf(file: CodeFile, contents: readonly Content[]): Code[] {
  const c = file.code.bind(file)
  const [only] = contents
  if (!only) return []
  if (contents.length > 1) {
    const writers = contents.map((content) => c`${key(sentAs(content))}: ${writerOf(file, content)}`)
    return [c`...${runtime('written', 1)}(${INPUT}.contentType, ${INPUT}.body, { ${joinCode(writers, ', ')} })`]
  }
  const body = only.form === 'text' || only.form === 'binary' ? c`${INPUT}.body` : c`${writerOf(file, only)}(${INPUT}.body)`
  return [c`body: ${body}`, ...(only.form === 'multipart' ? [] : [c`type: ${literal(sentAs(only))}`])]
}

function writerOf(file: CodeFile, { form }: Content): Code {
  const c = file.code.bind(file)
  if (form === 'json') return c`JSON.stringify`
  return c`${runtime(form === 'form' || form === 'multipart' ? form : 'raw', 1)}`
}

function requestType(file: CodeFile, client: ClientModel, operation: ClientOperation): Code {
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

function documented(file: CodeFile, comment: Code, code: Code): Code {
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

function responseType(file: CodeFile, client: ClientModel, operation: ClientOperation): Code {
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

function schemesFile(model: ApiModel, client: ClientModel, flavor: Flavor): CodeFile {
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

function schemeOf(file: CodeFile, { name, scheme }: ClientScheme): Code {
  const c = file.code.bind(file)
  const [apply, parameter] = applied(scheme)
  return c`[${literal(name)}, ${runtime(apply, 0)}${parameter === undefined ? c`` : c`, ${literal(parameter)}`}]`
}

function applied(scheme: ClientScheme['scheme']): readonly [apply: string, parameter?: string] {
  switch (scheme.kind) {
    case 'apiKey':
      return [scheme.in === 'header' ? 'inHeader' : scheme.in === 'query' ? 'inQuery' : 'inCookie', scheme.parameter]
    case 'bearer':
      return ['inAuthorization', 'Bearer']
    case 'basic':
      return ['inAuthorization', 'Basic']
    default:
      return ['signed']
  }
}

function clientFile(model: ApiModel, client: ClientModel, flavor: Flavor): CodeFile {
  const file = new CodeFile({ syntax: typescript, header: header(model.source), declared: ['Auth', 'createClient'] })
  const c = file.code.bind(file)
  if (flavor !== 'javascript') {
    const members = client.schemes.map(({ name, scheme }) => {
      const signs = scheme.kind === 'sigv4'
      const comment = docComment(`${scheme.description ?? HINTS[scheme.kind]}`)
      return documented(file, comment, c`${key(name)}?: ${runtime(signs ? 'Signer' : 'Secret', 0, 'type')} | undefined`)
    })
    file.print`/** The credentials that the API knows. */`
    file.print`export interface Auth ${members.length > 0 ? c`{\n  ${joinCode(members, '\n')}\n}` : c`{}`}`
    file.blank()
  }
  const servers = model.servers.map(({ url }) => url)
  const hint = servers.length > 0 ? `\nServers of the document: ${servers.join(', ')}` : ''
  file.print`${docComment(`What every function of the API takes first.${hint}`)}`
  const types = (): Code => c`options: ${runtime('ClientOptions', 0, 'type')}<Auth>): ${runtime('Client', 0, 'type')}`
  if (flavor === 'declarations') file.print`export declare function createClient(${types()}`
  else if (flavor === 'typescript') file.print`export function createClient(${types()} {\n  return options\n}`
  else file.print`export function createClient(options) {\n  return options\n}`
  return file
}

const HINTS: Readonly<Record<ClientScheme['scheme']['kind'], string>> = {
  apiKey: 'The key.',
  bearer: 'The token, without `Bearer`.',
  basic: 'What `basic(user, password)` makes.',
  sigv4: 'What `sigv4({ credentials })` makes.',
  other: '',
}

/** Everything of a client by one import; what is not used is left out by bundlers, for no module does anything by itself. */
function indexFile(model: ApiModel, client: ClientModel, flavor: Flavor): CodeFile {
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
  types('runtime/client/client', ['CallOptions', 'Client', 'ClientOptions', 'Outgoing', 'Payload', 'Retry', 'Secret', 'Signer'])
  if (kinds.has('sigv4')) {
    types('runtime/client/signer', ['SigningOptions'])
    types('runtime/sigv4', ['Credentials'])
  }
  return file
}
