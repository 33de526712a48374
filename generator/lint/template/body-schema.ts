import { asObject, asString, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import type { TemplateNode, View } from '../rule.ts'
import { type BodyStep, describePath } from './body-path.ts'

/** What is known of the body that a template reads. */
export interface BodySchema {
  readonly schema: JsonObject
  /** Whose word it is, for messages: `the model of the request`. */
  readonly says: string
  /** Whether there is a body at all. */
  readonly certain: boolean
}

/** The schema of the body that a template reads: the request's, a mock's, a Lambda error's. Undefined where nothing is known of it. */
export function bodySchemaOf(node: TemplateNode, view: View): BodySchema | undefined {
  return node.side === 'request' ? requestSchema(node, view) : answerSchema(node)
}

function requestSchema({ operation, mediaType }: TemplateNode, view: View): BodySchema | undefined {
  const body = view.resolve(own(operation.value, 'requestBody'))
  const schema = schemaOf(asObject(own(body, 'content')), mediaType)
  return schema && { schema, says: 'the model of the request', certain: own(body, 'required') === true }
}

/** The schema of a content type among those of a body; the parameters of a content type decide nothing. */
export function schemaOf(contents: JsonObject, mediaType: string): JsonObject | undefined {
  const wanted = essence(mediaType)
  const types = Object.keys(contents)
  const [only] = types
  const type =
    types.find((candidate) => essence(candidate) === wanted) ?? (types.length === 1 && covers(only ?? '', wanted) ? only : undefined)
  const schema = type === undefined ? undefined : own(asObject(contents[type]), 'schema')
  return isObject(schema) ? schema : undefined
}

function covers(range: string, type: string): boolean {
  return type === '$default' || range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)))
}

function essence(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase()
}

const NOTHING: JsonObject = { type: 'object', properties: {}, additionalProperties: false }

/** What every Lambda run time says of an error; some say more. */
const LAMBDA_ERROR: JsonObject = {
  type: 'object',
  properties: {
    errorMessage: { type: ['string', 'null'] },
    errorType: { type: 'string' },
    stackTrace: { type: 'array' },
    trace: { type: 'array' },
    requestId: { type: 'string' },
    cause: { type: 'object' },
  },
}

function answerSchema({ integration, response }: TemplateNode): BodySchema | undefined {
  if (integration.type === 'mock') return { schema: NOTHING, says: 'the answer of a mock, which has no body', certain: true }
  if (integration.type !== 'aws' || response === undefined || response.pattern === 'default' || response.pattern === '') return undefined
  return isLambda(own(integration.value, 'uri')) ? { schema: LAMBDA_ERROR, says: 'a Lambda error', certain: true } : undefined
}

/** Whether the address of an integration is that of a function. */
export function isLambda(uri: Json | undefined): boolean {
  return (asString(uri) ?? JSON.stringify(uri ?? '')).includes(':lambda:path/')
}

/** A way through a body as JSONPath writes it. */
export function describeWay(steps: readonly BodyStep[]): string {
  return `$${steps.map(({ step }) => describeStep(step)).join('')}`
}

function describeStep(step: BodyStep['step']): string {
  if (step.kind === 'property') return describePath([step.name]).slice(1)
  return step.kind === 'index' ? `[${step.index}]` : '[*]'
}
