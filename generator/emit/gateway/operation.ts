import { diagnose } from '../../base/diagnostic.ts'
import { asObject, asString, type Json, type JsonObject, own } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import type { Operation } from '../../model/api-model.ts'
import { type CompleteIntegration, completeIntegration } from '../languages/vtl-integration.ts'
import { type Answered, lowerRequestBody, lowerResponses } from './bodies.ts'
import { type Context, placeOf } from './context.ts'
import { awsExtensions } from './extensions.ts'
import { lowerParameters } from './parameters.ts'
import { lowerSecurity, type Schemes } from './security.ts'

/** One method: what API Gateway reads of the operation, with its integration. */
export function lowerOperation(context: Context, source: JsonObject, from: string, to: string, schemes: Schemes): JsonObject {
  const operation = context.operations.get(from)
  const raw = own(source, 'x-amazon-apigateway-integration')
  const integration = operation && completeIntegration(operation, context.model)
  if (operation && integration) reportIntegration(context, operation, integration)
  const summary = asString(own(source, 'summary'))
  const description = asString(own(source, 'description'))
  const tags = own(source, 'tags')
  // A choice is the deployment's: the model looked at its likely branch only.
  const value = isIntrinsic(raw) ? raw : (integration?.value ?? raw)
  return {
    ...operationId(source, operation, context.sharedIds),
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    ...(Array.isArray(tags) && tags.every((tag) => typeof tag === 'string') && tags.length > 0 && { tags }),
    ...lowerParameters(context, source, from, to),
    ...lowerRequestBody(context, source, from, to),
    ...lowerResponses(context, source, from, to, answered(value, integration?.templates === 'apigen')),
    ...lowerSecurity(schemes, own(source, 'security')),
    ...awsExtensions(source, ['x-amazon-apigateway-integration']),
    ...(value !== undefined && { 'x-amazon-apigateway-integration': value }),
  }
}

/** A name that is used twice would make the document fail its import: the second time it is the model's. */
/** The author's id; where several operations share it, each has its name in the model, so that no order decides which keeps it. */
function operationId(source: JsonObject, operation: Operation | undefined, shared: ReadonlySet<string>): JsonObject {
  const written = own(source, 'operationId')
  if (isIntrinsic(written)) return { operationId: written }
  if (typeof written !== 'string' || written === '') return {}
  const id = shared.has(written) ? operation?.id : written
  return id === undefined ? {} : { operationId: id }
}

const HEADER = 'method.response.header.'

/** Statuses that the integration answers with, each of which needs a method response, and their headers. Two patterns may lead to one status. */
function answered(integration: Json | undefined, isOurs: boolean): Answered {
  const found = new Map<string, readonly string[]>()
  for (const response of Object.values(asObject(own(asObject(integration), 'responses')))) {
    const status = own(asObject(response), 'statusCode')
    const text = typeof status === 'number' ? String(status) : asString(status)
    if (text === undefined || !/^[1-5]\d\d$/.test(text)) continue
    const headers = Object.keys(asObject(own(asObject(response), 'responseParameters'))).flatMap((key) =>
      key.startsWith(HEADER) ? [key.slice(HEADER.length)] : [],
    )
    found.set(text, [...(found.get(text) ?? []), ...headers])
  }
  return { headers: found, isOurs }
}

function reportIntegration(context: Context, operation: Operation, integration: CompleteIntegration): void {
  const name = `${operation.method} ${operation.path}`
  if (integration.value === undefined) {
    if (operation.integration.kind !== 'aws-service') return
    context.report(
      diagnose(
        'emit/integration-not-supported',
        `\`${name}\` wants an integration with \`${operation.integration.service}\`, which cannot be written from what \`x-apigen-integration\` says.`,
        placeOf(context, `${operation.pointer}/x-apigen-integration`),
      ),
    )
    return
  }
  if (integration.templates === 'apigen' && operation.integration.raw) {
    context.report(
      diagnose(
        'emit/templates-added',
        `The integration of \`${name}\` has no mapping templates; the gateway document gives it those of ${operation.integration.kind === 'mock' ? 'the examples' : 'the custom event'}.`,
        placeOf(context, `${operation.pointer}/x-amazon-apigateway-integration`),
      ),
    )
  }
  for (const problem of integration.problems) {
    if (problem.kind === 'no-example') {
      context.report(
        diagnose(
          'emit/mock-without-example',
          `The mock of \`${name}\` answers ${problem.statuses.map((status) => `\`${status}\``).join(', ')} without a body, because there is no example.`,
          placeOf(context, operation.pointer),
        ),
      )
      continue
    }
    if (problem.kind === 'service') {
      context.report(
        diagnose('emit/service-answer', `\`${name}\`: ${problem.message}.`, placeOf(context, `${operation.pointer}/x-apigen-integration`)),
      )
      continue
    }
    if (problem.kind === 'cors-added') {
      context.report(
        diagnose(
          'emit/cors-added',
          `The responses of \`${name}\` get ${problem.headers.map((header) => `\`${header}\``).join(' and ')} from the preflight of its path.`,
          placeOf(context, operation.pointer),
        ),
      )
      continue
    }
    const { parameter } = problem
    const why = {
      'unquotable-name': 'a mapping template cannot write its name; it is left out of the event',
      'only-last-value': 'a mapping template sees only the last value where it is repeated',
      'unsupported-style': `templates cannot take the style \`${parameter.style}\` apart; it is left out of the event`,
    }[problem.kind]
    context.report(
      diagnose(
        'emit/template-parameter',
        `The ${parameter.in} parameter \`${parameter.name}\` of \`${name}\` does not reach the function as declared: ${why}.`,
        placeOf(context, parameter.pointer),
      ),
    )
  }
}
