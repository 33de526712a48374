import type { OperationSpec } from './operation.js'

type Places = 'query' | 'headers' | 'cookies'

/** A check that gives parameters that are missing the values that the document has for them, once nothing is wrong with the others. */
export function withDefaults(
  check: OperationSpec['check'],
  defaults: { readonly [Place in Places]?: Readonly<Record<string, unknown>> },
): OperationSpec['check'] {
  return (request) => {
    const violations = check(request)
    if (violations.length === 0)
      for (const place of Object.keys(defaults) as Places[]) fill(request[place] as object, defaults[place] ?? {})
    return violations
  }
}

function fill(parameters: object, values: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(values)) {
    if (Object.hasOwn(parameters, name)) continue
    // A list that a handler changes is its own.
    Object.defineProperty(parameters, name, { value: structuredClone(values[name]), enumerable: true, configurable: true, writable: true })
  }
}
