import { isObject, type Json, type JsonObject, put } from '../../json.ts'

/** What API Gateway itself puts in the place of `${AWS::…}` in an imported document. */
export interface PseudoParameters {
  readonly region: string
  readonly accountId: string
  readonly partition: string
}

const PSEUDO = /\$\{AWS::(Region|AccountId|Partition)\}/g

/** A copy of the document with `${AWS::Region}`, `${AWS::AccountId}` and `${AWS::Partition}` bound in every string; parts without one are shared. */
export function substitute(document: JsonObject, parameters: PseudoParameters): JsonObject {
  const done = new Map<object, Json>()
  return bind(document, parameters, done, 0) as JsonObject
}

/** Deeper values are left as they are: the importer does not look that deep either. */
const MAXIMUM_DEPTH = 400

function bind(value: Json, parameters: PseudoParameters, done: Map<object, Json>, depth: number): Json {
  if (typeof value === 'string') return value.includes('${AWS::') ? bindText(value, parameters) : value
  if (typeof value !== 'object' || value === null || depth > MAXIMUM_DEPTH) return value
  const known = done.get(value)
  if (known !== undefined) return known
  let changed = false
  let result: Json
  if (isObject(value)) {
    const copy: Record<string, Json> = {}
    for (const [key, item] of Object.entries(value)) {
      const bound = bind(item, parameters, done, depth + 1)
      changed ||= bound !== item
      put(copy, key, bound)
    }
    result = changed ? copy : value
  } else {
    const copy = value.map((item) => bind(item, parameters, done, depth + 1))
    result = copy.some((item, index) => item !== value[index]) ? copy : value
  }
  done.set(value, result)
  return result
}

function bindText(text: string, { region, accountId, partition }: PseudoParameters): string {
  return text.replace(PSEUDO, (_, name: string) => (name === 'Region' ? region : name === 'AccountId' ? accountId : partition))
}
