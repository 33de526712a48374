import { STATUS_CODE } from '../../facts.ts'
import { asString, isObject, own, pointer, put } from '../../json.ts'
import { integrationParameterErrors, mappingError, responseMappingErrors } from '../mapping-errors.ts'
import type { Integration, Method, MethodResponse, Verb } from '../rest-api.ts'
import type { SchemeMeaning } from './authorizers.ts'
import { requestModels, responseModels } from './content.ts'
import { entries, filled, type ImportContext, type Located } from './context.ts'
import { importIntegration } from './integration.ts'
import type { ModelStore } from './models.ts'
import { declaredParameters, requestParameters } from './parameters.ts'
import type { ImportedValidators } from './request-validators.ts'
import type { ResourceDraft } from './resources.ts'
import { methodSecurity } from './security.ts'

/** What methods are made with. */
export interface MethodParts {
  readonly models: ModelStore
  readonly validators: ImportedValidators
  readonly schemes: ReadonlyMap<string, SchemeMeaning>
}

/** One operation of a path item, as a method of the resource of its path. */
export function importMethod(
  context: ImportContext,
  parts: MethodParts,
  item: Located,
  operation: Located,
  verb: Verb,
  resource: ResourceDraft,
  ownSegments: readonly string[],
): Method | undefined {
  const { value } = operation
  if (!isObject(value)) return undefined
  const parameters = declaredParameters(context, item, operation)
  const declared = requestParameters(parameters, ownSegments, (message, at) =>
    context.fail(`Unable to put method '${verb}' on resource at path '${resource.path}': ${message}`, at),
  )
  const models = requestModels(context, parts.models, operation, parameters)
  const responses = methodResponses(context, parts.models, operation, `${verb} ${resource.path}`)
  const integration = importIntegration(context, value, operation.pointer, { verb, path: resource.path, resourceId: resource.id })
  if (integration !== undefined) refuseMappings(context, operation.pointer, { verb, path: resource.path }, integration, declared, responses)
  const operationName = asString(own(value, 'operationId'))
  const validatorId = parts.validators.idOf(value, operation.pointer)
  return {
    httpMethod: verb,
    ...methodSecurity(context, value, parts.schemes),
    ...(validatorId !== undefined && { requestValidatorId: validatorId }),
    ...(operationName !== undefined && { operationName }),
    ...(filled(declared) && { requestParameters: declared }),
    ...(filled(models) && { requestModels: models }),
    ...(filled(responses) && { methodResponses: responses }),
    ...(integration !== undefined && { methodIntegration: integration }),
  }
}

/** Says what PutIntegration and PutIntegrationResponse say of mappings (seen in reports of imports that failed). */
function refuseMappings(
  context: ImportContext,
  at: string,
  { verb, path }: { readonly verb: Verb; readonly path: string },
  { type, requestParameters: mappings = {}, integrationResponses = {} }: Integration,
  declared: Readonly<Record<string, boolean>>,
  responses: Readonly<Record<string, MethodResponse>>,
): void {
  const fail = (what: string, errors: readonly string[], ...place: readonly string[]): void => {
    if (errors.length === 0) return
    const where = pointer(at, 'x-amazon-apigateway-integration', ...place)
    context.fail(`Unable to put ${what} on '${verb}' for resource at path '${path}': ${mappingError(errors)}`, where)
  }
  fail('integration', integrationParameterErrors(mappings, declared), 'requestParameters')
  // A proxy hands on the answer as it is, and nobody has told of an import that failed over its responses.
  if (type === 'AWS_PROXY' || type === 'HTTP_PROXY') return
  for (const { statusCode, selectionPattern = 'default', responseParameters = {} } of Object.values(integrationResponses)) {
    const response = own(responses, statusCode)
    // Documents of the guide have such responses of a status that no response has, and are imported.
    if (response === undefined) continue
    const errors = responseMappingErrors(responseParameters, response.responseParameters ?? {})
    fail('integration response', errors, 'responses', selectionPattern, 'responseParameters')
  }
}

/** Responses under a status code; `default` and ranges have no method response. */
function methodResponses(context: ImportContext, models: ModelStore, operation: Located, name: string): Record<string, MethodResponse> {
  const result: Record<string, MethodResponse> = {}
  if (!isObject(operation.value)) return result
  for (const { key, value, pointer: at } of entries(own(operation.value, 'responses'), pointer(operation.pointer, 'responses'))) {
    if (!STATUS_CODE.test(key)) continue
    const headers: Record<string, boolean> = {}
    // A reference to a response of the document is not followed (guide: not supported): the status alone stays.
    const response = isObject(value) ? value : {}
    for (const header of entries(own(response, 'headers'), at)) put(headers, `method.response.header.${header.key}`, false)
    const bodies = responseModels(context, models, operation.value, { value: response, pointer: at }, { statusCode: key, operation: name })
    result[key] = {
      statusCode: key,
      ...(filled(headers) && { responseParameters: headers }),
      ...(filled(bodies) && { responseModels: bodies }),
    }
  }
  return result
}
