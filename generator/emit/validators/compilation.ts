import { isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { type Code, type CodeFile, hasWord, type ImportSymbol, joinCode, symbol } from '../code.ts'
import { identifier, literal } from '../languages/typescript.ts'
import type { SchemaContext, Target } from './schema-context.ts'

/** What the printers of all keywords share while the checks of one file are printed. */
export interface Compilation {
  readonly c: CodeFile['code']
  readonly context: SchemaContext
  /** The statements that check one value. */
  check(schema: Json, pointer: string, place: Place): Code[]
  /** The name of the function of that key; `print` is called once, later. */
  declare(key: string, name: Code, print: (name: Code) => Code): Code
  functionOf(target: Target): Code
  /** The name of a list of values at the top of the file. */
  values(list: readonly Json[]): Code
  /** The name of a compiled pattern at the top of the file; undefined, and reported, for one that cannot be checked. */
  pattern(source: string, pointer: string): Code | undefined
  /** Whether all of a schema is checked. One that is checked in part accepts too much, which `not` and its like turn into too little. */
  isExact(schema: Json): boolean
  /** Whether checking a value against `target` checks the same value against the target of that key. */
  leadsTo(target: Target, key: string): boolean
}

/** A value in generated code: the expression of the value and of its pointer, and how deep in its function it is. */
export interface Place {
  readonly value: Code
  readonly at: Code
  readonly level: number
  /** Key of the target whose value this still is: nothing was descended into since. */
  readonly owner: string | undefined
}

/** The module that generated checks are made with. */
export const CHECK = './validation/check.js'

/** A function of that module. */
export const use = (name: string): ImportSymbol => symbol(name, CHECK)

/** What a function that checks a value is given. */
export function root({ c }: Compilation, owner?: string): Place {
  return { value: c`value`, at: c`at`, level: 0, owner }
}

/** A function of the generated file, with statements that may be none. */
export function printFunction({ c }: Compilation, name: Code, body: readonly Code[], more: Code = c``): Code {
  const run = symbol('Run', CHECK, 'type')
  if (body.length === 0) return c`function ${name}(_value: unknown, _at: string, _run: ${run}, _seen?: unknown): void {}`
  // What allows nothing does not look.
  const value = bound(c`value`, lines(body))
  return c`
    function ${name}(${value}: unknown, at: string, run: ${run}${more}): void {
      if (!${use('enter')}(run)) return
      ${lines(body)}
      run.depth--
    }`
}

/** A member or an item of the value at `place`. */
export function descend(place: Place): Place {
  const level = place.level + 1
  return { value: variable('value', level), at: variable('at', level), level, owner: undefined }
}

/** The same value, one block further in. */
export function deeper(place: Place): Place {
  return { ...place, level: place.level + 1 }
}

/** A name that no other level of a function has. */
export function variable(name: string, level: number): Code {
  return identifier(`${name}${level}`)
}

/** The name that a loop binds; strict compilers mind one that is not used, unless it begins with `_`. */
export function bound(name: Code, code: Code): Code {
  return hasWord(code, name) ? name : identifier(`_${name}`)
}

/** Declares the value and pointer of a place, as far as the statements use them. */
export function withConstants({ c }: Compilation, place: Place, value: Code, at: Code, body: readonly Code[]): Code[] {
  if (body.length === 0) return []
  const used = (name: Code): boolean => body.some((code) => hasWord(code, name))
  return [
    ...(used(place.value) ? [c`const ${place.value}: unknown = ${value}`] : []),
    ...(used(place.at) ? [c`const ${place.at} = ${at}`] : []),
    ...body,
  ]
}

/** A violation at the place. */
export function fail({ c }: Compilation, place: Place, message: string): Code {
  return c`${use('fail')}(run, ${place.at}, ${literal(message)})`
}

/** A violation where a condition holds. */
export function when(compilation: Compilation, condition: Code, place: Place, message: string): Code {
  return compilation.c`if (${condition}) ${fail(compilation, place, message)}`
}

/** Statements behind a head; nothing where there are none. */
export function block({ c }: Compilation, head: Code, body: readonly Code[]): Code[] {
  return body.length === 0 ? [] : [c`${head} {\n  ${lines(body)}\n}`]
}

/** An expression: whether the value has no violation of a schema. */
export function passes({ c, check }: Compilation, schema: Json, pointer: string, place: Place): Code {
  return c`${use('passes')}(run, () => {\n  ${lines(check(schema, pointer, place))}\n})`
}

/** Statements, one under the other. */
export function lines(body: readonly Code[]): Code {
  return joinCode(body, '\n')
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
