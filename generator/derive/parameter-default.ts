import { equal, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { type Context, resolve } from './context.ts'

/** References and parts within one another; deeper than this nothing is asked any more. */
const DEEPEST = 20

/** The value of a parameter that is missing: the default of its schema, unless that is of another type than the schema says. */
export function parameterDefault(context: Context, json: JsonObject | boolean): Json | undefined {
  if (!isObject(json)) return undefined
  const target = own(json, '$ref') === undefined ? undefined : resolve(context, json, '').value
  const value = own(json, 'default') ?? (isObject(target) ? own(target, 'default') : undefined)
  return value !== undefined && fits(context, json, value, 0) ? value : undefined
}

/** Whether types would hold the value. Limits are left to whoever wrote it. */
function fits(context: Context, json: Json, value: Json, depth: number): boolean {
  if (!isObject(json) || depth > DEEPEST) return true
  const under = (part: Json | undefined, of = value): boolean => fits(context, part ?? true, of, depth + 1)
  if (own(json, '$ref') !== undefined && !under(resolve(context, json, '').value)) return false
  const listed = own(json, 'enum')
  if (Array.isArray(listed) && !listed.some((one: Json) => equal(one, value))) return false
  if (!isOfType(own(json, 'type'), value)) return false
  const parts = own(json, 'allOf')
  if (Array.isArray(parts) && !parts.every((part: Json) => under(part))) return false
  for (const keyword of ['oneOf', 'anyOf']) {
    const members = own(json, keyword)
    if (Array.isArray(members) && !members.some((member: Json) => under(member))) return false
  }
  if (Array.isArray(value)) return value.every((item: Json) => under(own(json, 'items'), item))
  return !isObject(value) || hasFittingMembers(json, value, under)
}

function hasFittingMembers(json: JsonObject, value: JsonObject, under: (part: Json | undefined, of: Json) => boolean): boolean {
  const properties = own(json, 'properties')
  const required = own(json, 'required')
  if (Array.isArray(required) && !required.every((name) => typeof name === 'string' && Object.hasOwn(value, name))) return false
  return !isObject(properties) || Object.entries(value).every(([name, member]) => under(own(properties, name), member as Json))
}

function isOfType(type: Json | undefined, value: Json): boolean {
  if (Array.isArray(type)) return type.some((one: Json) => isOfType(one, value))
  switch (type) {
    case 'null':
      return value === null
    case 'string':
    case 'boolean':
    case 'number':
      return typeof value === type
    case 'integer':
      return Number.isSafeInteger(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isObject(value)
    default:
      return true
  }
}
