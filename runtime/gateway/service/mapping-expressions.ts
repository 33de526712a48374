import { PARAMETER_NAME, PARAMETER_NAME_PATTERN } from '../facts.ts'
import { badRequest, type ServiceError } from './errors.ts'

/** How the service words what is wrong with mappings: all of it in one sentence (recorded). */
export function mappingRefusal(errors: readonly string[]): ServiceError {
  return badRequest(`Invalid mapping expression specified: ${validationResult(errors)}`)
}

export function validationResult(errors: readonly string[]): string {
  return `Validation Result: warnings : [], errors : [${errors.join(', ')}]`
}

const REQUEST_PARAMETER = /^method\.request\.(path|querystring|header)\.(.+)$/
const RESPONSE_HEADER = /^method\.response\.header\.(.+)$/
const INTEGRATION_PARAMETER = /^integration\.request\.(path|querystring|header)\.(.+)$/

/** Refuses names of request parameters of a method that are none, and one name in two places (recorded). */
export function checkRequestParameters(names: readonly string[]): void {
  const places = new Map<string, string>()
  const errors: string[] = []
  for (const written of names) {
    const [, place = '', name = ''] = REQUEST_PARAMETER.exec(written) ?? []
    if (place === '') errors.push(`Invalid mapping expression specified: ${written}`)
    else if (!PARAMETER_NAME.test(name))
      errors.push(`Parameter name should match the following regular expression: ${PARAMETER_NAME_PATTERN}`)
    else if (places.has(name) && places.get(name) !== place)
      throw badRequest('Parameter names must be unique across querystring, header and path')
    else places.set(name, place)
  }
  if (errors.length > 0) throw mappingRefusal(errors)
}

/** Refuses names of response parameters of a method that are no headers. */
export function checkResponseParameters(names: readonly string[]): void {
  const errors = names.filter((name) => !RESPONSE_HEADER.test(name)).map((name) => `Invalid mapping expression specified: ${name}`)
  if (errors.length > 0) throw mappingRefusal(errors)
}

/** Refuses mappings of an integration's request: names that are none, sources that are none, parameters that the method does not have. */
export function checkIntegrationParameters(mappings: Readonly<Record<string, string>>, declared: Readonly<Record<string, unknown>>): void {
  const errors = Object.entries(mappings).flatMap(([name, source]) => {
    if (!INTEGRATION_PARAMETER.test(name)) return [`Invalid mapping expression specified: ${name}`]
    if (REQUEST_PARAMETER.test(source)) {
      return Object.hasOwn(declared, source) ? [] : [`Invalid mapping expression parameter specified: ${source}`]
    }
    return isSource(source, 'method.request') ? [] : [`Invalid mapping expression specified: ${source}`]
  })
  if (errors.length > 0) throw mappingRefusal(errors)
}

/** Refuses mappings of an integration's response: headers that the method's response does not declare, and sources that are none. */
export function checkResponseMappings(mappings: Readonly<Record<string, string>>, declared: Readonly<Record<string, unknown>>): void {
  const errors = Object.entries(mappings).flatMap(([name, source]) => {
    if (!RESPONSE_HEADER.test(name)) return [`Invalid mapping expression specified: ${name}`]
    if (!Object.hasOwn(declared, name)) return [`Invalid mapping expression parameter specified: ${name}`]
    return isSource(source, 'integration.response') ? [] : [`Invalid mapping expression specified: ${source}`]
  })
  if (errors.length > 0) throw mappingRefusal(errors)
}

/** A static text in quotes, something of the context or of the stage, or something of the message that is mapped. */
function isSource(source: string, message: string): boolean {
  return /^'[\s\S]*'$/.test(source) || /^(context|stageVariables)\../.test(source) || source.startsWith(`${message}.`)
}

/** Refuses keys of templates that are no media types (recorded). */
export function checkContentTypes(templates: Readonly<Record<string, unknown>>): void {
  const errors = Object.keys(templates)
    .filter((type) => !/^[^/\s]+\/[^/\s]+/.test(type) && type !== '$default')
    .map((type) => `Invalid content type specified: ${type}`)
  if (errors.length > 0) throw badRequest(validationResult(errors))
}
