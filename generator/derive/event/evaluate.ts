import type {
  Directive,
  IfStatement,
  Place,
  Reference,
  SetStatement,
  Statement,
  Template,
} from '../../../runtime/gateway/velocity/syntax/ast.ts'
import type { Schema } from '../../model/schema.ts'
import { createExpressions } from './expressions.ts'
import { guardsOf } from './guards.ts'
import type { Asked } from './input.ts'
import { finishReading, type Hole, mergeWays, readHole, readText, startReading } from './json-reader.ts'
import { elementsOf } from './methods.ts'
import type { State } from './reader-state.ts'
import { type Certain, isPresent, layer, lookUp, meet, type Scope } from './scope.ts'
import { resolved } from './steps.ts'
import { anyOf, NOTHING, quotedType, rawType, type Value, type Values } from './values.ts'

/** What a template prints, as far as its text shows. */
export interface Printed {
  /** Undefined where it is no JSON, or none that can be followed. */
  readonly schema: Schema | undefined
  /** Where it stops being JSON that can be followed. */
  readonly broken: Place | undefined
  /** Values whose type nothing tells. */
  readonly lost: readonly Place[]
}

/** Nodes looked at: what a person writes takes some hundreds, and the longest template that there can be some ten thousand. */
const MOST_STEPS = 200_000
/** Conditions of one chain that are remembered. */
const MOST_GUARDS = 50
/** `#define`s inside one another, as the engine has it. */
const DEEPEST_BLOCK = 2

/**
 * Runs a template without a request: both ways of every condition, every loop once, and every value as what the document says of it. What
 * it prints is read as JSON on the way.
 */
export function evaluateTemplate(ast: Template, asked: Asked): Printed {
  const { schemas } = asked
  const { evaluate, reference, isChanged } = createExpressions(asked, () => steps++)
  const lost = new Map<number, Place>()
  const stopped: State[] = []
  let broken: Place | undefined
  let breaks: State[] = []
  let steps = 0
  let blocks = 0

  function run(body: readonly Statement[], start: readonly State[], scope: Scope): readonly State[] {
    let states = start
    for (const node of body) {
      if (states.length === 0) return states
      if (++steps > MOST_STEPS) return fail(node)
      states = statement(node, states, scope)
    }
    return states
  }

  function fail(place: Place): State[] {
    broken ??= { offset: place.offset, length: place.length }
    return []
  }

  function statement(node: Statement, states: readonly State[], scope: Scope): readonly State[] {
    switch (node.kind) {
      case 'text':
        steps += node.text.length >> 6
        return orFail(readText(states, node.text), node)
      case 'reference':
        return orFail(printed(node, states, scope), node)
      case 'set':
        setVariable(node, scope)
        return states
      case 'if':
        return choice(node, states, scope)
      case 'directive':
        return directive(node, states, scope)
    }
  }

  function orFail(states: State[], node: Statement): State[] {
    return states.length === 0 ? fail(node) : states
  }

  function printed(node: Reference, states: readonly State[], scope: Scope): State[] {
    if (node.escaped || node.bare) return readText(states, node.prefix + node.source)
    const prefixed = readText(states, node.prefix)
    return mergeWays(reference(node, scope).map((value) => print(present(value, node, scope), node, prefixed, scope)))
  }

  function print(value: Value, node: Reference, states: readonly State[], scope: Scope): readonly State[] {
    if (value.kind === 'literal') return readText(states, value.text)
    if (value.kind === 'block') {
      if (blocks >= DEEPEST_BLOCK) return states
      blocks++
      const after = run(value.body, states, scope)
      blocks--
      return after
    }
    const raw = value.kind === 'json' && isChanged() ? undefined : rawType(value, schemas)
    if (raw === 'nothing') return readText(states, '')
    const hole: Hole = {
      raw: raw && resolved(raw, schemas).kind === 'unknown' ? undefined : raw,
      quoted: quotedType(value, schemas),
      lost: () => lost.set(node.offset, { offset: node.offset, length: node.length }),
    }
    return readHole(states, hole)
  }

  /** What a condition made sure of is there, and not null. */
  function present(value: Value, node: Reference, scope: Scope): Value {
    const isSure =
      isPresent(scope, [node.source, lookUp(scope, node.root)]) ||
      (value.kind === 'json' && value.way !== undefined && isPresent(scope, [value.way, undefined]))
    if (!isSure) return value
    if (value.kind === 'json') return { ...value, missing: false, schema: withoutNull(value.schema) }
    return value.kind === 'text' ? { ...value, missing: false } : value
  }

  function setVariable(node: SetStatement, scope: Scope): void {
    const value = evaluate(node.value, scope)
    const { target } = node
    if (target.accesses.length === 0) scope.values.set(target.root, value)
    else reference(target, scope, 'changed')
  }

  function choice(node: IfStatement, states: readonly State[], scope: Scope): readonly State[] {
    const ways: (readonly State[])[] = []
    const scopes: Scope[] = []
    const known: Certain[] = []
    const branch = (body: readonly Statement[], guards: readonly Certain[]): void => {
      const inner = layer(scope, guards)
      ways.push(run(body, states, inner))
      scopes.push(inner)
    }
    for (const { condition, body } of node.branches) {
      evaluate(condition, scope)
      const { holds, fails } = guardsOf(condition)
      branch(body, [...known, ...holds.flatMap((guarded) => keysOf(guarded, scope))])
      if (known.length < MOST_GUARDS) known.push(...fails.flatMap((guarded) => keysOf(guarded, scope)))
    }
    branch(node.otherwise ?? [], known)
    meet(scope, scopes)
    return mergeWays(ways)
  }

  function keysOf(node: Reference, scope: Scope): Certain[] {
    const ways = reference(node, scope).flatMap((value): Certain[] =>
      value.kind === 'json' && value.way !== undefined ? [[value.way, undefined]] : [],
    )
    return [[node.source, lookUp(scope, node.root)], ...ways]
  }

  function directive(node: Directive, states: readonly State[], scope: Scope): readonly State[] {
    const [first] = node.args
    switch (node.name) {
      case 'foreach':
        return loop(node, states, scope)
      case 'define':
        if (first?.kind === 'reference') scope.values.set(first.root, [{ kind: 'block', body: node.body ?? [] }])
        return states
      case 'stop':
        stopped.push(...states)
        return []
      case 'break':
        breaks.push(...states)
        return []
      case 'literal':
        return orFail(readText(states, node.bodySource ?? ''), node)
      case 'macro':
      case 'evaluate':
      case 'parse':
      case 'include':
        return fail(node)
      default:
        return orFail(readText(states, node.source), node)
    }
  }

  /** Once with what variables are before, to see what the loop makes of them; once with both. */
  function loop(node: Directive, states: readonly State[], scope: Scope): readonly State[] {
    const [variable, , list] = node.args
    if (variable?.kind !== 'reference' || list === undefined || list.kind === 'word') return states
    const items = anyOf(evaluate(list, scope).map((value) => elementsOf(value, schemas)))
    if (items.length === 0) return states
    const first = layer(scope)
    const brokenBefore = broken
    around(node, states, first, variable.root, items)
    broken = brokenBefore
    const second = layer(scope)
    for (const [name, value] of first.values) {
      if (name !== variable.root) second.values.set(name, anyOf([lookUp(scope, name) ?? NOTHING, value]))
    }
    const after = around(node, states, second, variable.root, items)
    second.values.delete(variable.root)
    meet(scope, [layer(scope), second])
    return mergeWays([states, after])
  }

  function around(node: Directive, states: readonly State[], scope: Scope, name: string, items: Values): State[] {
    const outer = breaks
    breaks = []
    scope.values.set(name, items)
    const after = mergeWays([run(node.body ?? [], states, scope), breaks])
    breaks = outer
    return after
  }

  const states = mergeWays([run(ast.body, startReading(), layer(undefined)), stopped, breaks])
  const schema = finishReading(states)
  if (!schema) fail(broken ?? { offset: ast.offset, length: Math.max(1, ast.length) })
  return { schema, broken: schema ? undefined : broken, lost: [...lost.values()].sort((a, b) => a.offset - b.offset) }
}

function withoutNull(schema: Schema): Schema {
  if (schema.kind === 'enum') return { ...schema, values: schema.values.filter((value) => value !== null) }
  if (schema.kind !== 'union') return schema
  const members = schema.members.filter(({ kind }) => kind !== 'null')
  const [only] = members
  return members.length === 1 && only ? only : { ...schema, members }
}
