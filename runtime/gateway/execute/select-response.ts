import type { Integration, IntegrationResponse } from '../definition/rest-api.ts'
import { compileMatcher } from '../velocity/java-regex.ts'
import type { Exchange } from './exchange.ts'
import { misconfigured } from './rejection.ts'
import { createTemplateChoice, type TemplateChoice } from './template-choice.ts'

/** An integration response, read once: a request only runs it. */
export interface ResponseMapping {
  readonly response: IntegrationResponse
  readonly headers: readonly { readonly name: string; readonly expression: string }[]
  readonly templates: TemplateChoice
}

/** Selects the integration response for what a back end answered; rejects where there is none. */
export type ResponseSelector = (exchange: Exchange, selector: string) => ResponseMapping

/** The first whose pattern matches the whole selector, else the one without a pattern. A Java pattern: `.` does not cross a line end. */
export function createResponseSelector({ integrationResponses }: Integration): ResponseSelector {
  const responses = Object.values(integrationResponses ?? {}).map(readResponse)
  const fallback = responses.find(({ response }) => isAbsent(response.selectionPattern))
  const candidates = responses.flatMap((mapping) => {
    const { selectionPattern } = mapping.response
    return isAbsent(selectionPattern) ? [] : [{ mapping, matches: matcherOf(selectionPattern) }]
  })
  return (exchange, selector) => {
    for (const { mapping, matches } of candidates) {
      try {
        if (matches(selector)) return mapping
      } catch (error) {
        exchange.ports.log(`${exchange.requestId} ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    if (fallback !== undefined) return fallback
    throw misconfigured(`No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${selector}`)
  }
}

function readResponse(response: IntegrationResponse): ResponseMapping {
  const headers = Object.entries(response.responseParameters ?? {}).flatMap(([key, expression]) => {
    const name = /^method\.response\.header\.(.+)$/s.exec(key)?.[1]
    return name === undefined ? [] : [{ name, expression }]
  })
  return { response, headers, templates: createTemplateChoice(response.responseTemplates) }
}

function isAbsent(pattern: string | undefined): pattern is undefined | '' {
  return pattern === undefined || pattern === ''
}

/** A pattern that cannot be used says so whenever it is tried. */
function matcherOf(pattern: string): (text: string) => boolean {
  try {
    return compileMatcher(pattern)
  } catch (error) {
    return () => {
      throw error
    }
  }
}
