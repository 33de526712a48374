import { MODEL_KEYWORDS } from '../facts.ts'
import { isObject, type Json } from '../json.ts'
import { modelSchema, schemaMembers } from './import/schema.ts'

/**
 * What the service says against the text of a schema that CreateModel is given (quoted texts): JSON, the keywords of draft 4
 * alone, and references to models of the same API in canonical form. `names` are those of its models.
 */
export function checkModelSchema(text: string, names: ReadonlySet<string>): string[] {
  let schema: Json
  try {
    schema = JSON.parse(text) as Json
  } catch {
    return ['Invalid model schema specified']
  }
  const unknown = [...unknownKeywords(schema)]
  if (unknown.length > 0) return [`Invalid model schema specified. Unsupported keyword(s): ${JSON.stringify(unknown)}`]
  const checked = modelSchema({ root: {}, dialect: 'oas3', apiId: '', modelNames: names, warn() {} }, schema, '')
  if (!('refusal' in checked)) return []
  const reason = /errors : \[(.*)\]$/.exec(checked.refusal)?.[1]
  return [reason ?? checked.refusal]
}

function unknownKeywords(schema: Json): Set<string> {
  const unknown = new Set<string>()
  const open: Json[] = [schema]
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    if (!isObject(current)) continue
    for (const keyword of Object.keys(current)) if (!MODEL_KEYWORDS.has(keyword)) unknown.add(keyword)
    open.push(...schemaMembers(current))
  }
  return unknown
}
