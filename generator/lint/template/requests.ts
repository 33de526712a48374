import type { Template } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import { asObject, asString, type Json, type JsonObject, own } from '../../base/json.ts'
import type { TemplateNode, View } from '../rule.ts'
import { describePath } from './body-path.ts'
import { bodySchemaOf } from './body-schema.ts'
import { bodyOf, readTree } from './read-tree.ts'
import { PLAIN, sampleBody, withoutMember, withText } from './sample-body.ts'
import { contextOf } from './trial-context.ts'
import { parametersOf } from './trial-parameters.ts'

/** What a template is given in one trial. */
export interface Given {
  /** Undefined for no body. */
  readonly body: Json | undefined
  /** The body as it is, where it is no JSON. */
  readonly bodyText?: string
  readonly params: Readonly<Record<Place, Readonly<Record<string, string>>>>
  readonly context: JsonObject
}

/** Where a parameter stands, as `$input.params()` calls it. */
export type Place = 'path' | 'querystring' | 'header'

/** A text that somebody else decides: a client, a back end, an identity provider. */
export interface Slot {
  /** How people call it. */
  readonly name: string
  /** Whether the document says that it may be any text; otherwise it may be a number as well. */
  readonly isText: boolean
  /** Whether it may hold the end of a line. */
  readonly lines: boolean
  set(given: Given, text: string): Given
}

/** What may not be there. */
export interface Optional {
  readonly name: string
  without(given: Given): Given
}

/** The trials of one template. */
export interface Requests {
  /** Ordinary ones: with everything that the document names, and with what has to be there. */
  readonly ordinary: readonly Given[]
  /** With values of every kind where nothing is known of them, in objects that are marked. */
  readonly marked: readonly Given[]
  readonly slots: readonly Slot[]
  readonly optionals: readonly Optional[]
}

/** So many places are tried. */
const MOST_SLOTS = 40

/** What to try on a template: sampled from the models where there are some, else from what it reads. */
export function requestsFor(node: TemplateNode, ast: Template, view: View): Requests {
  const parameters = parametersOf(node, ast, view)
  const context = contextOf(ast)
  const bodies = bodiesOf(node, ast, view)
  const text = isBase64(node, ast) ? { bodyText: BASE64 } : {}
  const everything = bodies.values.map((body): Given => ({ body, ...text, params: parameters.all, context: context.value }))
  const least: Given = { body: bodies.least ?? bodies.values[0], ...text, params: parameters.required, context: context.value }
  return {
    ordinary: [...everything, least],
    marked: [...bodies.marked.map((body): Given => ({ body, ...text, params: parameters.all, context: context.value })), least],
    slots: [...bodies.slots, ...parameters.slots, ...context.slots].slice(0, MOST_SLOTS),
    optionals: [...bodies.optionals, ...parameters.optionals].slice(0, MOST_SLOTS),
  }
}

interface Bodies {
  readonly values: readonly (Json | undefined)[]
  readonly least: Json | undefined
  readonly marked: readonly (Json | undefined)[]
  readonly slots: readonly Slot[]
  readonly optionals: readonly Optional[]
}

/** What a value that nobody describes may be. */
const ANYTHING: readonly Json[] = [1, PLAIN, true, {}, [], '']

/** What API Gateway makes of bytes: nobody's quotes get into it. */
const BASE64 = 'dGV4dA=='

/** A template that reads members has a body of text: that is handed on as it is. */
function isBase64({ response, integration }: TemplateNode, ast: Template): boolean {
  const handling = asString(own((response ?? integration).value, 'contentHandling')) ?? ''
  return /^convert_to_text$/i.test(handling) && readTree(ast).members.size === 0
}

function bodiesOf(node: TemplateNode, ast: Template, view: View): Bodies {
  if (isBase64(node, ast)) return { values: [undefined], marked: [undefined], least: undefined, slots: [], optionals: [] }
  const known = bodySchemaOf(node, view)
  if (!known) {
    const tree = readTree(ast)
    const { leaves } = bodyOf(tree, PLAIN)
    return {
      values: [...ANYTHING.map((leaf) => bodyOf(tree, leaf).value), {}],
      least: undefined,
      // A body that is only read as a whole may be anything.
      marked: [...ANYTHING.map((leaf) => bodyOf(tree, leaf, true).value), ...ANYTHING],
      slots: leaves.map(({ path }) => bodySlot(path, false)),
      optionals: [],
    }
  }
  const all = sampleBody(known.schema, 'all', view)
  const required = sampleBody(known.schema, 'required', view)
  return {
    values: [all.value],
    least: required.value,
    marked: [all.value],
    slots: all.texts.map(({ path }) => bodySlot(path, true)),
    optionals: missingIn(required.value, all.value, []).map((path) => ({
      name: `\`${describePath(path)}\``,
      without: (given) => ({ ...given, body: given.body === undefined ? undefined : withoutMember(given.body, path) }),
    })),
  }
}

function bodySlot(path: readonly (string | number)[], isText: boolean): Slot {
  return {
    name: `\`${describePath(path)}\``,
    isText,
    lines: true,
    set: (given, text) => ({ ...given, body: given.body === undefined ? undefined : withText(given.body, path, text) }),
  }
}

/** The members that the fuller of two objects has and the other lacks, where both have the object itself. */
function missingIn(least: Json, all: Json, path: readonly (string | number)[]): (readonly (string | number)[])[] {
  if (typeof all !== 'object' || all === null || typeof least !== 'object' || least === null || Array.isArray(all)) return []
  return Object.entries(all).flatMap(([name, value]) => {
    const other = own(asObject(least), name)
    return other === undefined ? [[...path, name]] : missingIn(other, value as Json, [...path, name])
  })
}
