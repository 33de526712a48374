import type { HeaderList } from '../http.ts'
import { put } from '../json.ts'
import { NO_OVERRIDES, type TemplateOverrides, type TemplateScope } from '../velocity/index.ts'
import type { TemplateParameters } from '../velocity/input.ts'
import { contextText, templateContext } from './context.ts'
import { type Caller, decodePercent, lastValues, type RoutedExchange } from './exchange.ts'
import { TRACE_HEADER } from './incoming-headers.ts'

/**
 * What a template sees of an exchange, each part made when the template names it. `overrides` is what the request's template left:
 * they survive to the response's, extra keys included (recorded). `answered` is what the back end said, once it did.
 */
export function templateScope(
  exchange: RoutedExchange,
  caller: Caller,
  body: string,
  overrides: TemplateOverrides = NO_OVERRIDES,
  answered: HeaderList = [],
): TemplateScope {
  return new ExchangeScope(exchange, caller, body, overrides, answered)
}

class ExchangeScope implements TemplateScope {
  readonly body: string
  readonly overrides: TemplateOverrides
  readonly #exchange: RoutedExchange
  readonly #caller: Caller
  readonly #answered: HeaderList
  #params: TemplateParameters | undefined
  #context: Readonly<Record<string, unknown>> | undefined

  constructor(exchange: RoutedExchange, caller: Caller, body: string, overrides: TemplateOverrides, answered: HeaderList) {
    this.#answered = answered
    this.body = body
    this.overrides = overrides
    this.#exchange = exchange
    this.#caller = caller
  }

  get params(): TemplateParameters {
    this.#params ??= new ExchangeParameters(this.#exchange)
    return this.#params
  }

  get context(): Readonly<Record<string, unknown>> {
    this.#context ??= withOverrides(templateContext(this.#exchange, this.#caller, this.#answered), this.overrides)
    return this.#context
  }

  contextText(name: string): string | undefined {
    return contextText(this.#exchange, name)
  }

  get stageVariables(): Readonly<Record<string, string>> {
    return this.#exchange.stageVariables
  }
}

/** `$input.params()`: decoded path parameters, the last value of every query parameter and header. */
class ExchangeParameters implements TemplateParameters {
  readonly #exchange: RoutedExchange
  #path: Readonly<Record<string, string>> | undefined
  #querystring: Readonly<Record<string, string>> | undefined
  #header: Readonly<Record<string, string>> | undefined

  constructor(exchange: RoutedExchange) {
    this.#exchange = exchange
  }

  get path(): Readonly<Record<string, string>> {
    this.#path ??= decoded(this.#exchange.pathParameters)
    return this.#path
  }

  get querystring(): Readonly<Record<string, string>> {
    this.#querystring ??= lastValues(this.#exchange.query)
    return this.#querystring
  }

  get header(): Readonly<Record<string, string>> {
    this.#header ??= lastHeaders(this.#exchange)
    return this.#header
  }
}

/** The last value of each header of the requests that came with a list of them from one address. The host and the trace are one request's. */
interface KeptHeaders {
  readonly sourceIp: string
  readonly last: Readonly<Record<string, string>>
}

/** A listener gives the same list for the same headers. */
const kept = new WeakMap<HeaderList, KeptHeaders>()

/** The last value of every header. */
function lastHeaders(exchange: RoutedExchange): Readonly<Record<string, string>> {
  const { request, target } = exchange
  // Nothing stands before a test that would add a trace.
  if (target.tested !== undefined) return lastValues(exchange.multiValueHeaders)
  const known = kept.get(request.headers)
  if (known !== undefined && known.sourceIp === request.sourceIp)
    return { ...known.last, Host: target.domainName, [TRACE_HEADER]: exchange.traceId }
  const last = lastValues(exchange.multiValueHeaders)
  kept.set(request.headers, { sourceIp: request.sourceIp, last })
  return last
}

/** Most have nothing to decode: those are as they came. */
function decoded(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (!Object.values(values).some((value) => value.includes('%'))) return values
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(values)) put(result, name, decodePercent(value))
  return result
}

function withOverrides(context: Readonly<Record<string, unknown>>, overrides: TemplateOverrides): Readonly<Record<string, unknown>> {
  if (overrides === NO_OVERRIDES) return context
  const { requestOverride, responseOverride } = overrides
  return { ...context, requestOverride, responseOverride }
}

/** A scope with all of its parts, as plain data. */
export function wholeScope({ body, params: { path, querystring, header }, context, stageVariables }: TemplateScope): TemplateScope {
  return { body, params: { path, querystring, header }, context, stageVariables }
}
