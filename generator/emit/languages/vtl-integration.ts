import { asObject, asString, type JsonObject, own } from '../../base/json.ts'
import type { ApiModel, Operation } from '../../model/api-model.ts'
import { serviceIntegration } from './services/index.ts'
import { addedHeaders } from './vtl-headers.ts'
import { asyncLambda, customLambda, functionUri } from './vtl-lambda.ts'
import { mockIntegration } from './vtl-mock.ts'
import { type ParameterProblem, parameterProblems } from './vtl-parameters.ts'

/** What stands under `x-amazon-apigateway-integration` of an operation, and what is to be said about it. */
export interface CompleteIntegration {
  /** Absent where nothing serves the operation. */
  readonly value?: JsonObject
  /** Who wrote the templates in it: `apigen` where the author left them out. */
  readonly templates: 'author' | 'apigen' | 'none'
  readonly problems: readonly IntegrationProblem[]
}

export type IntegrationProblem =
  | ParameterProblem
  /** Responses of a mock without an example, or with ones that a template cannot hold, have an empty body. */
  | { readonly kind: 'no-example'; readonly statuses: readonly string[] }
  /** A service that is called directly does not give what the contract asks for. */
  | { readonly kind: 'service'; readonly message: string }
  /** Responses get headers of CORS, because the path's preflight promises them. */
  | { readonly kind: 'cors-added'; readonly headers: readonly string[] }

/**
 * The integration of an operation as API Gateway gets it: what the author wrote, unchanged; templates where an integration that
 * needs them has none; `aws_proxy` to the operation's function where there is no integration at all.
 */
export function completeIntegration(operation: Operation, model: ApiModel): CompleteIntegration {
  const { integration } = operation
  const raw = integration.raw
  switch (integration.kind) {
    case 'lambda-proxy':
      if (raw) return { value: raw, templates: 'author', problems: [] }
      return operation.function === undefined
        ? { templates: 'none', problems: [] }
        : { value: { type: 'aws_proxy', httpMethod: 'POST', uri: functionUri(operation.function) }, templates: 'none', problems: [] }
    case 'lambda-custom':
      if (raw && integration.templates === 'written') return written(raw)
      return generated(customLambda(operation, model, raw), operation, model, parameterProblems(operation, model))
    case 'lambda-async':
      if (raw) return written(raw)
      return generated(asyncLambda(operation, model), operation, model, parameterProblems(operation, model))
    case 'mock': {
      if (raw && integration.templates === 'written') return written(raw)
      const { value, withoutExample: statuses } = mockIntegration(operation, model, raw)
      return generated(value, operation, model, statuses.length > 0 ? [{ kind: 'no-example', statuses }] : [])
    }
    case 'aws-service': {
      const made = integration.call && serviceIntegration(operation, model, integration.call)
      if (raw || !made) return raw ? written(raw) : { templates: 'none', problems: [] }
      return generated(
        made.value,
        operation,
        model,
        made.problems.map((message) => ({ kind: 'service', message })),
      )
    }
    case 'http':
    case 'http-proxy':
      return raw ? written(raw) : { templates: 'none', problems: [] }
    case 'none':
      return raw ? written(raw) : { templates: 'none', problems: [] }
  }
}

function generated(value: JsonObject, operation: Operation, model: ApiModel, problems: readonly IntegrationProblem[]): CompleteIntegration {
  const headers = addedHeaders(operation, model)
  return { value, templates: 'apigen', problems: headers.length > 0 ? [...problems, { kind: 'cors-added', headers }] : problems }
}

function written(raw: JsonObject): CompleteIntegration {
  return { value: raw, templates: 'author', problems: [] }
}

/** One template of an integration: whose (`request`, or the status), for which content type, and its text. */
export interface IntegrationTemplate {
  readonly side: string
  readonly pattern?: string
  readonly contentType: string
  readonly text: string
}

/** The templates that stand in an integration, in order; values that are no text (late-bound ones) are left out. */
export function templatesOf(integration: JsonObject): IntegrationTemplate[] {
  const found: IntegrationTemplate[] = []
  for (const [contentType, text] of Object.entries(asObject(own(integration, 'requestTemplates')))) {
    if (typeof text === 'string') found.push({ side: 'request', contentType, text })
  }
  for (const [pattern, response] of Object.entries(asObject(own(integration, 'responses')))) {
    const status = own(asObject(response), 'statusCode')
    const side = asString(status) ?? (typeof status === 'number' ? String(status) : 'response')
    for (const [contentType, text] of Object.entries(asObject(own(asObject(response), 'responseTemplates')))) {
      if (typeof text === 'string') found.push({ side, pattern, contentType, text })
    }
  }
  return found
}
