import { CONTENT_HANDLINGS } from '../../facts.ts'
import { asString, isObject, type Json, own, pointer, put } from '../../json.ts'
import type { IntegrationResponse } from '../rest-api.ts'
import { entries, filled, member, textMap } from './context.ts'

/**
 * The integration responses of an integration, by status code: the key of each in the document is the pattern that selects
 * it, and of two with one status code the later wins. `malformed` hears of entries without a status code.
 */
export function integrationResponses(
  responses: Json | undefined,
  at: string,
  onOther: (field: string, key: string, value: Json, pointer: string) => void,
  malformed: (pointer: string) => void,
): Record<string, IntegrationResponse> {
  const result: Record<string, IntegrationResponse> = {}
  for (const { key, value, pointer: here } of entries(responses, at)) {
    const statusCode = isObject(value) ? statusOf(own(value, 'statusCode')) : undefined
    if (!isObject(value) || statusCode === undefined) {
      malformed(here)
      continue
    }
    const parameters = textMap(own(value, 'responseParameters'), pointer(here, 'responseParameters'), (name, other, place) =>
      onOther('responseParameters', name, other, place),
    )
    const templates = textMap(own(value, 'responseTemplates'), pointer(here, 'responseTemplates'), (name, other, place) =>
      onOther('responseTemplates', name, other, place),
    )
    const contentHandling = member(own(value, 'contentHandling'), CONTENT_HANDLINGS)
    put(result, statusCode, {
      statusCode,
      ...(key !== 'default' && { selectionPattern: key }),
      ...(filled(parameters) && { responseParameters: parameters }),
      ...(filled(templates) && { responseTemplates: templates }),
      ...(contentHandling !== undefined && { contentHandling }),
    })
  }
  return result
}

/** A status code as text; YAML documents write it as a number (recorded). */
export function statusOf(value: Json | undefined): string | undefined {
  return typeof value === 'number' ? String(value) : asString(value)
}
