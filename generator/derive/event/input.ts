import { parsePath } from '../../../runtime/gateway/jsonpath/syntax/parse.ts'
import type { Parameter } from '../../model/api-model.ts'
import type { Schema } from '../../model/schema.ts'
import { type Found, followPath, type Schemas } from './steps.ts'
import { unionOf } from './union.ts'
import { type ParameterLocation, TEXT, UNKNOWN, type Values } from './values.ts'

/** What the document says of the requests that a template is given. */
export interface Asked {
  readonly schemas: Schemas
  readonly parameters: readonly Parameter[]
  /** The parsed body; `missing` where there may be none, which API Gateway reads as `{}`. */
  readonly body: Found
  /** Whether the text of the body is JSON. */
  readonly isJson: boolean
}

const PLACES: Readonly<Record<ParameterLocation, Parameter['in']>> = { path: 'path', querystring: 'query', header: 'header' }

/** `$input.params(name)`, and the same in one place. */
export function parameterOf(name: string, location: ParameterLocation | undefined, { parameters }: Asked): Values {
  const places: readonly ParameterLocation[] = location ? [location] : ['path', 'querystring', 'header']
  for (const place of places) {
    const found = parameters.find((parameter) => parameter.in === PLACES[place] && sameName(parameter.name, name, place))
    if (found) return [{ kind: 'text', declared: found.schema, missing: !found.required }]
  }
  return TEXT
}

function sameName(declared: string, asked: string, place: ParameterLocation): boolean {
  return declared === asked || (place === 'header' && declared.toLowerCase() === asked.toLowerCase())
}

/** `$input.body`. */
export function bodyText(asked: Asked): Values {
  return asked.isJson ? [{ kind: 'json-text', schema: whole(asked.body) }] : TEXT
}

/** The value of the whole body. */
export function bodyValue(asked: Asked): Values {
  return [{ kind: 'json', schema: whole(asked.body), missing: false, way: '$' }]
}

const EMPTY_BODY: Schema = { kind: 'object', properties: [], additional: 'none' }

function whole({ schema, missing }: Found): Schema {
  return missing && schema.kind !== 'unknown' ? unionOf([schema, EMPTY_BODY]) : schema
}

/** `$input.path(…)`; undefined where the path cannot be read. */
export function pathValue(text: string, asked: Asked): Values {
  const { path } = parsePath(text)
  if (!path) return UNKNOWN
  if (path.steps.length === 0 && path.fn === undefined) return bodyValue(asked)
  const found = followPath(asked.body, path, asked.schemas)
  return [{ kind: 'json', ...found, way: wayOf(path.steps) }]
}

/** `$input.json(…)`: what is missing prints as two quotes. */
export function pathText(text: string, asked: Asked, isSure: (way: string) => boolean): Values {
  const [value] = pathValue(text, asked)
  if (value?.kind !== 'json') return UNKNOWN
  if (!value.missing || (value.way !== undefined && isSure(value.way))) return [{ kind: 'json-text', schema: value.schema }]
  return [{ kind: 'json-text', schema: unionOf([value.schema, { kind: 'enum', values: [''] }]) }]
}

function wayOf(steps: readonly { readonly kind: string; readonly name?: string }[]): string | undefined {
  return steps.every(({ kind }) => kind === 'property') ? `$${steps.map(({ name }) => `.${name}`).join('')}` : undefined
}
