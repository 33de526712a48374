import { mediaTypeOf, toText } from '../http.ts'
import { own } from '../json.ts'
import { inHashOrder } from '../velocity/java/hash-order.ts'
import type { BodyChecks } from './body-schema.ts'
import { headerValues, type RoutedExchange } from './exchange.ts'
import { misconfigured, Rejection } from './rejection.ts'

/** Refuses what the method's validator refuses: required parameters first, then the body against its model. One 400 only. */
export function validateRequest(exchange: RoutedExchange, checks: () => BodyChecks): void {
  const { requestValidatorId } = exchange.method
  if (requestValidatorId === undefined) return
  const validator = own(exchange.target.api.requestValidators, requestValidatorId)
  if (validator === undefined) return
  if (validator.validateRequestParameters) validateParameters(exchange, validator.name)
  if (validator.validateRequestBody) validateBody(exchange, validator.name, checks())
}

/** Missing or blank. */
function validateParameters(exchange: RoutedExchange, validator: string): void {
  const parameters = exchange.method.requestParameters ?? {}
  const absent = Object.keys(parameters).filter((key) => parameters[key] === true && !isPresent(exchange, key))
  const missing = absent.length === 0 ? absent : namesInOrder(absent, Object.keys(parameters))
  exchange.trace?.({ kind: 'validation', validator, problems: missing.map((name) => `${name} is missing`) })
  if (missing.length === 0) return
  throw new Rejection('BAD_REQUEST_PARAMETERS', { text: `Missing required request parameters: [${missing.join(', ')}]` })
}

/** In the order of a java.util.HashSet of names that was filled from a HashMap of all keys: all known messages are. */
function namesInOrder(absent: readonly string[], all: readonly string[]): readonly string[] {
  const wanted = new Set(absent)
  return inHashOrder(
    inHashOrder(all)
      .filter((key) => wanted.has(key))
      .map(nameOf),
  )
}

/** The name behind `method.request.LOCATION.`. */
function nameOf(key: string): string {
  return key.split('.').slice(3).join('.')
}

function isPresent(exchange: RoutedExchange, key: string): boolean {
  const [, , location = '', ...rest] = key.split('.')
  const name = rest.join('.')
  const value =
    location === 'header'
      ? headerValues(exchange, name)?.at(-1)
      : location === 'path'
        ? own(exchange.pathParameters, name)
        : own(exchange.query, name)?.at(-1)
  return value !== undefined && value.trim() !== ''
}

function validateBody(exchange: RoutedExchange, validator: string, checks: BodyChecks): void {
  const models = exchange.method.requestModels ?? {}
  const type = mediaTypeOf(headerValues(exchange, 'Content-Type')?.at(-1)) ?? 'application/json'
  const key = Object.keys(models).find((candidate) => mediaTypeOf(candidate) === type)
  const model = (key === undefined ? undefined : own(models, key)) ?? own(models, '$default')
  if (model === undefined || model === 'Empty') return
  const check = checkOf(checks, model)
  if (check === undefined) return
  const problems = problemsOf(check, toText(exchange.request.body))
  exchange.trace?.({ kind: 'validation', validator, model, problems })
  if (problems.length > 0) {
    const validationError = `[${problems.join(', ')}]`
    const log = `Request body does not match model schema for content type ${type}: ${validationError}`
    throw new Rejection('BAD_REQUEST_BODY', { text: 'Invalid request body', validationError, log })
  }
}

function checkOf(checks: BodyChecks, model: string): ReturnType<BodyChecks> {
  try {
    return checks(model)
  } catch (error) {
    throw misconfigured(`the model ${model} cannot be used: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const UNREADABLE = ['Unknown error parsing request body']

/** An empty body is validated as an empty object; where that does not do, API Gateway says that it cannot be read (quoted). */
function problemsOf(check: NonNullable<ReturnType<BodyChecks>>, text: string): readonly string[] {
  if (text.trim() === '') return check({}).length === 0 ? [] : UNREADABLE
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return UNREADABLE
  }
  return check(body)
}
