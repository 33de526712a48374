import type { Integration } from '../definition/rest-api.ts'
import { type RequestMapping, readRequestMapping } from './map-request.ts'
import { createResponseSelector, type ResponseSelector } from './select-response.ts'
import { createTemplates, type Templates } from './templates.ts'

/** How an integration maps, read from its definition once: a request only runs it. */
export interface Mapping {
  readonly request: RequestMapping
  readonly response: ResponseSelector
}

/** What is compiled of mappings once. */
export interface Mappings {
  readonly templates: Templates
  /** The mapping of an integration, made when it is first asked for. */
  of(integration: Integration): Mapping
}

/** Nothing compiled yet. What is, lives as long as the integration that it was compiled from. */
export function createMappings(): Mappings {
  const kept = new WeakMap<Integration, Mapping>()
  return {
    templates: createTemplates(),
    of(integration) {
      const known = kept.get(integration)
      if (known !== undefined) return known
      const mapping: Mapping = { request: readRequestMapping(integration), response: createResponseSelector(integration) }
      kept.set(integration, mapping)
      return mapping
    },
  }
}
