import { createRequire } from 'node:module'
import type { ErrorObject, ValidateFunction } from 'ajv'
import type { ApiDefinition } from '../definition/rest-api.ts'
import { MODEL_REFERENCE_BASE } from '../facts.ts'
import { linearRegex } from '../linear-regex.ts'

/** Checks a parsed body; gives the problems as the Java validator behind API Gateway words them. Empty: the body fits. */
export type BodyCheck = (body: unknown) => readonly string[]

/** The checks of a definition's models by name. Undefined: there is no such model. A model that cannot be compiled throws. */
export type BodyChecks = (modelName: string) => BodyCheck | undefined

/**
 * Compiles models (JSON Schema draft 4) on first use. Names such as `__proto__` are plain names; patterns run in linear time,
 * and one that cannot is not checked, which `log` is told. Formats are not checked.
 */
export function createBodyChecks(api: ApiDefinition, log: (line: string) => void): BodyChecks {
  // Many gateways never check a body, and none before the first request: loading this takes a tenth of the start of `apigen dev`.
  const { default: AjvDraft04 }: typeof import('ajv-draft-04') = createRequire(import.meta.url)('ajv-draft-04')
  const ajv = new AjvDraft04({
    strict: false,
    allErrors: true,
    ownProperties: true,
    validateFormats: false,
    logger: false,
    verbose: true,
    code: { regExp: linearPatterns(log) },
  })
  for (const model of Object.values(api.models)) {
    const schema = parsed(model.schema)
    if (schema !== undefined) ajv.addSchema(schema, keyOf(api.id, model.name))
  }
  const checks = new Map<string, BodyCheck>()
  return (name) => {
    if (!Object.hasOwn(api.models, name)) return undefined
    const known = checks.get(name)
    if (known !== undefined) return known
    const validate = ajv.getSchema(keyOf(api.id, name))
    if (validate === undefined) return undefined
    const check: BodyCheck = (body) => problemsOf(validate as ValidateFunction, body)
    checks.set(name, check)
    return check
  }
}

function keyOf(apiId: string, name: string): string {
  return `${MODEL_REFERENCE_BASE}${apiId}/models/${name}`
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const schema: unknown = JSON.parse(text)
    return typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? (schema as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

interface Pattern {
  test(text: string): boolean
  /** The compiler of schemas tells patterns apart by their text. */
  toString(): string
}

interface PatternEngine {
  (pattern: string, flags: string): Pattern
  code: string
}

function linearPatterns(log: (line: string) => void): PatternEngine {
  const engine = (pattern: string): Pattern => {
    const name = (): string => `/${pattern}/u`
    const linear = linearRegex()
    try {
      const compiled = linear.compile(linear.translateRegExp(pattern))
      return { test: (text) => compiled.test(text), toString: name }
    } catch {
      log(`The pattern ${JSON.stringify(pattern)} cannot be matched in linear time: it is not checked here (API Gateway does check it)`)
      return { test: () => true, toString: name }
    }
  }
  return Object.assign(engine, { code: 'linearPatterns' })
}

/** Names of properties of an object go into one message (quoted), that of missing ones first. */
function problemsOf(validate: ValidateFunction, body: unknown): readonly string[] {
  if (validate(body)) return []
  const missing = new Map<string, string[]>()
  const unknown = new Map<string, string[]>()
  const messages: string[] = []
  for (const error of validate.errors ?? []) {
    if (error.keyword === 'required') add(missing, error.instancePath, String(error.params.missingProperty))
    else if (error.keyword === 'additionalProperties') add(unknown, error.instancePath, String(error.params.additionalProperty))
    else messages.push(messageOf(error))
  }
  const all = [
    ...[...missing.values()].map((names) => `object has missing required properties (${JSON.stringify(names.sort())})`),
    ...[...unknown.values()].map(
      (names) => `object instance has properties which are not allowed by the schema: ${JSON.stringify(names.sort())}`,
    ),
    ...messages,
  ]
  return all.length === 0 ? ['the instance does not match the schema'] : all
}

function add(lists: Map<string, string[]>, key: string, name: string): void {
  const names = lists.get(key)
  if (names === undefined) lists.set(key, [name])
  else names.push(name)
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

function sizeOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0
}

function messageOf(error: ErrorObject): string {
  const { keyword, params, data, schema } = error
  switch (keyword) {
    case 'type': {
      const named: readonly unknown[] = Array.isArray(schema) ? schema : [schema]
      // To the Java validator an integer is a number, too.
      const allowed = [...new Set(named.flatMap((type) => (type === 'number' ? ['integer', 'number'] : [type])))].sort()
      return `instance type (${typeOf(data)}) does not match any allowed primitive type (allowed: ${JSON.stringify(allowed)})`
    }
    case 'enum':
      return `instance value (${JSON.stringify(data)}) not found in enum (possible values: ${JSON.stringify(schema)})`
    case 'minimum':
      return `numeric instance is lower than the required minimum (minimum: ${String(schema)}, found: ${String(data)})`
    case 'maximum':
      return `numeric instance is greater than the required maximum (maximum: ${String(schema)}, found: ${String(data)})`
    case 'minLength':
      return `string ${JSON.stringify(data)} is too short (length: ${String(data).length}, required minimum: ${String(schema)})`
    case 'maxLength':
      return `string ${JSON.stringify(data)} is too long (length: ${String(data).length}, maximum allowed: ${String(schema)})`
    case 'pattern':
      return `ECMA 262 regex ${JSON.stringify(schema)} does not match input string ${JSON.stringify(data)}`
    case 'minItems':
      return `array is too short: must have at least ${String(schema)} elements but instance has ${Array.isArray(data) ? data.length : 0} elements`
    case 'maxItems':
      return `array is too long: must have at most ${String(schema)} elements but instance has ${Array.isArray(data) ? data.length : 0} elements`
    case 'minProperties':
      return `object has too few properties (found ${sizeOf(data)} but schema requires at least ${String(schema)})`
    case 'maxProperties':
      return `object has too many properties (found ${sizeOf(data)} but schema requires at most ${String(schema)})`
    case 'uniqueItems':
      return 'array must not contain duplicate elements'
    case 'oneOf':
      return `instance failed to match exactly one schema (matched ${Array.isArray(params.passingSchemas) ? params.passingSchemas.length : 0} out of ${Array.isArray(schema) ? schema.length : 0})`
    case 'anyOf':
      return 'instance failed to match at least one required schema among those provided'
    case 'not':
      return 'instance matched a schema which it should not have'
    default:
      return `instance does not match the schema (keyword: ${keyword})`
  }
}
