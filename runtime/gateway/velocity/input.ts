import { compilePath, readPath } from '../jsonpath/read-path.ts'
import type { Budget } from './budget.ts'
import { JavaMap } from './java/map.ts'
import { parseBody } from './java/parse-json.ts'
import { printJson } from './java/print.ts'
import { type Host, isMap, type Value } from './java/value.ts'
import { missingArgument } from './methods/read-list.ts'

/** What `params(name)` looks through, in this order. */
const locations = ['path', 'querystring', 'header'] as const

/** The parameters of a request, by location. */
export type TemplateParameters = Readonly<Record<(typeof locations)[number], Readonly<Record<string, string>>>>

/** `$input` for a body and its parameters. The parsed body is one object for `path` and `json`: what a template changes in it stays changed. */
export class Input implements Host {
  readonly kind = 'host' as const
  readonly className = 'Input'
  readonly #text: string
  readonly #params: TemplateParameters
  #document: Value | undefined
  #allParams: JavaMap | undefined

  constructor(body: string, params: TemplateParameters) {
    this.#text = body === '' ? '{}' : body
    this.#params = params
  }

  get(property: string): Value | undefined {
    return property === 'body' ? this.#text : undefined
  }

  call(method: string, args: readonly Value[], budget: Budget): Value | undefined {
    if (args.length === 0) return method === 'params' ? this.#parameters() : method === 'getBody' ? this.#text : undefined
    const [first] = args
    if (args.length > 1 || (typeof first !== 'string' && first !== null)) return undefined
    if (first === null) return method === 'params' ? '' : method === 'path' || method === 'json' ? missingArgument(method) : undefined
    if (method === 'params') return findParameter((location) => this.#parametersIn(location), first, budget)
    if (method !== 'path' && method !== 'json') return undefined
    const result = this.#read(first, budget)
    if (method === 'path') return result ?? null
    return result === undefined ? '""' : printJson(result, budget)
  }

  /** Undefined where the path leads nowhere. */
  #read(path: string, budget: Budget): Value | undefined {
    if (this.#document === undefined) this.#document = parseBody(this.#text)
    if (this.#document === null) return undefined
    if (path === '$') return this.#document
    const { found, value } = readPath(this.#document, compilePath(path, budget), budget)
    return found ? value : undefined
  }

  /** Those of one location: nobody makes the others for a single value, unless the template has them in hand. */
  #parametersIn(location: (typeof locations)[number]): Value {
    return this.#allParams === undefined ? new JavaMap('linked', this.#params[location]) : this.#allParams.get(location)
  }

  #parameters(): JavaMap {
    this.#allParams ??= new JavaMap('linked', {
      path: this.#params.path,
      querystring: this.#params.querystring,
      header: this.#params.header,
    })
    return this.#allParams
  }
}

function findParameter(mapOf: (location: (typeof locations)[number]) => Value, name: string, budget: Budget): Value {
  for (const location of locations) {
    const map = mapOf(location)
    if (!isMap(map)) continue
    if (map.has(name)) return map.get(name)
    if (location !== 'header') continue
    budget.step(map.size)
    const header = map.keys().find((key) => typeof key === 'string' && key.toLowerCase() === name.toLowerCase())
    if (header !== undefined) return map.get(header)
  }
  return ''
}
