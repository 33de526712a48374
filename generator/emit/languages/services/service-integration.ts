import { asObject, type Json, type JsonObject, own, put } from '../../../base/json.ts'
import { cut, kebabCase } from '../../../base/names.ts'
import type { ApiModel, Content, Operation, Response } from '../../../model/api-model.ts'
import type { ServiceCall } from '../../../model/service-call.ts'
import type { Code } from '../../code.ts'
import { quotedName, vtl, vtlLines } from '../vtl.ts'
import { concreteType, integrationResponse, requestTypes, responseTemplates, statusCode, successOf } from '../vtl-responses.ts'
import { answerOutcome, answerStatus, type Outcome, unfilledErrors } from './answers.ts'
import { SERVICE_FACTS, type ServiceFact } from './facts.ts'
import type { CallContext } from './values.ts'

/** What one service needs of its integration. */
export interface ServiceTemplates {
  /** Behind the service in the URI: `action/GetItem`, `path/…`. */
  readonly target: string
  readonly parameters?: JsonObject
  /** The body of the call; undefined where the client's goes through as it is. */
  readonly request?: (content: Content | undefined) => Code
  /** The body of a success; undefined where the service's goes through as it is. */
  readonly success?: (content: Content | undefined) => Code
  /** Mappings of the success to headers. */
  readonly headers?: JsonObject
  /** What the error templates begin with, and how they tell one error from another. */
  readonly errors: {
    readonly begin: Code
    readonly is: (name: string) => Code
    readonly outcomes: readonly (readonly [Outcome, readonly string[]])[]
    /** What any other error with a status of 4xx is. */
    readonly otherwise: Outcome
  }
  readonly problems: readonly string[]
}

/** An integration with a service, and what its answers cannot say though the contract asks for it. */
export interface ServiceIntegration {
  readonly value: JsonObject
  readonly problems: readonly string[]
}

/** Puts together what all services have in common: the URI, the role, error responses, and the templates for each content type. */
export function assembleIntegration(context: CallContext, service: ServiceTemplates): ServiceIntegration {
  const { operation, model, call } = context
  const fact = factOf(call)
  const { request, success } = service
  const succeeded = successOf(operation)
  const responses: Record<string, Json> = {}
  const answer = integrationResponse(operation, model, succeeded.response, succeeded.status, {
    ...(success && { responseTemplates: responseTemplates(succeeded.response, success) }),
  })
  put(responses, 'default', withMappings(answer, service.headers ?? {}))
  for (const [hundred, kind] of [
    ['4', 'client'],
    ['5', 'server'],
  ] as const) {
    const response = errorResponse(operation, hundred, succeeded.status)
    const type = concreteType(response.declared?.contents.find(({ form }) => form === 'json')?.mediaType ?? 'application/json')
    put(
      responses,
      `${hundred}\\d\\d`,
      integrationResponse(operation, model, undefined, response.status, {
        // An error of S3 is XML, which counts as binary where every type does.
        ...(fact.host === 's3' && { contentHandling: 'CONVERT_TO_TEXT' }),
        responseTemplates: { [type]: errorTemplate(context, service, kind) },
      }),
    )
  }
  const headers = Object.entries(fact.headers).map(([name, value]): [string, Json] => [`integration.request.header.${name}`, `'${value}'`])
  const parameters: JsonObject = { ...Object.fromEntries(headers), ...service.parameters }
  return {
    value: {
      type: 'aws',
      httpMethod: fact.method,
      uri: `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:${fact.host}:${service.target}`,
      credentials: roleOf(call, operation, model),
      // What no template is for would reach the service as it came.
      passthroughBehavior: request ? 'never' : 'when_no_templates',
      ...(Object.keys(parameters).length > 0 && { requestParameters: parameters }),
      ...(request && { requestTemplates: templatesFor(operation, request) }),
      responses,
    },
    problems: [
      ...service.problems,
      ...unfilledErrors(
        service.errors.outcomes.map(([outcome]) => outcome),
        context,
      ),
    ],
  }
}

function withMappings(response: JsonObject, headers: JsonObject): JsonObject {
  if (Object.keys(headers).length === 0) return response
  return { ...response, responseParameters: { ...asObject(own(response, 'responseParameters')), ...headers } }
}

/** What is known of the call's service and action. */
export function factOf({ service, action }: ServiceCall): ServiceFact {
  const fact = SERVICE_FACTS[`${service} ${action}`]
  if (!fact) throw new Error(`no fact about ${service} ${action}`)
  return fact
}

/** The role that API Gateway takes: the author's, else one of the operation's own, which the generated policy is for. */
function roleOf(call: ServiceCall, operation: Operation, model: ApiModel): string {
  const { role } = call.names
  if (role !== undefined) return role.includes(':') || role.startsWith('${') ? role : roleArn(role)
  return roleArn(integrationRoleName(operation, model))
}

function roleArn(name: string): string {
  return `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${name}`
}

/** The name of the role for an operation that calls a service: at most 64 characters. */
export function integrationRoleName(operation: Operation, model: ApiModel): string {
  return cut(`${model.name}-${kebabCase(operation.id)}-integration`, 64)
}

function templatesFor(operation: Operation, print: (content: Content | undefined) => Code): JsonObject {
  const templates: Record<string, Json> = {}
  for (const [type, content] of requestTypes(operation)) put(templates, type, print(content))
  return templates
}

/** The status under which errors of one hundred are answered; each needs one of its own, and templates then say the exact one. */
function errorResponse(operation: Operation, hundred: string, success: string): { readonly status: string; readonly declared?: Response } {
  const exact = operation.responses.find(({ status }) => status.startsWith(hundred) && /^\d+$/.test(status) && status !== success)
  const range = operation.responses.find(({ status }) => status === `${hundred}XX`)
  const declared = exact ?? range ?? operation.responses.find(({ status }) => status === 'default')
  return { status: exact?.status ?? statusCode(`${hundred}XX`, [success]) ?? `${hundred}00`, ...(declared && { declared }) }
}

function errorTemplate(context: CallContext, { errors }: ServiceTemplates, kind: 'client' | 'server'): Code {
  const { call } = context
  const branches: [Code, Code][] = [
    ...call.errors.map(({ error, status }): [Code, Code] => [errors.is(error), answerStatus(status, context)]),
    ...errors.outcomes.flatMap(([outcome, names]): [Code, Code][] => {
      const [first, ...others] = names.map(errors.is)
      return first === undefined ? [] : [[others.reduce((all, one) => vtl`${all} || ${one}`, first), answerOutcome(outcome, context)]]
    }),
  ]
  const last = answerOutcome(kind === 'server' ? 'failed' : errors.otherwise, context)
  const [first, ...others] = branches
  if (first === undefined) return last
  return vtlLines(
    errors.begin,
    vtl`#if(${first[0]})`,
    first[1],
    others.flatMap(([condition, answer]) => [vtl`#elseif(${condition})`, answer]),
    vtl`#else`,
    last,
    vtl`#end`,
  )
}

/** The name of an error between quotes; what cannot be written there is the name of none. */
export function errorName(name: string): Code {
  return quotedName(name) ?? vtl`'?'`
}

/** Errors of services that speak JSON: the name stands at the end of `__type`. */
export function jsonErrors(outcomes: ServiceTemplates['errors']['outcomes'], otherwise: Outcome): ServiceTemplates['errors'] {
  return {
    begin: vtl`#set($error = $input.path('$.__type'))`,
    is: (name) => vtl`$error.endsWith(${errorName(name)})`,
    outcomes,
    otherwise,
  }
}
