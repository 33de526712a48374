import { parseText, type TextPart } from '../base/expression.ts'
import { asObject, asString, isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { type MemberKind, SHORT_FORMS } from '../base/short-form.ts'
import type { NamedValue, ServiceCall, Value } from '../model/service-call.ts'
import { flatten } from './lambda-uri.ts'

/** What a short form calls; undefined where it cannot be read. Lint says why: here is no second opinion. */
export function readServiceCall(short: JsonObject): ServiceCall | undefined {
  const service = asString(own(short, 'service'))?.toLowerCase() ?? ''
  const actions = Object.hasOwn(SHORT_FORMS, service) ? SHORT_FORMS[service] : undefined
  const action = asString(own(short, 'action')) ?? Object.keys(actions ?? {})[0] ?? ''
  const form = actions && Object.hasOwn(actions, action) ? actions[action] : undefined
  if (!form) return undefined
  const read = {
    names: {} as Record<string, string>,
    values: {} as Record<string, Value>,
    maps: {} as Record<string, readonly NamedValue[]>,
    errors: [] as ServiceCall['errors'][number][],
  }
  for (const [member, kind] of Object.entries(form.members)) {
    const value = own(short, member)
    if (value === undefined || member === 'service' || member === 'action') continue
    if (!readMember(member, kind, value, read)) return undefined
  }
  if (form.required.some((member) => !Object.hasOwn(short, member))) return undefined
  return { service, action, ...read }
}

interface Read {
  readonly names: Record<string, string>
  readonly values: Record<string, Value>
  readonly maps: Record<string, readonly NamedValue[]>
  readonly errors: ServiceCall['errors'][number][]
}

function readMember(member: string, kind: MemberKind, value: Json, read: Read): boolean {
  switch (kind) {
    case 'name': {
      const name = flatten(value)
      put(read.names, member, name)
      return name.trim() !== ''
    }
    case 'value': {
      const found = readValue(value)
      if (found) put(read.values as Record<string, never>, member, found as never)
      return found !== undefined
    }
    case 'values': {
      const found = readMembers(asObject(value))
      if (found) put(read.maps as Record<string, never>, member, found as never)
      return found !== undefined && isObject(value)
    }
    case 'errors':
      for (const [error, status] of Object.entries(asObject(value))) read.errors.push({ error, status: String(status) })
      return isObject(value)
    default: {
      const word = asString(value) ?? ''
      put(read.names, member, word)
      return kind.words.includes(word)
    }
  }
}

function readMembers(object: JsonObject): NamedValue[] | undefined {
  const members: NamedValue[] = []
  for (const [name, inner] of Object.entries(object)) {
    const value = readValue(inner)
    if (value === undefined) return undefined
    members.push({ name, value })
  }
  return members
}

function readValue(value: Json): Value | undefined {
  if (typeof value === 'string') return readText(value)
  if (typeof value !== 'object' || value === null) return { kind: 'constant', value }
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => readValue(item))
    return items.every((item) => item !== undefined) ? { kind: 'list', items } : undefined
  }
  const late = flatten(value)
  if (late !== '') return { kind: 'constant', value: late }
  const members = readMembers(asObject(value))
  return members && { kind: 'object', members }
}

function readText(text: string): Value | undefined {
  const parts = parseText(text)
  if (typeof parts === 'string') return undefined
  const values = parts.map(partValue)
  const [only] = values
  return values.length === 1 && only ? only : { kind: 'text', parts: values }
}

function partValue(part: TextPart): Value {
  return part.kind === 'literal' ? { kind: 'constant', value: part.text } : part
}
