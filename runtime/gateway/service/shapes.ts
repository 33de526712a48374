import { isObject, type Json, type JsonObject, own } from '../json.ts'
import { notInEnum, ServiceError, validation } from './errors.ts'

/** An operation in the table of the service's model. Members are written as `name:type!`, separated by blanks. */
export type OperationRow = readonly [name: string, verb: string, path: string, status: number, labels: string, query: string, body: string]

/** The named types that the members of a table may have. */
export interface Shapes {
  /** By name: members. */
  readonly structures: Readonly<Record<string, string>>
  /** By name: values in the service's order. */
  readonly enums: Readonly<Record<string, readonly string[]>>
  /** By name: what the whole text must match. */
  readonly patterns: Readonly<Record<string, string>>
  /** How the service names a member of the body of an operation. */
  inBody(operation: string, member: string): string
  /** How it names a label of the path and a parameter of the query. */
  inAddress(name: string): string
}

interface Member {
  readonly name: string
  readonly type: string
  readonly required: boolean
}

function membersOf(notation: string): Member[] {
  return notation === ''
    ? []
    : notation.split(' ').map((item) => {
        const [name = '', type = 'string'] = item.replace(/!$/, '').split(':')
        return { name, type, required: item.endsWith('!') }
      })
}

/** What of a request is checked before an operation sees it. */
export interface RequestParts {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: JsonObject
}

/**
 * Checks a request against its row of the model, as the service does before it looks at anything: first the kinds of the
 * values (SerializationException), then all constraints together (ValidationException; body, labels, query: recorded).
 */
export function checkRequest(row: OperationRow, shapes: Shapes, { params, query, body }: RequestParts): void {
  const [name, , , , labels, queries, members] = row
  const faults: string[] = []
  if (members !== 'raw') checkMembers({ shapes, faults }, membersOf(members), body, (member) => shapes.inBody(name, member))
  for (const { name: label, type } of membersOf(labels))
    checkText({ shapes, faults }, type, own(params, label) ?? '', shapes.inAddress(label))
  for (const { name: key, type, required } of membersOf(queries)) {
    const value = query.get(key)
    if (value !== null) checkText({ shapes, faults }, type, value, shapes.inAddress(key))
    else if (required) faults.push(missing(shapes.inAddress(key)))
  }
  if (faults.length > 0) throw validation(faults)
}

interface Check {
  readonly shapes: Shapes
  readonly faults: string[]
}

function checkMembers(check: Check, members: readonly Member[], value: JsonObject, at: (member: string) => string): void {
  for (const { name, type, required } of members) {
    const item = own(value, name)
    if (item !== undefined && item !== null) checkValue(check, type, item, at(name))
    else if (required) check.faults.push(missing(at(name)))
  }
}

function missing(at: string): string {
  return `Value null at '${at}' failed to satisfy constraint: Member must not be null`
}

function checkValue(check: Check, type: string, value: Json, at: string): void {
  if (type.endsWith('[]')) checkList(check, type.slice(0, -2), value, at)
  else if (type.endsWith('{}')) checkMap(check, type.slice(0, -2), value, at)
  else {
    const structure = own(check.shapes.structures, type)
    if (structure === undefined) checkScalar(check, type, value, at)
    else if (isObject(value)) checkMembers(check, membersOf(structure), value, (member) => `${at}.${member}`)
    else throw serialization(Array.isArray(value) ? 'Start of list found where not expected' : 'Expected map or null')
  }
}

function checkList(check: Check, type: string, value: Json, at: string): void {
  if (!Array.isArray(value))
    throw serialization(isObject(value) ? 'Start of structure or map found where not expected.' : 'Expected list or null')
  const allowed = own(check.shapes.enums, type)
  if (allowed !== undefined) {
    // A list of such values is refused as a whole, once (recorded).
    const texts = value.map((item) => textOf(item))
    if (texts.every((item) => allowed.includes(item))) return
    check.faults.push(
      `Value '[${texts.join(', ')}]' at '${at}' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [${allowed.join(', ')}]]`,
    )
    return
  }
  for (const [index, item] of value.entries()) if (item !== null) checkValue(check, type, item, `${at}.${index + 1}.member`)
}

function checkMap(check: Check, type: string, value: Json, at: string): void {
  if (!isObject(value)) throw serialization(Array.isArray(value) ? 'Start of list found where not expected' : 'Expected map or null')
  for (const [key, item] of Object.entries(value)) if (item !== null) checkValue(check, type, item, `${at}.${key}.member`)
}

function checkScalar(check: Check, type: string, value: Json, at: string): void {
  switch (type) {
    case 'boolean':
      if (typeof value !== 'boolean') throw unconvertible(value, 'Boolean')
      return
    case 'integer':
      if (typeof value !== 'number') throw unconvertible(value, 'Integer')
      return
    case 'double':
      if (typeof value !== 'number') throw unconvertible(value, 'Double')
      return
    case 'timestamp':
      // Seconds since the epoch, or ISO 8601.
      if (typeof value !== 'number') textOf(value)
      return
    default:
      checkText(check, type, textOf(value), at)
  }
}

/** A text in its kind: of an enumeration or of a form; labels and queries are texts whatever they stand for. */
function checkText({ shapes, faults }: Check, type: string, value: string, at: string): void {
  const allowed = own(shapes.enums, type)
  if (allowed !== undefined && !allowed.includes(value)) faults.push(notInEnum(value, at, allowed))
  const pattern = own(shapes.patterns, type)
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value)) {
    faults.push(`Value '${value}' at '${at}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`)
  }
}

function textOf(value: Json): string {
  if (typeof value === 'string') return value
  throw unconvertible(value, 'String')
}

/** The Java name of a JSON value's type, as the service's refusals say it (recorded for the first two). */
function javaType(value: Json): string {
  if (typeof value === 'boolean') return 'java.lang.Boolean'
  if (typeof value === 'number') return 'com.amazon.coral.value.json.numbers.TruncatingBigNumber'
  if (typeof value === 'string') return 'java.lang.String'
  return Array.isArray(value) ? 'java.util.ArrayList' : 'java.util.LinkedHashMap'
}

function unconvertible(value: Json, wanted: string): ServiceError {
  return serialization(`class ${javaType(value)} can not be converted to an ${wanted}`)
}

function serialization(message: string): ServiceError {
  return new ServiceError('SerializationException', message)
}
