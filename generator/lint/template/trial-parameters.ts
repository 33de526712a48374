import type { Template } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import { asObject, type Json, type JsonObject, own } from '../../base/json.ts'
import type { ParameterNode, TemplateNode, View } from '../rule.ts'
import type { Given, Optional, Place, Slot } from './requests.ts'
import { PLAIN, sampleBody } from './sample-body.ts'
import { visitTemplate } from './visit.ts'

/** The parameters of the ordinary requests, and what may be tried on them. */
export interface Parameters {
  readonly all: Given['params']
  readonly required: Given['params']
  readonly slots: readonly Slot[]
  readonly optionals: readonly Optional[]
}

const PLACES: Readonly<Record<string, Place>> = { path: 'path', query: 'querystring', header: 'header' }

/** The declared parameters of an operation, and others that its template reads. */
export function parametersOf({ operation }: TemplateNode, ast: Template, view: View): Parameters {
  const all: Record<Place, Record<string, string>> = { path: {}, querystring: {}, header: {} }
  const required: Record<Place, Record<string, string>> = { path: {}, querystring: {}, header: {} }
  const slots: Slot[] = []
  const optionals: Optional[] = []
  const add = (name: string, place: Place, text: string, isRequired: boolean, isText: boolean | 'never'): void => {
    all[place][name] = text
    if (isRequired) required[place][name] = text
    else optionals.push({ name: `the parameter \`${name}\``, without: (given) => setParameter(given, place, name, undefined) })
    if (isText === 'never') return
    slots.push({
      name: `the parameter \`${name}\``,
      isText,
      lines: place !== 'header',
      set: (given, value) => setParameter(given, place, name, value),
    })
  }
  for (const parameter of operation.parameters) {
    const place = Object.hasOwn(PLACES, parameter.location) ? PLACES[parameter.location] : undefined
    if (!place || Object.hasOwn(all[place], parameter.name)) continue
    const { value, texts } = sampleBody(schemaOf(parameter), 'all', view)
    const isText = texts.some(({ path }) => path.length === 0)
    add(parameter.name, place, textOf(value), place === 'path' || own(parameter.value, 'required') === true, isText ? true : 'never')
  }
  for (const name of namesRead(ast)) {
    if (!Object.values(all).some((values) => Object.hasOwn(values, name))) add(name, 'querystring', PLAIN, true, false)
  }
  return { all, required, slots, optionals }
}

function setParameter(given: Given, place: Place, name: string, text: string | undefined): Given {
  const { [name]: _before, ...others } = given.params[place]
  return { ...given, params: { ...given.params, [place]: text === undefined ? others : { ...others, [name]: text } } }
}

function schemaOf({ value }: ParameterNode): JsonObject {
  const [content] = Object.values(asObject(own(value, 'content')))
  return asObject(own(value, 'schema') ?? own(asObject(content), 'schema'))
}

/** The text of a value as a parameter carries it. */
function textOf(value: Json): string {
  if (Array.isArray(value)) return value.map((item) => textOf(item as Json)).join(',')
  return typeof value === 'string' ? value : value === null ? PLAIN : typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What `$input.params('…')` is asked for. */
function namesRead(ast: Template): Set<string> {
  const names = new Set<string>()
  visitTemplate(ast, {
    reference({ root, accesses: [call] }) {
      const [argument] = call?.kind === 'method' && call.name === 'params' ? call.args : []
      if (root === 'input' && argument?.kind === 'string' && !argument.template && names.size < MOST_NAMES) names.add(argument.value)
    },
  })
  return names
}

/** So many names are tried. */
const MOST_NAMES = 40
