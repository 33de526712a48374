import { isObject, type Json, type JsonObject, own } from '../../../base/json.ts'
import { isIntrinsic } from '../../../base/late-bound.ts'
import { hashSuffix } from '../../../base/names.ts'
import { join } from '../../../base/pointer.ts'
import type { Code } from '../../code.ts'
import type { Dialect, How, Place, Trial } from './dialect.ts'
import type { SchemaContext, Target } from './schema-context.ts'

/** What the printers of all keywords share while the checks of one file are printed. */
export interface Compilation {
  readonly dialect: Dialect
  readonly context: SchemaContext
  /** What was made for this schema under this key; it is made once. Many operations share the declaration of a parameter. */
  once(schema: Json, key: string, make: () => Code[]): Code[]
  /** The statements that check one value. */
  check(schema: Json, pointer: string, place: Place): Code[]
  /** The name of the function of that key; `print` makes its statements, once and later. */
  declare(key: string, name: Code, print: () => readonly Code[], collects?: How['collects']): Code
  functionOf(target: Target): Code
  /** The name of a list of values at the top of the file. */
  values(list: readonly Json[]): Code
  /** The name of a compiled pattern at the top of the file; undefined, and reported, for one that cannot be checked. */
  pattern(source: string, pointer: string): Code | undefined
  /** How many schemas of members and items are checked where a schema stands. What it refers to is checked elsewhere. */
  countParts(schema: Json): number
  /** Whether all of a schema is checked. One that is checked in part accepts too much, which `not` and its like turn into too little. */
  isExact(schema: Json): boolean
  /** Whether checking a value against `target` checks the same value against the target of that key. */
  leadsTo(target: Target, key: string): boolean
}

/** What a function that checks a value is given. */
export function root({ dialect }: Compilation, owner?: string): Place {
  const at = dialect.name('at')
  return { value: dialect.name('value'), at, base: at, path: '', level: 0, owner }
}

/** A member or an item of the value at `place` by its name or index. */
export function memberOf({ dialect }: Compilation, place: Place, name: string | number): Place {
  const path = join(place.path, name)
  return { ...descend(dialect, place), at: dialect.pathFrom(place.base, path), path }
}

/** One whose name or index a variable holds. */
export function eachOf({ dialect }: Compilation, place: Place, key: Code): Place {
  const at = dialect.below(place.at, key)
  return { ...descend(dialect, place), at, base: at, path: '' }
}

/** An item of the value at `place`; what is said of it is said of the value. */
export function someOf({ dialect }: Compilation, place: Place): Place {
  return descend(dialect, place)
}

function descend(dialect: Dialect, place: Place): Place {
  const level = place.level + 1
  return { ...place, value: variable(dialect, 'value', level), level, owner: undefined }
}

/** The same value, one block further in. */
export function deeper(place: Place): Place {
  return { ...place, level: place.level + 1 }
}

/** A name that no other level of a function has. */
export function variable(dialect: Dialect, name: string, level: number): Code {
  return dialect.name(`${name}${level}`)
}

/** A violation where a condition holds. */
export function when({ dialect }: Compilation, condition: Code, place: Place, message: string): Code {
  return dialect.brief(condition, dialect.fail(place.at, message))
}

/** Statements on a condition; nothing where there are none. */
export function guarded({ dialect }: Compilation, condition: Code, body: readonly Code[]): Code[] {
  return body.length === 0 ? [] : [dialect.when(condition, body)]
}

/** A schema as a trial of the value at a place. */
export function trialOf(compilation: Compilation, schema: Json, pointer: string, place: Place): Trial {
  const { check, declare, dialect } = compilation
  return {
    body: () => check(schema, pointer, place),
    // What is still the same value may not come back to its own function, so the owner is part of what a function is.
    declared: () =>
      declare(`trial ${place.owner} ${pointer}`, dialect.name(`trial_${hashSuffix(`${place.owner} ${pointer}`)}`), () =>
        check(schema, pointer, root(compilation, place.owner)),
      ),
  }
}

/** An expression: whether the value has no violation of a schema. */
export function passes(compilation: Compilation, schema: Json, pointer: string, place: Place): Code {
  return compilation.dialect.passes(trialOf(compilation, schema, pointer, place), place)
}

/** The schema under a keyword; undefined for what is none. */
export function schemaAt(schema: JsonObject, keyword: string): Json | undefined {
  const value = own(schema, keyword)
  return typeof value === 'boolean' || (isObject(value) && !isIntrinsic(value)) ? value : undefined
}

/** The finite number under a keyword. */
export function numberAt(schema: JsonObject, keyword: string): number | undefined {
  const value = own(schema, keyword)
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** The number under a keyword that counts something. */
export function countAt(schema: JsonObject, keyword: string): number | undefined {
  const value = numberAt(schema, keyword)
  return value !== undefined && value >= 0 ? value : undefined
}

/** `1 item`, `2 items`. */
export function counted(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}
