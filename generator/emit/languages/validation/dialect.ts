import type { Json } from '../../../base/json.ts'
import type { Code } from '../../code.ts'
import type { CompiledPattern } from './pattern.ts'

/** A value in generated code: the expressions of the value and of its pointer, and how deep in its function it is. */
export interface Place {
  readonly value: Code
  /** An expression, where another would bind a variable: no pointer is made to what is right. */
  readonly at: Code
  /** The part of the pointer that is known when it runs, and the rest. */
  readonly base: Code
  readonly path: string
  readonly level: number
  /** Key of the target whose value this still is: nothing was descended into since. */
  readonly owner: string | undefined
}

/** The kinds of values that JSON Schema's `type` knows. */
export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object'

/** What `unevaluatedProperties` and `unevaluatedItems` look at. */
export type Kind = 'properties' | 'items'

/** Statements that check a value, as part of another check: where a language has functions inside functions it writes them there. */
export interface Trial {
  /** The statements. */
  body(): readonly Code[]
  /** The name of a function of its own that has them. */
  declared(): Code
}

/** How a function checks. */
export interface How {
  /** What it adds to a set. */
  readonly collects: 'nothing' | 'seen'
  /** Whether it counts its calls, so that they end. */
  readonly bounded: boolean
}

/** How a language writes checks. What they check is decided in this folder, once for all languages. */
export interface Dialect {
  /**
   * Schemas of members and items that one function checks, those within others too: type checkers give up on long functions, and class
   * files have no room for them.
   */
  readonly mostParts: number
  /** A name as an identifier. */
  name(name: string): Code
  /** Why a pattern cannot run in this language; undefined where it can. */
  refuses(pattern: CompiledPattern): string | undefined

  /** Whether a value is of a kind. */
  is(kind: 'string' | 'number' | 'array' | 'object', value: Code): Code
  isNot(type: JsonType, value: Code): Code
  not(condition: Code): Code
  all(conditions: readonly Code[]): Code
  compare(left: Code, operator: '<' | '>' | '<=' | '>=', limit: number): Code
  /** How many items a list has. */
  count(value: Code): Code
  /** How many members an object has. */
  members(value: Code): Code
  /** How many characters a text has. */
  characters(value: Code): Code
  isUnique(value: Code): Code
  /** Whether a value equals none of some; `named` is the name of the constant that holds them. */
  isNoneOf(value: Code, values: readonly Json[], named: () => Code): Code
  isMultipleOf(value: Code, divisor: number): Code
  fits(text: Code, pattern: Code, at: Code): Code
  has(value: Code, name: string): Code
  /** Whether a list of texts has one. */
  includes(values: Code, text: Code): Code
  /** Whether a value has no violation. */
  passes(trial: Trial, place: Place): Code

  fail(at: Code, message: string): Code
  /** One statement on a condition. */
  brief(condition: Code, statement: Code): Code
  /** Statements on a condition. */
  when(condition: Code, then: readonly Code[], otherwise?: readonly Code[]): Code
  required(value: Code, names: readonly Json[], at: Code): Code
  /** A call of a function of this file, with the set of what was seen where it collects that. */
  call(name: Code, place: Place, seen?: Code): Code
  alternatives(how: 'any' | 'one', trials: readonly Trial[], place: Place): Code
  /** A pointer that goes on from another. */
  pathFrom(at: Code, path: string): Code
  /** The pointer of a member or an item whose name or index a variable holds. */
  below(at: Code, key: Code): Code
  /** The value of a member by its name. */
  bindMember(place: Place, inner: Place, name: string, body: readonly Code[]): Code[]
  /** The value of a member or an item whose name or index a variable holds. */
  bindEach(place: Place, inner: Place, key: Code, body: readonly Code[]): Code[]
  bindItem(place: Place, inner: Place, index: number, body: readonly Code[]): Code[]
  forItems(index: Code, from: number, value: Code, body: readonly Code[]): Code
  forMembers(name: Code, value: Code, body: readonly Code[]): Code
  /** Counts the items of a value that pass a test. */
  countMatching(counter: Code, item: Code, value: Code, test: Code): Code

  /** An empty set of names or indices. */
  newSeen(seen: Code): Code
  forUnseen(kind: Kind, key: Code, value: Code, seen: Code, body: readonly Code[]): Code
  seeNames(seen: Code, values: Code): Code
  /** Adds the names that pass a test of `name`. */
  seeMatching(seen: Code, value: Code, test: Code): Code
  seeFirst(seen: Code, count: number): Code
  seeAll(kind: Kind, seen: Code, value: Code): Code
  seeItems(seen: Code, index: Code, item: Code, value: Code, test: Code): Code

  /** A function that checks a value. */
  function(name: Code, body: readonly Code[], how: How): Code
  values(name: Code, values: readonly Json[]): Code
  pattern(name: Code, pattern: CompiledPattern): Code
}
