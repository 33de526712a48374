import { asArray, asString, isObject, type Json, type JsonObject } from './json.ts'

/**
 * Late-bound values are parts of a spec that only a deployment tool knows: CloudFormation intrinsics, in their long form
 * (`{"Fn::Sub": "…"}`, `{"Ref": "…"}`), and `${NAME}` inside strings. They stay plain JSON and are printed back verbatim.
 */

const INTRINSIC = /^(Ref|Condition|Fn::[A-Za-z0-9]+)$/

/** True for an object with a single key that is a CloudFormation intrinsic; a property of a schema may be called `Ref`, too. */
export function isIntrinsic(value: unknown): value is JsonObject {
  if (!isObject(value)) return false
  const key = onlyKey(value)
  // Most objects with one member are references.
  return key !== undefined && key !== '$ref' && INTRINSIC.test(key) && (key.startsWith('Fn::') || typeof value[key] === 'string')
}

/** Every object of a document is asked, and nearly all have several members: none of their names are gathered. */
function onlyKey(object: JsonObject): string | undefined {
  let only: string | undefined
  for (const key in object) {
    if (only !== undefined) return undefined
    only = key
  }
  return only
}

/** True for an intrinsic, or a string that holds a `${NAME}` other than a stage variable. */
export function isLateBound(value: unknown): boolean {
  return isIntrinsic(value) || (typeof value === 'string' && placeholders(value).length > 0)
}

/**
 * The names in `${…}` of a string, in order, without those that API Gateway resolves itself at run time
 * (`${stageVariables.x}`). `${AWS::Region}` and its like count: they are bound at import.
 */
export function placeholders(text: string): string[] {
  if (!text.includes('${')) return []
  const names: string[] = []
  for (const match of text.matchAll(/\$\{([^{}]*)\}/g)) {
    const name = (match[1] ?? '').trim()
    if (name !== '' && !name.startsWith('stageVariables') && !name.startsWith('!')) names.push(name)
  }
  return names
}

/** The branch of an `Fn::If` that a model can be made of: the first that is not `AWS::NoValue`; other values as they are. */
export function likelyBranch(value: Json | undefined): Json | undefined {
  if (!isIntrinsic(value)) return value
  const branches = asArray(value['Fn::If']).slice(1)
  if (branches.length === 0) return value
  const branch = branches.find((item) => !(isObject(item) && asString(item.Ref) === 'AWS::NoValue'))
  return likelyBranch(branch)
}

/** A short name for people: `Fn::GetAtt Handler.Arn`, `Ref Stage`, or the string itself. */
export function describeLateBound(value: Json): string {
  if (!isIntrinsic(value)) return typeof value === 'string' ? value : JSON.stringify(value)
  const [key = ''] = Object.keys(value)
  const inner = value[key]
  return `${key} ${typeof inner === 'string' ? inner : Array.isArray(inner) && inner.every((item) => typeof item === 'string') ? inner.join('.') : JSON.stringify(inner)}`
}

/** `${AWS::Region}` and its like are bound before API Gateway sees the template; a text as long stands for them, so that places stay right. */
export function masked(text: string): string {
  return text.replace(/\$\{AWS::[A-Za-z]+\}/g, (placeholder) => 'x'.repeat(placeholder.length))
}
