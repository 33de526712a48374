import { Ajv } from 'ajv'
import schema from '../../specs/schema/diff-report.json' with { type: 'json' }

/** What a report of differences has that its published schema does not allow, or does not name: the schema itself leaves room for more. */
export function wrongInReport(text: string): readonly string[] {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true, strictRequired: false }).compile(closed(schema) as object)
  validate(JSON.parse(text))
  return (validate.errors ?? []).map(({ instancePath, message = '', params }) => `${instancePath} ${message} ${JSON.stringify(params)}`)
}

/** The schema with no room for members that it does not name. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closed(inner)]))
  return 'properties' in copy && copy.type === 'object' ? { ...copy, additionalProperties: false } : copy
}
