import { compareText, type Json, type JsonObject, put } from '../../json.ts'
import type { Method, MethodResponse } from '../rest-api.ts'
import type { ExportContext } from './context.ts'
import { exportIntegration } from './integration.ts'
import { exportSecurity } from './security.ts'

const PLACES: Readonly<Record<string, string>> = { querystring: 'query', header: 'header', path: 'path' }

/** A method as an operation, in the order in which the service writes one (recorded). */
export function exportOperation(context: ExportContext, method: Method, resourceId: string): JsonObject {
  const operation: Record<string, Json> = {}
  if (method.operationName !== undefined) operation.operationId = method.operationName
  const parameters = exportParameters(context, method)
  if (context.type === 'swagger') {
    const consumes = mediaTypes(method.requestModels, method.methodIntegration?.requestTemplates)
    const produces = mediaTypes(
      ...Object.values(method.methodResponses ?? {}).map((response) => response.responseModels),
      ...Object.values(method.methodIntegration?.integrationResponses ?? {}).map((response) => response.responseTemplates),
    )
    if (consumes.length > 0) operation.consumes = consumes
    if (produces.length > 0) operation.produces = produces
    const body = jsonFirst(method.requestModels)
    if (body !== undefined) parameters.push({ in: 'body', name: body[1], required: true, schema: context.reference(body[1]) })
  }
  if (parameters.length > 0) operation.parameters = parameters
  if (context.type === 'oas30' && Object.keys(method.requestModels ?? {}).length > 0) {
    operation.requestBody = { content: content(context, method.requestModels), required: true }
  }
  const responses: Record<string, Json> = {}
  for (const [status, response] of Object.entries(method.methodResponses ?? {})) put(responses, status, exportResponse(context, response))
  operation.responses = responses
  const security = exportSecurity(context, method)
  if (security !== undefined) operation.security = security
  const validator = context.validator(method.requestValidatorId)
  if (validator !== undefined && context.writes('validators')) operation['x-amazon-apigateway-request-validator'] = validator.name
  if (method.methodIntegration !== undefined && context.writes('integrations')) {
    operation['x-amazon-apigateway-integration'] = exportIntegration(context, method.methodIntegration, resourceId)
  }
  return operation
}

function exportParameters(context: ExportContext, method: Method): Json[] {
  const parameters: Json[] = []
  for (const [key, required] of Object.entries(method.requestParameters ?? {})) {
    const match = /^method\.request\.(querystring|header|path)\.(.*)$/s.exec(key)
    const place = PLACES[match?.[1] ?? '']
    const name = match?.[2]
    if (place === undefined || name === undefined) continue
    parameters.push(
      context.type === 'swagger'
        ? { name, in: place, required, type: 'string' }
        : { name, in: place, ...(required && { required }), schema: { type: 'string' } },
    )
  }
  return parameters
}

/** Only the status, the names of the headers and the models survive an import; the description is always this one (recorded). */
function exportResponse(context: ExportContext, response: MethodResponse): JsonObject {
  const result: Record<string, Json> = { description: `${response.statusCode} response` }
  if (context.type === 'swagger') {
    const model = jsonFirst(response.responseModels)
    if (model !== undefined) result.schema = context.reference(model[1])
  }
  const headers: Record<string, Json> = {}
  for (const key of Object.keys(response.responseParameters ?? {})) {
    const name = /^method\.response\.header\.(.*)$/s.exec(key)?.[1]
    if (name !== undefined) put(headers, name, context.type === 'swagger' ? { type: 'string' } : { schema: { type: 'string' } })
  }
  if (Object.keys(headers).length > 0) result.headers = headers
  if (context.type === 'oas30') result.content = content(context, response.responseModels)
  return result
}

function content(context: ExportContext, models: Readonly<Record<string, string>> | undefined): JsonObject {
  const result: Record<string, Json> = {}
  for (const [mediaType, model] of Object.entries(models ?? {})) put(result, mediaType, { schema: context.reference(model) })
  return result
}

function jsonFirst(models: Readonly<Record<string, string>> | undefined): [string, string] | undefined {
  const all = Object.entries(models ?? {})
  return all.find(([mediaType]) => mediaType === 'application/json') ?? all[0]
}

function mediaTypes(...maps: readonly (Readonly<Record<string, unknown>> | undefined)[]): string[] {
  const types = new Set(maps.flatMap((map) => Object.keys(map ?? {})).filter((type) => type !== '$default'))
  return [...types].sort(compareText)
}
