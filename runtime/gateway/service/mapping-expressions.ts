import {
  integrationParameterErrors,
  mappingError,
  REQUEST_PARAMETER,
  RESPONSE_HEADER,
  responseMappingErrors,
  validationResult,
} from '../definition/mapping-errors.ts'
import { PARAMETER_NAME, PARAMETER_NAME_PATTERN } from '../facts.ts'
import { badRequest, type ServiceError } from './errors.ts'

/** What the service answers to mappings that are wrong. */
export function mappingRefusal(errors: readonly string[]): ServiceError {
  return badRequest(mappingError(errors))
}

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

/** Refuses mappings of an integration's request that are none. */
export function checkIntegrationParameters(mappings: Readonly<Record<string, string>>, declared: Readonly<Record<string, unknown>>): void {
  const errors = integrationParameterErrors(mappings, declared)
  if (errors.length > 0) throw mappingRefusal(errors)
}

/** Refuses mappings of an integration's response that are none. */
export function checkResponseMappings(mappings: Readonly<Record<string, string>>, declared: Readonly<Record<string, unknown>>): void {
  const errors = responseMappingErrors(mappings, declared)
  if (errors.length > 0) throw mappingRefusal(errors)
}

/** Refuses keys of templates that are no media types (recorded). */
export function checkContentTypes(templates: Readonly<Record<string, unknown>>): void {
  const errors = Object.keys(templates)
    .filter((type) => !/^[^/\s]+\/[^/\s]+/.test(type) && type !== '$default')
    .map((type) => `Invalid content type specified: ${type}`)
  if (errors.length > 0) throw badRequest(validationResult(errors))
}
