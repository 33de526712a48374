import { own } from '../json.ts'
import { compilePath, readPath } from '../jsonpath/read-path.ts'
import { Budget } from '../velocity/budget.ts'
import { parseBody } from '../velocity/java/parse-json.ts'
import { printJson } from '../velocity/java/print.ts'

/** Where the values of parameter mappings come from. */
export interface ParameterSource {
  readonly header: (name: string) => readonly string[] | undefined
  readonly querystring: (name: string) => readonly string[] | undefined
  readonly path: (name: string) => string | undefined
  readonly body: string
  readonly context: Readonly<Record<string, unknown>>
  readonly stageVariables: Readonly<Record<string, string>>
}

/**
 * The value of a mapping expression such as `method.request.querystring.q`, `'static'`, `context.requestId` or
 * `integration.response.body.$.id`; several values for `multivalue…`. Undefined: there is none.
 */
export function readParameter(expression: string, source: ParameterSource): readonly string[] | undefined {
  if (expression.length >= 2 && expression.startsWith("'") && expression.endsWith("'")) return [expression.slice(1, -1)]
  const [first = '', second = '', third = ''] = expression.split('.')
  if (first === 'context') return single(contextValue(source.context, expression.slice('context.'.length)))
  if (first === 'stageVariables') return single(own(source.stageVariables, expression.slice('stageVariables.'.length)))
  if (!((first === 'method' && second === 'request') || (first === 'integration' && second === 'response'))) return undefined
  const rest = expression.slice(first.length + second.length + third.length + 3)
  switch (third) {
    case 'header':
      return last(source.header(rest))
    case 'multivalueheader':
      return source.header(rest)
    case 'querystring':
      return last(source.querystring(rest))
    case 'multivaluequerystring':
      return source.querystring(rest)
    case 'path':
      return single(source.path(rest))
    case 'body':
      return single(bodyValue(source.body, rest))
    default:
      return undefined
  }
}

function single(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value]
}

function last(values: readonly string[] | undefined): readonly string[] | undefined {
  return single(values?.at(-1))
}

function contextValue(context: Readonly<Record<string, unknown>>, path: string): string | undefined {
  let value: unknown = context
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[name]
  }
  return value === null || value === undefined || typeof value === 'object' ? undefined : String(value)
}

/** A value of the body; an object or a list as JSON text. Text that is no JSON has no values in it. */
function bodyValue(body: string, path: string): string | undefined {
  if (path === '') return body
  const budget = new Budget(1_000_000)
  const { found, value } = readPath(parseBody(body), compilePath(path, budget), budget)
  if (!found || value === null) return undefined
  return typeof value === 'string' ? value : printJson(value, budget)
}
