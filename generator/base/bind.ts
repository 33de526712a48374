import { asArray, isObject, type Json, type JsonArray, type JsonObject, own, put } from './json.ts'
import { isIntrinsic } from './late-bound.ts'

/** What `bindLateBound` gives: the value, and the names no binding covers, each once, in the order of the document. */
export interface Bound {
  readonly value: Json
  readonly unbound: readonly string[]
}

/** API Gateway resolves these itself while it imports. */
const IMPORTER = new Set(['AWS::Region', 'AWS::AccountId', 'AWS::Partition'])

/** Velocity writes `${x}` for its own variables, so an unknown name inside a template is no late-bound value. */
const TEMPLATES = new Set(['requestTemplates', 'responseTemplates'])

const NO_VALUE: unique symbol = Symbol('AWS::NoValue')
type Maybe = Json | typeof NO_VALUE

interface Context {
  readonly bindings: Readonly<Record<string, Json>>
  readonly unbound: Set<string>
}

/**
 * Replaces late-bound values by their bindings: `Ref`, `Fn::Sub` in both forms, `Fn::GetAtt` (bound as `Name.Attribute`), `Fn::If`
 * (bound by the name of its condition), `Fn::Join`, `Fn::Select`, `Fn::Split`, `Fn::ImportValue`, and `${NAME}` inside strings and keys;
 * members whose value is `AWS::NoValue` go. `${stageVariables.…}` stays, and so do the region, account and partition, which
 * API Gateway resolves itself. Whatever has no binding stays as it is and is listed.
 */
export function bindLateBound(value: Json, bindings: Readonly<Record<string, Json>>): Bound {
  const context: Context = { bindings, unbound: new Set() }
  const bound = bind(value, context, false)
  return { value: bound === NO_VALUE ? null : bound, unbound: [...context.unbound] }
}

function bind(value: Json, context: Context, inTemplate: boolean): Maybe {
  if (typeof value === 'string') return bindText(value, context, !inTemplate)
  if (Array.isArray(value)) return bindList(value, context, inTemplate)
  if (!isObject(value)) return value
  if (isIntrinsic(value)) return bindIntrinsic(value, context)
  return bindObject(value, context, inTemplate)
}

function bindList(list: JsonArray, context: Context, inTemplate: boolean): JsonArray {
  let copy: Json[] | undefined
  for (let index = 0; index < list.length; index++) {
    const before = list[index] as Json
    const after = bind(before, context, inTemplate)
    if (after !== before) copy ??= list.slice(0, index)
    if (copy && after !== NO_VALUE) copy.push(after)
  }
  return copy ?? list
}

function bindObject(object: JsonObject, context: Context, inTemplate: boolean): JsonObject {
  const copy: Record<string, Json> = {}
  let changed = false
  for (const key of Object.keys(object)) {
    const before = object[key] as Json
    const after = bind(before, context, inTemplate || TEMPLATES.has(key))
    const name = key.includes('${') ? bindText(key, context, !inTemplate) : key
    if (after !== before || name !== key) changed = true
    if (after !== NO_VALUE) put(copy, name, after)
  }
  return changed ? copy : object
}

function bindIntrinsic(value: JsonObject, context: Context): Maybe {
  const [key = ''] = Object.keys(value)
  const inner = own(value, key) ?? null
  switch (key) {
    case 'Ref':
      return typeof inner === 'string' ? (lookUp(inner, context) ?? value) : value
    case 'Condition':
      return typeof inner === 'string' ? (lookUp(inner, context) ?? value) : bindObject(value, context, false)
    case 'Fn::ImportValue': {
      const name = bind(inner, context, false)
      return typeof name === 'string' ? (lookUp(name, context) ?? { [key]: name }) : value
    }
    case 'Fn::GetAtt': {
      const parts = typeof inner === 'string' ? [inner] : asArray(inner)
      if (!parts.every((part) => typeof part === 'string')) return bindObject(value, context, false)
      return lookUp(parts.join('.'), context) ?? value
    }
    case 'Fn::Sub':
      return bindSub(value, inner, context)
    case 'Fn::If':
      return bindIf(value, inner, context)
    case 'Fn::Join':
      return bindJoin(inner, context)
    case 'Fn::Select': {
      const [index, list] = asArray(bindInner(inner, context))
      const item = asArray(list)[Number(index)]
      return item !== undefined && !isIntrinsic(item) ? item : { [key]: bindInner(inner, context) }
    }
    case 'Fn::Split': {
      const [separator, text] = asArray(bindInner(inner, context))
      if (typeof separator !== 'string' || typeof text !== 'string' || text.includes('${')) return { [key]: bindInner(inner, context) }
      return text.split(separator)
    }
    default: {
      const bound = bindInner(inner, context)
      context.unbound.add(key)
      return bound === inner ? value : { [key]: bound }
    }
  }
}

function bindInner(inner: Json, context: Context): Json {
  const bound = bind(inner, context, false)
  return bound === NO_VALUE ? null : bound
}

function lookUp(name: string, context: Context): Maybe | undefined {
  if (name === 'AWS::NoValue') return NO_VALUE
  if (Object.hasOwn(context.bindings, name)) return context.bindings[name] as Json
  if (IMPORTER.has(name)) return `\${${name}}`
  context.unbound.add(name)
  return undefined
}

function bindSub(value: JsonObject, inner: Json, context: Context): Maybe {
  const [template, variables] = Array.isArray(inner) ? inner : [inner, {}]
  if (typeof template !== 'string') return bindObject(value, context, false)
  const local: Record<string, Json> = { ...context.bindings }
  if (isObject(variables)) {
    for (const name of Object.keys(variables)) {
      const bound = bind(variables[name] as Json, context, false)
      // A variable that stays an intrinsic was listed while it was bound: the text keeps its placeholder.
      if (bound !== NO_VALUE && !isIntrinsic(bound)) put(local, name, bound)
      else put(local, name, `\${${name}}`)
    }
  }
  return bindText(template, { bindings: local, unbound: context.unbound }, true).replace(/\$\{!([^{}]*)\}/g, '${$1}')
}

function bindIf(value: JsonObject, inner: Json, context: Context): Maybe {
  const [condition, whenTrue, whenFalse] = asArray(inner)
  if (typeof condition !== 'string') return bindObject(value, context, false)
  const bound = Object.hasOwn(context.bindings, condition) ? context.bindings[condition] : undefined
  if (bound === true || bound === 'true') return bind(whenTrue ?? null, context, false)
  if (bound === false || bound === 'false') return bind(whenFalse ?? null, context, false)
  context.unbound.add(condition)
  return value
}

function bindJoin(inner: Json, context: Context): Json {
  const [separator, items] = asArray(inner)
  const bound = bindInner(items ?? [], context)
  if (typeof separator === 'string' && Array.isArray(bound) && bound.every((item) => !isObject(item) && !Array.isArray(item))) {
    return bound.map(String).join(separator)
  }
  return { 'Fn::Join': [separator ?? '', bound] }
}

function bindText(text: string, context: Context, list: boolean): string {
  if (!text.includes('${')) return text
  return text.replace(/\$\{([^{}]*)\}/g, (placeholder, inner: string) => {
    const name = inner.trim()
    if (Object.hasOwn(context.bindings, name)) {
      const bound = context.bindings[name] as Json
      return typeof bound === 'string' ? bound : JSON.stringify(bound)
    }
    if (list && name !== '' && !name.startsWith('!') && !name.startsWith('stageVariables') && !IMPORTER.has(name)) context.unbound.add(name)
    return placeholder
  })
}
