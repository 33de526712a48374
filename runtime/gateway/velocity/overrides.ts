import { Budget } from './budget.ts'
import { printValue } from './java/print.ts'
import { isList, isMap, type Value } from './java/value.ts'

/** What a template left in `$context.requestOverride` and `$context.responseOverride`, as plain JSON. */
export interface TemplateOverrides {
  readonly requestOverride: unknown
  readonly responseOverride: unknown
}

/** What is left by a template that never names `$context`, where none came before it. */
export const NO_OVERRIDES: TemplateOverrides = {
  requestOverride: { querystring: {}, path: {}, header: {} },
  responseOverride: { header: {} },
}

/** The overrides in what `$context` is at the end; null where it is no context any more. */
export function overridesOf(context: Value): TemplateOverrides {
  if (!isMap(context)) return { requestOverride: null, responseOverride: null }
  const budget = new Budget(1_000_000)
  return {
    requestOverride: toPlain(context.get('requestOverride'), budget),
    responseOverride: toPlain(context.get('responseOverride'), budget),
  }
}

/** Nothing that a request could carry is nested deeper. */
const deepest = 50

function toPlain(value: Value, budget: Budget, depth = 0): unknown {
  budget.step()
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value)
  if (depth > deepest) return null
  if (isMap(value)) {
    if (value.size === 0) return {}
    return Object.fromEntries(value.entries().map(([key, item]) => [printValue(key, budget) ?? '', toPlain(item, budget, depth + 1)]))
  }
  if (isList(value)) return value.items.map((item) => toPlain(item, budget, depth + 1))
  return typeof value === 'object' && value.kind === 'double' ? value.value : (printValue(value, budget) ?? '')
}
