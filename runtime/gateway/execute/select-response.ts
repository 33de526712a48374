import type { Integration, IntegrationResponse } from '../definition/rest-api.ts'
import { compileMatcher } from '../velocity/java-regex.ts'
import type { Exchange } from './exchange.ts'
import { misconfigured } from './rejection.ts'

/** Selects the integration response for what a back end answered; rejects where there is none. */
export type ResponseSelector = (exchange: Exchange, selector: string) => IntegrationResponse

/** Response selectors by integration, each made once. */
export type ResponseSelectors = (integration: Integration) => ResponseSelector

/** No selectors yet. */
export function createResponseSelectors(): ResponseSelectors {
  const kept = new WeakMap<Integration, ResponseSelector>()
  return (integration) => {
    const known = kept.get(integration)
    if (known !== undefined) return known
    const selector = createResponseSelector(integration)
    kept.set(integration, selector)
    return selector
  }
}

/** The first whose pattern matches the whole selector, else the one without a pattern. A Java pattern: `.` does not cross a line end. */
export function createResponseSelector({ integrationResponses }: Integration): ResponseSelector {
  const responses = Object.values(integrationResponses ?? {})
  const fallback = responses.find(({ selectionPattern }) => isAbsent(selectionPattern))
  const candidates = responses.flatMap((response) =>
    isAbsent(response.selectionPattern) ? [] : [{ response, matches: matcherOf(response.selectionPattern) }],
  )
  return (exchange, selector) => {
    for (const { response, matches } of candidates) {
      try {
        if (matches(selector)) return response
      } catch (error) {
        exchange.ports.log(`${exchange.requestId} ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    if (fallback !== undefined) return fallback
    throw misconfigured(`No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${selector}`)
  }
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
