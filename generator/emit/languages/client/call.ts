import type { Content } from '../../../model/api-model.ts'
import { type Code, type CodeFile, joinCode, symbol } from '../../code.ts'
import { sentAs } from '../sent-type.ts'
import { identifier, key, literal, member } from '../typescript.ts'
import type { ClientModel, ClientOperation, Written } from './model.ts'
import { runtime } from './runtime.ts'
import { INPUT } from './scope.ts'

/** The arguments of `send` that follow the client and its options. */
export function callOf(file: CodeFile, client: ClientModel, operation: ClientOperation): Code {
  const c = file.code.bind(file)
  const { method } = operation.operation
  const line = c`${method === 'ANY' ? c`${INPUT}.method` : literal(method)}, ${pathOf(file, operation)}`
  const members: Code[] = []
  const headers = operation.headers.map(({ name, value }) => c`${key(name)}: ${writtenOf(file, value)}`)
  if (operation.cookies.length > 0) headers.push(c`cookie: ${runtime('cookies', 1)}(${pairsOf(file, operation.cookies)})`)
  if (headers.length > 0) members.push(c`headers: { ${joinCode(headers, ', ')} }`)
  members.push(...bodyOf(file, operation.body))
  if (operation.read !== 'readText') members.push(c`read: ${runtime(operation.read, 1)}`)
  if (operation.repeatable) members.push(c`repeat: true`)
  if (operation.auth.length > 0) members.push(c`auth: ${authOf(file, client, operation.auth)}`)
  if (members.length === 0) return line
  const whole = c`${line}, { ${joinCode(members, ', ')} }`
  return whole.length <= 100 ? whole : c`${line}, {\n  ${joinCode(members, ',\n')},\n}`
}

function authOf(file: CodeFile, client: ClientModel, alternatives: ClientOperation['auth']): Code {
  const c = file.code.bind(file)
  const named = new Map(client.schemes.map((scheme) => [scheme.name, scheme]))
  const schemes = alternatives.map((names) =>
    names.flatMap((name) => {
      const { secret, constant = name } = named.get(name) ?? {}
      return secret === undefined ? [] : [{ secret: key(secret), scheme: symbol(identifier(constant), '../schemes.js') }]
    }),
  )
  const [[only, ...more] = [], ...others] = schemes
  if (only !== undefined && more.length + others.length === 0) return c`${only.scheme}`
  const objects = schemes.map(
    (all) =>
      c`{ ${joinCode(
        all.map(({ secret, scheme }) => c`${secret}: ${scheme}`),
        ', ',
      )} }`,
  )
  return c`${runtime('firstOf', 1)}(${joinCode(objects, ', ')})`
}

function pathOf(file: CodeFile, operation: ClientOperation): Code {
  const c = file.code.bind(file)
  const parts = operation.path.map((part) => (typeof part === 'string' ? literal(part) : writtenOf(file, part)))
  const { query, writtenQuery } = operation
  if (query.length > 0 || writtenQuery.length > 0) {
    const plain = query.map((one) => c`${key(one.name)}: ${INPUT}${member(one.key)}`)
    const values = plain.length > 0 ? c`{ ${joinCode(plain, ', ')} }` : c`{}`
    parts.push(c`${runtime('query', 1)}(${writtenQuery.length > 0 ? c`${values}, ${pairsOf(file, writtenQuery)}` : values})`)
  }
  return joinCode(parts, ' + ')
}

/** Pairs, each with its `&`. */
function pairsOf(file: CodeFile, all: readonly Written[]): Code {
  return joinCode(
    all.map((one) => writtenOf(file, one)),
    ' + ',
  )
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
const NAMED: ReadonlySet<Written['with']> = new Set(['matrix', 'formPairs', 'delimited', 'deepObject', 'jsonPair'])

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
