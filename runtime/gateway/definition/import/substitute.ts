import { isObject, type Json, type JsonObject, put } from '../../json.ts'

/** What API Gateway itself puts in the place of `${AWS::…}` in an imported document. */
export interface PseudoParameters {
  readonly region: string
  readonly accountId: string
  readonly partition: string
}

const PSEUDO = /\$\{AWS::(Region|AccountId|Partition)\}/g

/** The document with `${AWS::Region}`, `${AWS::AccountId}` and `${AWS::Partition}` bound in every string; parts without one are shared, not copied. */
export function substitute(document: JsonObject, parameters: PseudoParameters): JsonObject {
  return bind(document, parameters, 0) as JsonObject
}

/** Deeper values are left as they are: the importer does not look that deep either. */
const MAXIMUM_DEPTH = 400

function bind(value: Json, parameters: PseudoParameters, depth: number): Json {
  if (typeof value === 'string') return value.includes('${AWS::') ? bindText(value, parameters) : value
  if (typeof value !== 'object' || value === null || depth > MAXIMUM_DEPTH) return value
  return isObject(value) ? bindObject(value, parameters, depth) : bindList(value, parameters, depth)
}

function bindObject(value: JsonObject, parameters: PseudoParameters, depth: number): JsonObject {
  let copy: Record<string, Json> | undefined
  for (const key of Object.keys(value)) {
    const item = value[key] as Json
    const bound = bind(item, parameters, depth + 1)
    if (bound === item) continue
    copy ??= { ...value }
    put(copy, key, bound)
  }
  return copy ?? value
}

function bindList(value: readonly Json[], parameters: PseudoParameters, depth: number): readonly Json[] {
  let copy: Json[] | undefined
  for (let index = 0; index < value.length; index += 1) {
    const item = value[index] as Json
    const bound = bind(item, parameters, depth + 1)
    if (bound === item) continue
    copy ??= [...value]
    copy[index] = bound
  }
  return copy ?? value
}

function bindText(text: string, { region, accountId, partition }: PseudoParameters): string {
  return text.replace(PSEUDO, (_, name: string) => (name === 'Region' ? region : name === 'AccountId' ? accountId : partition))
}
