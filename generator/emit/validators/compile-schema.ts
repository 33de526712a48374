import { asArray, asObject, canonicalJson, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { isIntrinsic, isLateBound } from '../../base/late-bound.ts'
import { hashSuffix } from '../../base/names.ts'
import { escapeToken, join } from '../../base/pointer.ts'
import { type Code, type CodeFile, type ImportSymbol, joinCode, symbol } from '../code.ts'
import { identifier, literal } from '../languages/typescript.ts'
import { compilePattern, type PatternResult } from './pattern.ts'

/** A schema that a `$ref` leads to. */
export interface Target {
  /** Tells it apart from all others. */
  readonly key: string
  /** What its function would like to be called: an identifier. */
  readonly name: string
  readonly schema: Json
}

/** A schema where it stands in the document. */
export interface Part {
  readonly schema: Json
  readonly pointer: string
}

/** A member of an object that is no schema itself: a parameter. */
export interface Member extends Part {
  readonly name: string
  readonly required: boolean
}

/** What the compiler needs to know of the document. */
export interface SchemaContext {
  readonly file: CodeFile
  /** Where a `$ref` leads; undefined for one that leads nowhere. */
  resolve(ref: string): Target | undefined
  /** Something of the schema at `pointer` that is not checked, and why. */
  unchecked(what: 'pattern' | 'reference', pointer: string, why: string): void
  /** `request`: members that are read-only are not required. */
  readonly direction: 'request' | 'any'
}

/** Prints checks of schemas into a file: one function for every schema that has a name or is nested deeply. */
export interface SchemaCompiler {
  /** The name of the function that checks a schema. */
  functionOf(target: Target): Code
  /** The name of a function that checks members of an object; members that are not named may hold anything. */
  membersOf(name: string, members: readonly Member[]): Code
  /** The name of a function that checks a schema that has no name of its own. */
  checkOf(name: string, part: Part): Code
  /** All functions and constants that the checks made so far need; call it once, last. */
  declarations(): Code[]
}

const CHECK = './validation/check.js'
const use = (name: string): ImportSymbol => symbol(name, CHECK)
const LEVELS = 6

/** A value in generated code: the expression of the value and of its pointer, and the function that it is the root of. */
interface Place {
  readonly value: Code
  readonly at: Code
  readonly level: number
  /** Key of the target whose value this still is: nothing was descended into since. */
  readonly owner: string | undefined
}

type Kind = 'properties' | 'items'

/** Makes a compiler of JSON Schema 2020-12. What it does not know is no constraint, as the standard says. */
export function createCompiler(context: SchemaContext): SchemaCompiler {
  const { file } = context
  const c = file.code.bind(file)
  const functions = new Map<string, { name: Code; print: () => Code }>()
  const constants = new Map<string, Code>()
  const loops = new Map<string, ReadonlySet<string>>()
  const patterns = new Map<string, PatternResult>()

  function functionOf(target: Target): Code {
    return declare(target.key, identifier(target.name), (name) => {
      return wrap(name, parameters, check(target.schema, target.key, root(target.key)))
    })
  }

  const root = (owner?: string): Place => ({ value: c`value`, at: c`at`, level: 0, owner })
  const parameters = c`value: unknown, at: string, run: ${symbol('Run', CHECK, 'type')}`

  function membersOf(name: string, members: readonly Member[]): Code {
    return declare(`members ${name}`, identifier(name), (given) => {
      const wanted = members.filter((member) => member.required).map((member) => member.name)
      const body = [
        ...(wanted.length > 0 ? [c`${use('required')}(value, ${literal(wanted)}, at, run)`] : []),
        ...members.flatMap((member) => property(root(), member.name, member.schema, member.pointer)),
      ]
      return wrap(given, parameters, block(c`if (${use('isObject')}(value))`, body))
    })
  }

  function checkOf(name: string, part: Part): Code {
    return declare(`check ${name}`, identifier(name), (given) => wrap(given, parameters, check(part.schema, part.pointer, root())))
  }

  function declare(key: string, name: Code, print: (name: Code) => Code): Code {
    const known = functions.get(key)
    if (known) return known.name
    functions.set(key, { name, print: () => print(name) })
    return name
  }

  function wrap(name: Code, parameters: Code, body: readonly Code[]): Code {
    if (body.length === 0)
      return c`function ${name}(_value: unknown, _at: string, _run: ${symbol('Run', CHECK, 'type')}, _seen?: unknown): void {}`
    return c`
      function ${name}(${parameters}): void {
        if (!${use('enter')}(run)) return
        ${lines(body)}
        run.depth--
      }`
  }

  function declarations(): Code[] {
    // Printing one function may ask for others: the map grows while it is walked.
    const printed: Code[] = []
    for (const entry of functions.values()) printed.push(entry.print())
    // A constant whose check turned out to be empty is not used.
    const used = new Set(printed.flatMap((code) => code.match(/\b(values|pattern)_[0-9a-f]{8}\b/g) ?? []))
    return [...[...constants].filter(([name]) => used.has(name)).map(([, code]) => code), ...printed]
  }

  function constant(kind: string, value: Json, type: ImportSymbol | undefined): Code {
    const name = identifier(`${kind}_${hashSuffix(canonicalJson(value))}`)
    if (!constants.has(name)) {
      constants.set(name, type ? c`const ${name}: ${type} = ${literal(value)}` : c`const ${name}: readonly unknown[] = ${literal(value)}`)
    }
    return name
  }

  const fail = (place: Place, message: string): Code => c`${use('fail')}(run, ${place.at}, ${literal(message)})`
  const when = (condition: Code, place: Place, message: string): Code => c`if (${condition}) ${fail(place, message)}`

  function block(head: Code, body: readonly Code[]): Code[] {
    return body.length === 0 ? [] : [c`${head} {\n  ${lines(body)}\n}`]
  }

  /** The statements that check one value. */
  function check(schema: Json, pointer: string, place: Place): Code[] {
    if (schema === false) return [fail(place, 'is not allowed')]
    if (!isObject(schema) || isIntrinsic(schema)) return []
    if (place.level >= LEVELS) {
      const name = identifier(`part_${hashSuffix(pointer)}`)
      declare(pointer, name, () => {
        return wrap(name, parameters, check(schema, pointer, root(place.owner)))
      })
      return [c`${name}(${place.value}, ${place.at}, run)`]
    }
    return [
      ...reference(schema, pointer, place),
      ...types(schema, place),
      ...values(schema, place),
      ...block(c`if (typeof ${place.value} === "number")`, numbers(schema, place)),
      ...block(c`if (typeof ${place.value} === "string")`, strings(schema, pointer, place)),
      ...block(c`if (Array.isArray(${place.value}))`, arrays(schema, pointer, place)),
      ...block(c`if (${use('isObject')}(${place.value}))`, objects(schema, pointer, place)),
      ...combinations(schema, pointer, place),
      ...block(c`if (${use('isObject')}(${place.value}))`, unevaluated(schema, pointer, place, 'properties')),
      ...block(c`if (Array.isArray(${place.value}))`, unevaluated(schema, pointer, place, 'items')),
    ]
  }

  function reference(schema: JsonObject, pointer: string, place: Place): Code[] {
    if (Object.hasOwn(schema, '$dynamicRef')) context.unchecked('reference', pointer, '`$dynamicRef` is not supported')
    const ref = own(schema, '$ref')
    if (typeof ref !== 'string') return []
    const target = context.resolve(ref)
    if (!target) {
      context.unchecked('reference', pointer, `\`${ref}\` leads nowhere`)
      return []
    }
    if (place.owner !== undefined && leadsTo(target, place.owner)) {
      context.unchecked('reference', pointer, `\`${ref}\` comes back to the same value for ever`)
      return []
    }
    return [c`${functionOf(target)}(${place.value}, ${place.at}, run)`]
  }

  /** Whether checking a value against `target` checks the same value against `key`. */
  function leadsTo(target: Target, key: string): boolean {
    let reached = loops.get(target.key)
    if (!reached) {
      const seen = new Set([target.key])
      const pending: Target[] = [target]
      for (let next = pending.pop(); next; next = pending.pop()) {
        for (const ref of refsInPlace(next.schema)) {
          const found = context.resolve(ref)
          if (!found || seen.has(found.key)) continue
          seen.add(found.key)
          pending.push(found)
        }
      }
      reached = seen
      loops.set(target.key, reached)
    }
    return reached.has(key)
  }

  function types(schema: JsonObject, place: Place): Code[] {
    const type = own(schema, 'type')
    const wanted = [type].flat().filter((one): one is string => typeof one === 'string' && Object.hasOwn(TYPES, one))
    if (wanted.length === 0) return []
    const tests = wanted.map((one) => wrongType(one, place.value))
    return [when(joinCode(tests, ' && '), place, `must be ${listed(wanted.map((one) => TYPES[one] ?? one))}`)]
  }

  function wrongType(type: string, value: Code): Code {
    if (type === 'null') return c`${value} !== null`
    if (type === 'integer') return c`!Number.isInteger(${value})`
    if (type === 'array') return c`!Array.isArray(${value})`
    if (type === 'object') return c`!${use('isObject')}(${value})`
    return c`typeof ${value} !== ${literal(type)}`
  }

  function values(schema: JsonObject, place: Place): Code[] {
    const result: Code[] = []
    const list = own(schema, 'enum')
    if (Array.isArray(list) && !list.some(isLateBound)) {
      const some = list.slice(0, 10).map((value) => JSON.stringify(value))
      const message = `must be ${list.length > 10 ? `one of ${list.length} values: ${some.join(', ')} …` : listed(some)}`
      result.push(when(c`!${use('isOneOf')}(${place.value}, ${constant('values', list, undefined)})`, place, message))
    }
    if (Object.hasOwn(schema, 'const') && !isLateBound(schema.const)) {
      const value = schema.const as Json
      const message = `must be ${JSON.stringify(value).slice(0, 200)}`
      result.push(when(c`!${use('isOneOf')}(${place.value}, ${constant('values', [value], undefined)})`, place, message))
    }
    return result
  }

  function numbers(schema: JsonObject, place: Place): Code[] {
    const { value } = place
    const result: Code[] = []
    const bound = (keyword: string, condition: (limit: number) => Code, words: string): void => {
      const limit = number(schema, keyword)
      if (limit !== undefined) result.push(when(condition(limit), place, `must be ${words} ${limit}`))
    }
    bound('minimum', (limit) => c`${value} < ${limit}`, 'at least')
    bound('maximum', (limit) => c`${value} > ${limit}`, 'at most')
    bound('exclusiveMinimum', (limit) => c`${value} <= ${limit}`, 'greater than')
    bound('exclusiveMaximum', (limit) => c`${value} >= ${limit}`, 'less than')
    if ((number(schema, 'multipleOf') ?? 0) > 0)
      bound('multipleOf', (limit) => c`!${use('isMultipleOf')}(${value}, ${limit})`, 'a multiple of')
    return result
  }

  function strings(schema: JsonObject, pointer: string, place: Place): Code[] {
    const result: Code[] = []
    const least = count(schema, 'minLength') ?? 0
    const most = count(schema, 'maxLength')
    if (least > 0) result.push(when(c`${use('lengthOf')}(${place.value}) < ${least}`, place, `must have at least ${characters(least)}`))
    if (most !== undefined)
      result.push(when(c`${use('lengthOf')}(${place.value}) > ${most}`, place, `must have at most ${characters(most)}`))
    const pattern = patternOf(own(schema, 'pattern'), join(pointer, 'pattern'))
    if (pattern)
      result.push(when(c`!${use('fits')}(${place.value}, ${pattern}, ${place.at}, run)`, place, `must match ${String(schema.pattern)}`))
    return result
  }

  function patternOf(pattern: Json | undefined, pointer: string): Code | undefined {
    if (typeof pattern !== 'string') return undefined
    const compiled = compiledOf(pattern)
    if (compiled.kind === 'compiled') return constant('pattern', compiled.pattern, symbol('Pattern', './validation/pattern.js', 'type'))
    context.unchecked('pattern', pointer, compiled.why)
    return undefined
  }

  function compiledOf(pattern: string): PatternResult {
    const known = patterns.get(pattern)
    if (known) return known
    const result = isLateBound(pattern) ? ({ kind: 'refused', why: 'its value is bound later' } as const) : compilePattern(pattern)
    patterns.set(pattern, result)
    return result
  }

  /** Whether all of a schema is checked. One that is checked in part accepts too much, which `not` and its like turn into too little. */
  function isExact(schema: Json): boolean {
    const seen = new Set<string>()
    const pending: Json[] = [schema]
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (Array.isArray(next)) for (const item of next as readonly Json[]) pending.push(item)
      if (!isObject(next)) continue
      if (isIntrinsic(next) || Object.hasOwn(next, '$dynamicRef')) return false
      const pattern = own(next, 'pattern')
      const all = [...(typeof pattern === 'string' ? [pattern] : []), ...Object.keys(asObject(own(next, 'patternProperties')))]
      if (all.some((one) => compiledOf(one).kind === 'refused')) return false
      for (const item of Object.values(next)) pending.push(item as Json)
      const ref = own(next, '$ref')
      if (typeof ref !== 'string') continue
      const target = context.resolve(ref)
      if (!target) return false
      if (!seen.has(target.key)) pending.push(target.schema)
      seen.add(target.key)
    }
    return true
  }

  function arrays(schema: JsonObject, pointer: string, place: Place): Code[] {
    const { value, at } = place
    const result: Code[] = []
    const least = count(schema, 'minItems') ?? 0
    const most = count(schema, 'maxItems')
    if (least > 0) result.push(when(c`${value}.length < ${least}`, place, `must have at least ${items(least)}`))
    if (most !== undefined) result.push(when(c`${value}.length > ${most}`, place, `must have at most ${items(most)}`))
    if (own(schema, 'uniqueItems') === true) result.push(when(c`!${use('isUnique')}(${value})`, place, 'must not have an item twice'))
    const prefix = asArray(own(schema, 'prefixItems'))
    prefix.forEach((item, index) => {
      const inner = descend(place)
      const body = check(item, join(pointer, 'prefixItems', index), inner)
      result.push(
        ...block(c`if (${value}.length > ${index})`, withConstants(inner, c`${value}[${index}]`, c`${at} + ${literal(`/${index}`)}`, body)),
      )
    })
    const rest = own(schema, 'items')
    if (rest !== undefined) {
      const inner = descend(place)
      const index = variable('index', inner.level)
      const body = check(rest, join(pointer, 'items'), inner)
      const head = c`for (let ${index} = ${prefix.length}; ${index} < ${value}.length; ${index}++)`
      result.push(...block(head, withConstants(inner, c`${value}[${index}]`, c`${use('below')}(${at}, ${index})`, body)))
    }
    const contains = schemaAt(schema, 'contains')
    if (contains !== undefined) {
      const inner = descend(place)
      const matched = variable('matched', inner.level)
      const minimum = count(schema, 'minContains') ?? 1
      const maximum = isExact(contains) ? count(schema, 'maxContains') : undefined
      const test = c`${use('passes')}(run, () => {\n  ${lines(check(contains, join(pointer, 'contains'), { ...inner, at }))}\n})`
      result.push(c`
        let ${matched} = 0
        for (const ${inner.value} of ${value} as readonly unknown[]) {
          if (${test}) ${matched}++
        }`)
      if (minimum > 0) result.push(when(c`${matched} < ${minimum}`, place, `must have at least ${items(minimum)} of a certain kind`))
      if (maximum !== undefined)
        result.push(when(c`${matched} > ${maximum}`, place, `must have at most ${items(maximum)} of a certain kind`))
    }
    return result
  }

  function objects(schema: JsonObject, pointer: string, place: Place): Code[] {
    const { value, at } = place
    const result: Code[] = []
    const properties = asObject(own(schema, 'properties'))
    const wanted = strictlyRequired(schema, properties)
    if (wanted.length > 0) result.push(c`${use('required')}(${value}, ${literal(wanted)}, ${at}, run)`)
    const least = count(schema, 'minProperties') ?? 0
    const most = count(schema, 'maxProperties')
    if (least > 0) result.push(when(c`${use('names')}(${value}).length < ${least}`, place, `must have at least ${members(least)}`))
    if (most !== undefined) result.push(when(c`${use('names')}(${value}).length > ${most}`, place, `must have at most ${members(most)}`))
    for (const [name, dependent] of Object.entries(asObject(own(schema, 'dependentRequired')))) {
      const needed = asArray(dependent).filter((one) => typeof one === 'string')
      if (needed.length > 0) {
        result.push(c`if (${use('has')}(${value}, ${literal(name)})) ${use('required')}(${value}, ${literal(needed)}, ${at}, run)`)
      }
    }
    for (const [name, schema] of Object.entries(properties))
      result.push(...property(place, name, schema, join(pointer, 'properties', name)))
    result.push(...everyMember(schema, pointer, place, Object.keys(properties)))
    for (const [name, dependent] of Object.entries(asObject(own(schema, 'dependentSchemas')))) {
      const body = check(dependent, join(pointer, 'dependentSchemas', name), deeper(place))
      result.push(...block(c`if (${use('has')}(${value}, ${literal(name)}))`, body))
    }
    return result
  }

  function property({ value, at, ...place }: Place, name: string, schema: Json, pointer: string): Code[] {
    const inner = descend({ value, at, ...place })
    const body = check(schema, pointer, inner)
    const constants = withConstants(inner, c`${value}[${literal(name)}]`, c`${at} + ${literal(`/${escapeToken(name)}`)}`, body)
    return block(c`if (${use('has')}(${value}, ${literal(name)}))`, constants)
  }

  /** Members that must be there. Read-only ones are the server's to give. */
  function strictlyRequired(schema: JsonObject, properties: JsonObject): string[] {
    const wanted = asArray(own(schema, 'required')).filter((one): one is string => typeof one === 'string')
    if (context.direction === 'any') return wanted
    return wanted.filter((name) => {
      const property = asObject(own(properties, name))
      const ref = own(property, '$ref')
      const target = typeof ref === 'string' ? asObject(context.resolve(ref)?.schema) : {}
      return own(property, 'readOnly') !== true && own(target, 'readOnly') !== true
    })
  }

  /** Keywords that look at every member: property names, patterns, additional ones. */
  function everyMember(schema: JsonObject, pointer: string, place: Place, declared: readonly string[]): Code[] {
    const { value, at } = place
    const inner = descend(place)
    const name = variable('name', inner.level)
    const body: Code[] = []
    const nameSchema = own(schema, 'propertyNames')
    if (nameSchema !== undefined) body.push(...check(nameSchema, join(pointer, 'propertyNames'), { ...inner, value: name }))
    const { patterns, all } = patternTests(schema, pointer, name, inner)
    for (const { test, keyword } of patterns) {
      body.push(
        ...block(
          c`if (${test})`,
          check(asObject(schema.patternProperties)[keyword] ?? true, join(pointer, 'patternProperties', keyword), inner),
        ),
      )
    }
    const additional = own(schema, 'additionalProperties')
    // A pattern that cannot be checked may allow any name.
    if (additional !== undefined && all) {
      const free = [
        ...(declared.length > 0 ? [c`!${constant('values', [...declared], undefined)}.includes(${name})`] : []),
        ...patterns.map(({ test }) => c`!${test}`),
      ]
      const rest = check(additional, join(pointer, 'additionalProperties'), inner)
      body.push(...(free.length > 0 ? block(c`if (${joinCode(free, ' && ')})`, rest) : rest))
    }
    const head = c`for (const ${name} of ${use('names')}(${value}))`
    return block(head, withConstants(inner, c`${value}[${name}]`, c`${use('below')}(${at}, ${name})`, body))
  }

  function patternTests(
    schema: JsonObject,
    pointer: string,
    name: Code,
    place: Place,
  ): { patterns: { test: Code; keyword: string }[]; all: boolean } {
    const keywords = Object.keys(asObject(own(schema, 'patternProperties')))
    const patterns = keywords.flatMap((keyword) => {
      const pattern = patternOf(keyword, join(pointer, 'patternProperties', keyword))
      return pattern ? [{ keyword, test: c`${use('fits')}(${name}, ${pattern}, ${place.at}, run)` }] : []
    })
    return { patterns, all: patterns.length === keywords.length }
  }

  function combinations(schema: JsonObject, pointer: string, place: Place): Code[] {
    const result: Code[] = []
    const inner = deeper(place)
    asArray(own(schema, 'allOf')).forEach((one, index) => {
      result.push(...check(one, join(pointer, 'allOf', index), inner))
    })
    for (const [keyword, how] of [
      ['anyOf', 'any'],
      ['oneOf', 'one'],
    ] as const) {
      const all = asArray(own(schema, keyword)).map((one, index) => ({ schema: one, pointer: join(pointer, keyword, index) }))
      if (all.length > 0) result.push(...alternatives(how === 'one' && all.every((one) => isExact(one.schema)) ? 'one' : 'any', all, inner))
    }
    const not = schemaAt(schema, 'not')
    if (not !== undefined && isExact(not))
      result.push(when(passes(not, join(pointer, 'not'), inner), place, 'must not match a certain schema'))
    const condition = schemaAt(schema, 'if')
    if (condition !== undefined && isExact(condition)) {
      const yes = check(own(schema, 'then') ?? true, join(pointer, 'then'), inner)
      const no = check(own(schema, 'else') ?? true, join(pointer, 'else'), inner)
      if (yes.length + no.length > 0) {
        const test = passes(condition, join(pointer, 'if'), inner)
        if (yes.length === 0) result.push(...block(c`if (!${test})`, no))
        else if (no.length === 0) result.push(...block(c`if (${test})`, yes))
        else result.push(c`if (${test}) {\n  ${lines(yes)}\n} else {\n  ${lines(no)}\n}`)
      }
    }
    return result
  }

  function alternatives(how: 'any' | 'one', all: readonly Part[], place: Place): Code[] {
    const checks = all.map(({ schema, pointer }) => c`() => {\n  ${lines(check(schema, pointer, place))}\n},`)
    return [c`${use('alternatives')}(${literal(how)}, [\n  ${lines(checks)}\n], ${place.at}, run)`]
  }

  function passes(schema: Json, pointer: string, place: Place): Code {
    return c`${use('passes')}(run, () => {\n  ${lines(check(schema, pointer, place))}\n})`
  }

  /** `unevaluatedProperties` and `unevaluatedItems`: what no keyword beside or below has looked at. */
  function unevaluated(schema: JsonObject, pointer: string, place: Place, kind: Kind): Code[] {
    const keyword = kind === 'properties' ? 'unevaluatedProperties' : 'unevaluatedItems'
    const rest = own(schema, keyword)
    if (rest === undefined || rest === true) return []
    const { value, at } = place
    const inner = descend(place)
    const body = check(rest, join(pointer, keyword), inner)
    const seen = variable('seen', inner.level)
    const key = variable('key', inner.level)
    const collected = collect(schema, pointer, place, kind, seen, true)
    const keys = kind === 'properties' ? c`${use('names')}(${value})` : c`${value}.keys()`
    const member = c`${value}[${key}]`
    return [
      c`const ${seen} = new Set<unknown>()`,
      ...collected,
      ...block(c`for (const ${key} of ${keys})`, [
        c`if (${seen}.has(${key})) continue`,
        ...withConstants(inner, member, c`${use('below')}(${at}, ${key})`, body),
      ]),
    ]
  }

  /** Statements that add to `seen` what a schema evaluates of a value that is known to match it. */
  function collect(schema: Json, pointer: string, place: Place, kind: Kind, seen: Code, top: boolean): Code[] {
    if (!isObject(schema) || isIntrinsic(schema)) return []
    const { value } = place
    const inner = deeper(place)
    const result: Code[] = []
    const everything = c`for (const key of Object.keys(${value} as object)) ${seen}.add(${kind === 'properties' ? c`key` : c`Number(key)`})`
    const guard = kind === 'properties' ? c`if (${use('isObject')}(${value}))` : c`if (Array.isArray(${value}))`
    const own_: Code[] = []
    if (kind === 'properties') {
      const declared = Object.keys(asObject(own(schema, 'properties')))
      if (declared.length > 0) own_.push(c`for (const name of ${constant('values', declared, undefined)}) ${seen}.add(name)`)
      const { patterns } = patternTests(schema, pointer, c`name`, place)
      for (const { test } of patterns) own_.push(c`for (const name of ${use('names')}(${value})) if (${test}) ${seen}.add(name)`)
      if (own(schema, 'additionalProperties') !== undefined || (!top && own(schema, 'unevaluatedProperties') !== undefined))
        own_.push(everything)
    } else {
      const prefix = asArray(own(schema, 'prefixItems')).length
      if (prefix > 0) own_.push(c`for (let index = 0; index < ${prefix}; index++) ${seen}.add(index)`)
      if (own(schema, 'items') !== undefined || (!top && own(schema, 'unevaluatedItems') !== undefined)) own_.push(everything)
      const contains = own(schema, 'contains')
      if (contains !== undefined) {
        const item = descend(place)
        const index = variable('index', item.level)
        const test = passes(contains, join(pointer, 'contains'), { ...item, at: place.at })
        own_.push(c`for (const [${index}, ${item.value}] of (${value} as readonly unknown[]).entries()) if (${test}) ${seen}.add(${index})`)
      }
    }
    result.push(...block(guard, own_))
    const ref = own(schema, '$ref')
    const target = typeof ref === 'string' ? context.resolve(ref) : undefined
    if (target && !(place.owner !== undefined && leadsTo(target, place.owner))) {
      result.push(c`${collectorOf(target, kind)}(${value}, ${place.at}, run, ${seen})`)
    }
    asArray(own(schema, 'allOf')).forEach((one, index) => {
      result.push(...collect(one, join(pointer, 'allOf', index), inner, kind, seen, false))
    })
    for (const keyword of ['anyOf', 'oneOf']) {
      asArray(own(schema, keyword)).forEach((one, index) => {
        const at = join(pointer, keyword, index)
        const branch = collect(one, at, inner, kind, seen, false)
        if (branch.length > 0) result.push(...block(c`if (${passes(one, at, inner)})`, branch))
      })
    }
    const condition = own(schema, 'if')
    if (condition !== undefined) {
      const yes = [
        ...collect(condition, join(pointer, 'if'), inner, kind, seen, false),
        ...collect(own(schema, 'then') ?? true, join(pointer, 'then'), inner, kind, seen, false),
      ]
      const no = collect(own(schema, 'else') ?? true, join(pointer, 'else'), inner, kind, seen, false)
      if (yes.length > 0) result.push(...block(c`if (${passes(condition, join(pointer, 'if'), inner)})`, yes))
      if (no.length > 0) result.push(...block(c`if (!${passes(condition, join(pointer, 'if'), inner)})`, no))
    }
    for (const [name, dependent] of Object.entries(asObject(own(schema, 'dependentSchemas')))) {
      const branch = collect(dependent, join(pointer, 'dependentSchemas', name), inner, kind, seen, false)
      result.push(...block(c`if (${use('isObject')}(${value}) && ${use('has')}(${value}, ${literal(name)}))`, branch))
    }
    return result
  }

  function collectorOf(target: Target, kind: Kind): Code {
    return declare(`${kind} ${target.key}`, identifier(`${kind}_${hashSuffix(target.key)}`), (name) => {
      return wrap(name, c`${parameters}, seen: Set<unknown>`, collect(target.schema, target.key, root(target.key), kind, c`seen`, false))
    })
  }

  function variable(name: string, level: number): Code {
    return identifier(`${name}${level}`)
  }

  function descend(place: Place): Place {
    const level = place.level + 1
    return { value: variable('value', level), at: variable('at', level), level, owner: undefined }
  }

  const deeper = (place: Place): Place => ({ ...place, level: place.level + 1 })

  /** Declares the value and pointer of a place, as far as the statements use them. */
  function withConstants(place: Place, value: Code, at: Code, body: readonly Code[]): Code[] {
    if (body.length === 0) return []
    const uses = (name: Code): boolean => body.some((code) => new RegExp(`\\b${name}\\b`).test(code))
    return [
      ...(uses(place.value) ? [c`const ${place.value}: unknown = ${value}`] : []),
      ...(uses(place.at) ? [c`const ${place.at} = ${at}`] : []),
      ...body,
    ]
  }

  return { functionOf, membersOf, checkOf, declarations }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'a boolean',
  null: 'null',
  array: 'an array',
  object: 'an object',
}

/** The `$ref`s of a schema that apply to the very value it applies to. */
function refsInPlace(schema: Json): string[] {
  const refs: string[] = []
  const pending: Json[] = [schema]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!isObject(next)) continue
    const ref = own(next, '$ref')
    if (typeof ref === 'string') refs.push(ref)
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) pending.push(...asArray(own(next, keyword)))
    for (const keyword of ['not', 'if', 'then', 'else']) pending.push(own(next, keyword) ?? true)
    pending.push(...Object.values(asObject(own(next, 'dependentSchemas'))))
  }
  return refs
}

/** The schema under a keyword; undefined for what is none. */
function schemaAt(schema: JsonObject, keyword: string): Json | undefined {
  const value = own(schema, keyword)
  return typeof value === 'boolean' || (isObject(value) && !isIntrinsic(value)) ? value : undefined
}

function lines(body: readonly Code[]): Code {
  return joinCode(body, '\n')
}

function number(schema: JsonObject, keyword: string): number | undefined {
  const value = own(schema, keyword)
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function count(schema: JsonObject, keyword: string): number | undefined {
  const value = number(schema, keyword)
  return value !== undefined && value >= 0 ? value : undefined
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

const characters = (amount: number): string => `${amount} ${amount === 1 ? 'character' : 'characters'}`
const items = (amount: number): string => `${amount} ${amount === 1 ? 'item' : 'items'}`
const members = (amount: number): string => `${amount} ${amount === 1 ? 'member' : 'members'}`
