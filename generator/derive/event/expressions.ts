import type { Access, Expression, Method, Reference } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import { type Asked, bodyText, bodyValue, parameterOf, pathText, pathValue } from './input.ts'
import { CHANGING, callMethod, memberBy, memberOf } from './methods.ts'
import { isPresent, lookUp, type Scope } from './scope.ts'
import { resolved } from './steps.ts'
import { anyOf, BOOLEAN, INTEGER, NOTHING, TEXT, UNKNOWN, type Value, type Values } from './values.ts'

/** Evaluates what has a value. */
export interface Expressions {
  evaluate(node: Expression, scope: Scope): Values
  /** `changed`: the reference is assigned to, which changes what it is a member of. */
  reference(node: Reference, scope: Scope, use?: 'changed'): Values
  /** Whether the template has changed the body, whose values then are no longer what the document says. */
  isChanged(): boolean
}

/** A longer text is any text: one that is put together of itself doubles every time. */
const LONGEST_LITERAL = 10_000

/** Makes an evaluator for one template; `step` is told of every node that it looks at. */
export function createExpressions(asked: Asked, step: () => void): Expressions {
  const { schemas } = asked
  let changed = false

  function evaluate(node: Expression, scope: Scope): Values {
    step()
    switch (node.kind) {
      case 'reference':
        return node.bare ? UNKNOWN : node.escaped ? [{ kind: 'literal', text: node.prefix + node.source }] : reference(node, scope)
      case 'string':
        return node.template ? interpolated(node, scope) : [{ kind: 'literal', text: node.value }]
      case 'integer':
      case 'double':
        return [number(node.text)]
      case 'boolean':
        return [{ kind: 'scalar', schema: { kind: 'enum', values: [node.value] } }]
      case 'list':
        return [{ kind: 'list', items: anyOf(node.items.map((item) => evaluate(item, scope))) }]
      case 'map':
        return [{ kind: 'map', values: anyOf(node.entries.map(([, value]) => evaluate(value, scope))) }]
      case 'range':
        return [{ kind: 'list', items: INTEGER }]
      case 'not':
        evaluate(node.operand, scope)
        return BOOLEAN
      case 'binary':
        return calculated(node, scope)
    }
  }

  /** A text of one reference alone is that value's text; every other is any text, unless all of it is known. */
  function interpolated(node: Extract<Expression, { kind: 'string' }>, scope: Scope): Values {
    const body = node.template?.body ?? []
    const pieces = body.map((statement, index): Values => {
      if (statement.kind === 'reference') return evaluate(statement, scope)
      const isPadding = node.padded === true && index === body.length - 1
      if (statement.kind === 'text') return [{ kind: 'literal', text: isPadding ? statement.text.replace(/ $/, '') : statement.text }]
      return TEXT
    })
    const telling = pieces.filter(([only, ...more]) => more.length > 0 || only?.kind !== 'literal' || only.text !== '')
    const words = telling.flatMap(([only, ...more]) => (more.length === 0 && only?.kind === 'literal' ? [only.text] : []))
    if (words.length === telling.length) {
      const length = words.reduce((sum, word) => sum + word.length, 0)
      return length > LONGEST_LITERAL ? TEXT : [{ kind: 'literal', text: words.join('') }]
    }
    const [alone, ...others] = telling
    const isKept = others.length === 0 && alone?.every(({ kind }) => ['literal', 'text', 'json-text', 'scalar'].includes(kind))
    return isKept && alone ? alone : TEXT
  }

  function calculated(node: Extract<Expression, { kind: 'binary' }>, scope: Scope): Values {
    const left = evaluate(node.left, scope)
    const right = evaluate(node.right, scope)
    if (!['+', '-', '*', '/', '%'].includes(node.operator)) return BOOLEAN
    const kinds = [...left, ...right].map(numberKind)
    if (!kinds.includes(undefined)) return kinds.includes('number') ? [{ kind: 'scalar', schema: { kind: 'number' } }] : INTEGER
    return node.operator === '+' && [left, right].some((side) => side.every(isText)) ? TEXT : UNKNOWN
  }

  function numberKind(value: Value): 'integer' | 'number' | undefined {
    if (value.kind !== 'scalar' && value.kind !== 'json') return undefined
    const schema = resolved(value.schema, schemas)
    if (schema.kind === 'integer' || schema.kind === 'number') return schema.kind
    if (schema.kind !== 'enum' || !schema.values.every((item) => typeof item === 'number')) return undefined
    return schema.values.every((item) => Number.isInteger(item)) ? 'integer' : 'number'
  }

  function reference(node: Reference, scope: Scope, use?: 'changed'): Values {
    const { accesses } = node
    let { values, rest } = rootOf(node, scope)
    for (const [index, access] of rest.entries()) {
      const isLast = index === rest.length - 1
      if (isLast && use === 'changed') change(node, values, scope)
      if (access.kind === 'method' && CHANGING.has(access.name)) change(node, values, scope)
      const key = keyOf(access, scope)
      values = anyOf(values.map((value) => accessed(value, access, key)))
    }
    return accesses.length === 0 ? (lookUp(scope, node.root) ?? values) : values
  }

  function accessed(value: Value, access: Access, key: Values | undefined): Values {
    if (value.kind === 'params') return parameterMember(value, access, key)
    if (access.kind === 'property') return memberOf(value, access.name, schemas)
    return access.kind === 'index' ? memberBy(value, key ?? UNKNOWN, schemas) : callMethod(value, access.name, key, schemas)
  }

  /** The index, or the first argument. The others are evaluated too: they may change something. */
  function keyOf(access: Access, scope: Scope): Values | undefined {
    if (access.kind === 'property') return undefined
    if (access.kind === 'index') return evaluate(access.index, scope)
    return access.args.map((argument) => evaluate(argument, scope))[0]
  }

  function parameterMember(value: Extract<Value, { kind: 'params' }>, access: Access, key: Values | undefined): Values {
    const isGet = access.kind === 'index' || (access.kind === 'method' && access.name === 'get')
    if (!isGet && access.kind === 'method') return callMethod(value, access.name, key, schemas)
    const [only] = key ?? []
    const name = access.kind === 'property' ? access.name : only?.kind === 'literal' && key?.length === 1 ? only.text : undefined
    if (name === undefined) return value.location ? TEXT : UNKNOWN
    if (value.location) return parameterOf(name, value.location, asked)
    return name === 'path' || name === 'querystring' || name === 'header' ? [{ kind: 'params', location: name }] : NOTHING
  }

  /** What is put into the body changes what its JSON is; what is put into a list or map of the template's own may be anything. */
  function change(node: Reference, values: Values, scope: Scope): void {
    if (values.some(({ kind }) => kind === 'json' || kind === 'unknown') && node.root !== 'context') changed = true
    if (values.some(({ kind }) => kind === 'list')) scope.values.set(node.root, [{ kind: 'list', items: UNKNOWN }])
    if (values.some(({ kind }) => kind === 'map')) scope.values.set(node.root, [{ kind: 'map', values: UNKNOWN }])
  }

  function rootOf({ root, accesses }: Reference, scope: Scope): { readonly values: Values; readonly rest: readonly Access[] } {
    const [first, ...rest] = accesses
    switch (root) {
      case 'input':
        return { values: inputValue(first, scope), rest }
      case 'util':
        return { values: first?.kind === 'method' ? utilValue(first, scope) : NOTHING, rest }
      case 'context':
        return { values: [{ kind: 'context', path: [] }], rest: accesses }
      case 'stageVariables':
        return { values: [{ kind: 'map', values: TEXT }], rest: accesses }
      case 'foreach':
        return { values: first === undefined ? NOTHING : loopValue(first), rest }
      case 'velocityCount':
        return { values: INTEGER, rest: accesses }
      case 'velocityHasNext':
        return { values: BOOLEAN, rest: accesses }
      default:
        return { values: lookUp(scope, root) ?? NOTHING, rest: accesses }
    }
  }

  function inputValue(access: Access | undefined, scope: Scope): Values {
    if (!access || access.kind === 'index') return NOTHING
    if (access.kind === 'property') return access.name === 'body' ? bodyText(asked) : NOTHING
    const argument = access.args[0] && evaluate(access.args[0], scope)
    const [only] = argument ?? []
    const text = argument?.length === 1 && only?.kind === 'literal' ? only.text : undefined
    switch (access.name) {
      case 'getBody':
        return bodyText(asked)
      case 'path':
        return text === undefined ? UNKNOWN : pathValue(text, asked)
      case 'json':
        return text === undefined || changed ? UNKNOWN : pathText(text, asked, (way) => isPresent(scope, [way, undefined]))
      case 'params':
        if (!argument) return [{ kind: 'params', location: undefined }]
        return text === undefined ? TEXT : parameterOf(text, undefined, asked)
      default:
        return NOTHING
    }
  }

  function utilValue(call: Method, scope: Scope): Values {
    const argument = call.args[0] && evaluate(call.args[0], scope)
    switch (call.name) {
      case 'escapeJavaScript':
      case 'urlEncode':
      case 'urlDecode':
      case 'base64Encode':
      case 'base64Decode':
        return TEXT
      case 'parseJson':
        return parsed(call, argument ?? NOTHING)
      default:
        return NOTHING
    }
  }

  function parsed(call: Method, argument: Values): Values {
    const [source] = call.args
    const isBody = source?.kind === 'reference' && /^\$!?\{?input\.(body|getBody\(\))\}?$/.test(source.source)
    if (isBody && asked.isJson) return bodyValue(asked)
    return anyOf(
      argument.map(
        (value): Values =>
          value.kind === 'json-text' ? [{ kind: 'json', schema: value.schema, missing: false, way: undefined }] : [anyJson],
      ),
    )
  }

  return { evaluate, reference, isChanged: () => changed }
}

const anyJson: Value = { kind: 'json', schema: { kind: 'unknown' }, missing: true, way: undefined }

function isText({ kind }: Value): boolean {
  return kind === 'literal' || kind === 'text' || kind === 'json-text'
}

function number(text: string): Value {
  const value = Number(text)
  if (/^-?\d+$/.test(text))
    return { kind: 'scalar', schema: Number.isSafeInteger(value) ? { kind: 'enum', values: [value] } : { kind: 'integer' } }
  return { kind: 'scalar', schema: Number.isFinite(value) ? { kind: 'enum', values: [value] } : { kind: 'number' } }
}

function loopValue(access: Access): Values {
  if (access.kind === 'index') return NOTHING
  const name = access.name.replace(/^get([A-Z])/, (_, letter: string) => letter.toLowerCase())
  if (name === 'index' || name === 'count') return INTEGER
  return ['hasNext', 'first', 'last', 'isFirst', 'isLast'].includes(name) ? BOOLEAN : UNKNOWN
}
