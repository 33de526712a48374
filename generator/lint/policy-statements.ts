import { isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { join } from '../base/pointer.ts'
import type { Node, View } from './rule.ts'

const NAME = 'x-amazon-apigateway-policy'

/** The resource policy, where it is an object: one that is written as text has no places inside. */
export function resourcePolicy(view: View): Node<JsonObject> | undefined {
  const value = own(view.root, NAME)
  return isObject(value) ? { value, pointer: `/${NAME}` } : undefined
}

/** The statements of the resource policy that are objects. IAM takes a single one without a list. */
export function policyStatements(view: View): Node<JsonObject>[] {
  const policy = resourcePolicy(view)
  if (policy === undefined) return []
  const at = join(policy.pointer, 'Statement')
  const statements = own(policy.value, 'Statement')
  const all: readonly Node[] = Array.isArray(statements)
    ? statements.map((value: Json, index) => ({ value, pointer: join(at, String(index)) }))
    : [{ value: statements ?? null, pointer: at }]
  return all.filter((one): one is Node<JsonObject> => isObject(one.value))
}

/** The texts of a member that is one text or a list of them, and where each stands. What a deployment decides is none. */
export function textsOf({ value, pointer }: Node<JsonObject>, name: string): Node<string>[] {
  const given = own(value, name)
  const at = join(pointer, name)
  const all: Node[] = Array.isArray(given)
    ? given.map((item: Json, index) => ({ value: item, pointer: join(at, String(index)) }))
    : [{ value: given ?? null, pointer: at }]
  return all.filter((one): one is Node<string> => typeof one.value === 'string')
}
