import { asString, isObject, type JsonObject, own } from '../../base/json.ts'
import type { OperationSurface } from '../../model/api-model.ts'
import type { IntegrationRule } from '../catalog/integrations.ts'
import type { Matched } from '../pairs.ts'
import type { Walk } from '../walk.ts'

const HEADERS = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Allow-Credentials',
]

/** Compares what two preflight answers allow a browser. */
export function compareCors(
  found: (rule: IntegrationRule, message: string, key?: string) => void,
  where: string,
  before: OperationSurface,
  after: OperationSurface,
): void {
  const old = allowances(before.integration.raw)
  const now = allowances(after.integration.raw)
  for (const header of HEADERS) {
    const lost = [...(old.get(header) ?? [])].filter((value) => !allows(now.get(header), value))
    const gained = [...(now.get(header) ?? [])].filter((value) => !allows(old.get(header), value))
    const list = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(', ')
    if (lost.length > 0) found('cors-narrowed', `\`${where}\` no longer allows ${list(lost)} in \`${header}\`.`, 'responses')
    if (gained.length > 0) found('cors-widened', `\`${where}\` allows ${list(gained)} in \`${header}\` now.`, 'responses')
  }
}

/** Compares which paths answer preflight requests at all. */
export function comparePreflights(walk: Walk, { removed, added }: Matched): void {
  for (const operation of removed)
    if (operation.model?.preflight)
      walk.found({
        rule: 'cors-removed',
        message: `\`${operation.path}\` no longer answers the preflight requests of browsers.`,
        base: operation.place.pointer,
        where: operation.label,
      })
  for (const operation of added)
    if (operation.model?.preflight)
      walk.found({
        rule: 'cors-added',
        message: `\`${operation.path}\` answers the preflight requests of browsers now.`,
        head: operation.place.pointer,
        where: operation.label,
      })
}

function allows(values: ReadonlySet<string> | undefined, value: string): boolean {
  return values !== undefined && (values.has(value) || (values.has('*') && value !== 'true'))
}

/** Header → what the mock's answer lists in it, over all its responses. */
function allowances(integration: JsonObject | undefined): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  const responses = integration && own(integration, 'responses')
  if (!isObject(responses)) return found
  for (const pattern of Object.keys(responses)) {
    const response = own(responses, pattern)
    const parameters = isObject(response) ? own(response, 'responseParameters') : undefined
    if (!isObject(parameters)) continue
    for (const key of Object.keys(parameters)) {
      const name = key.replace(/^method\.response\.header\./i, '').toLowerCase()
      const header = HEADERS.find((each) => each.toLowerCase() === name)
      const text = asString(own(parameters, key))
      if (header === undefined || text === undefined) continue
      const values = found.get(header) ?? new Set<string>()
      for (const value of text.replace(/^'|'$/g, '').split(',')) if (value.trim() !== '') values.add(value.trim())
      found.set(header, values)
    }
  }
  return found
}
