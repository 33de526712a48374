import type { Diagnostic } from '../../generator/base/diagnostic.ts'
import type { Json } from '../../generator/base/json.ts'
import { asObject, isObject } from '../../generator/base/json.ts'
import type { Integration, IntegrationResponse } from '../../runtime/gateway/definition/rest-api.ts'
import { matchesPattern } from '../../runtime/gateway/velocity/java-regex.ts'
import { importApi } from './data-plane.ts'
import { lowered } from './gateway.ts'
import { type Given, render } from './render.ts'

/** What API Gateway would send to a service. */
export interface SentCall {
  readonly uri: string
  readonly headers: Readonly<Record<string, string>>
  /** As text; empty where the client's body goes through. */
  readonly body: string
  readonly json: Record<string, Json>
  readonly form: URLSearchParams
}

/** What the client gets for an answer of the service. */
export interface ServiceAnswer {
  readonly status: number
  readonly body: string
  readonly json: unknown
  readonly headers: Readonly<Record<string, string>>
}

/** An operation of a document that calls a service, as it was imported. */
export interface ServiceOperation {
  readonly integration: Integration
  readonly reported: readonly Diagnostic[]
  send(given?: Given, type?: string): SentCall
  answer(status: number, body: unknown, given?: Given): ServiceAnswer
}

/** Imports a document with one operation and lets tests run what stands in its integration. */
export function serviceOperation(root: { readonly [key: string]: unknown }): ServiceOperation {
  const { document, reported } = lowered(root)
  const methods = Object.values(importApi(document).resources).flatMap((resource) => Object.values(resource.methods))
  const integration = methods.map(({ methodIntegration }) => methodIntegration).find((one) => one?.type === 'AWS')
  if (!integration) throw new Error(`no service integration: ${JSON.stringify(reported)}`)
  return {
    integration,
    reported,
    send(given = {}, type = 'application/json') {
      const template = integration.requestTemplates?.[type]
      const body = template === undefined ? '' : render(template, given).output
      return {
        uri: integration.uri ?? '',
        headers: staticHeaders(integration),
        body,
        get json(): Record<string, Json> {
          return JSON.parse(body) as Record<string, Json>
        },
        form: new URLSearchParams(body),
      }
    },
    answer(status, body, given = {}) {
      const response = select(integration, String(status))
      if (!methods.some(({ methodResponses }) => Object.hasOwn(methodResponses ?? {}, response.statusCode)))
        throw new Error(`${response.statusCode} is no method response`)
      const [template = ''] = Object.values(response.responseTemplates ?? {})
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const { output, overrides } = render(template, { ...given, body: text })
      const override = overrides.responseOverride as { readonly status?: number; readonly header?: Record<string, string> }
      const printed = template === '' ? text : output
      return {
        status: override.status ?? Number(response.statusCode),
        body: printed.trim(),
        get json(): unknown {
          return JSON.parse(printed)
        },
        headers: override.header ?? {},
      }
    },
  }
}

/** One pattern at most may fit: API Gateway does not say which it tries first. */
function select(integration: Integration, selector: string): IntegrationResponse {
  const responses = Object.values(integration.integrationResponses ?? {})
  const fitting = responses.filter(({ selectionPattern }) => selectionPattern && matchesPattern(selectionPattern, selector))
  if (fitting.length > 1) throw new Error(`several patterns fit ${selector}`)
  const found = fitting[0] ?? responses.find(({ selectionPattern }) => !selectionPattern)
  if (!found) throw new Error(`no response for ${selector}`)
  return found
}

function staticHeaders(integration: Integration): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [key, value] of Object.entries(integration.requestParameters ?? {})) {
    const name = /^integration\.request\.header\.(.+)$/.exec(key)?.[1]
    if (name !== undefined && /^'.*'$/.test(value)) headers[name] = value.slice(1, -1)
  }
  return headers
}

/** Members of a table of facts that a call lacks. */
export function lacking(required: readonly string[], call: SentCall): string[] {
  const json = call.body.trimStart().startsWith('{') ? asObject(JSON.parse(call.body)) : undefined
  return required.filter((member) => (json && isObject(json) ? !Object.hasOwn(json, member) : !call.form.has(member)))
}
