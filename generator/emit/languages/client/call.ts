import type { Content } from '../../../model/api-model.ts'
import { type Code, type CodeFile, joinCode, symbol } from '../../code.ts'
import { sentAs } from '../sent-type.ts'
import { identifier, key, literal, member } from '../typescript.ts'
import type { ClientModel, ClientOperation, Written } from './model.ts'
import { runtime } from './runtime.ts'
import { INPUT } from './scope.ts'

/** The call as data for `send`. */
export function callOf(file: CodeFile, client: ClientModel, operation: ClientOperation): Code {
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
  if (operation.auth.length > 0) members.push(c`auth: ${authOf(file, client, operation.auth)}`)
  const line = c`{ ${joinCode(members, ', ')} }`
  return line.length <= 110 ? line : c`{\n  ${joinCode(members, ',\n')},\n}`
}

function authOf(file: CodeFile, client: ClientModel, alternatives: ClientOperation['auth']): Code {
  const c = file.code.bind(file)
  const constants = new Map(client.schemes.map(({ name, constant }) => [name, identifier(constant)]))
  const schemes = alternatives.map((names) => names.map((name) => c`${symbol(constants.get(name) ?? identifier(name), '../schemes.js')}`))
  const [[only, ...more] = [], ...others] = schemes
  if (only !== undefined && more.length + others.length === 0) return only
  return c`${runtime('firstOf', 1)}(${joinCode(
    schemes.map((all) => c`[${joinCode(all, ', ')}]`),
    ', ',
  )})`
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
  const type = only.form === 'multipart' ? null : sentAs(only)
  return [c`body: ${body}`, ...(type === 'application/json' ? [] : [c`type: ${literal(type)}`])]
}

function writerOf(file: CodeFile, { form }: Content): Code {
  const c = file.code.bind(file)
  if (form === 'json') return c`JSON.stringify`
  return c`${runtime(form === 'form' || form === 'multipart' ? form : 'raw', 1)}`
}
