import { canonicalJson, isObject, type Json, type JsonObject, own } from '../../../base/json.ts'
import { isIntrinsic, isLateBound } from '../../../base/late-bound.ts'
import { hashSuffix } from '../../../base/names.ts'
import type { Code } from '../../code.ts'
import { checkArray } from './arrays.ts'
import { boundedOf } from './bounds.ts'
import { checkCombinations } from './combinations.ts'
import { type Compilation, guarded, root } from './compilation.ts'
import type { Dialect, How, Place } from './dialect.ts'
import { isExact } from './exactness.ts'
import { checkMembers, checkObject } from './objects.ts'
import { createPartCounter } from './part-counter.ts'
import { compilePattern, type PatternResult } from './pattern.ts'
import { checkReference, createLoops } from './references.ts'
import { checkNumber, checkString, checkType, checkValues, typesOf } from './scalars.ts'
import type { Member, Part, SchemaContext, Target } from './schema-context.ts'
import { checkUnevaluated } from './unevaluated.ts'

/** Prints checks of schemas into a file: one function for every schema that has a name or is nested deeply. */
export interface SchemaCompiler {
  /** The name of the function that checks a schema. */
  functionOf(target: Target): Code
  /** The name of a function that checks members of an object; members that are not named may hold anything. */
  membersOf(name: string, members: readonly Member[]): Code
  /** The name of a function that checks a schema where it stands; `name` is for one that has no name of its own. */
  checkOf(name: string, part: Part): Code
  /** All functions and constants that the checks made so far need, constants first; call it once, last. */
  declarations(): Declaration[]
}

/** A function or a constant, as it is written, and the name that others know it by. */
export interface Declaration {
  readonly name: Code
  readonly code: Code
}

/** Blocks within blocks in one function: what is nested deeper gets a function of its own. */
const LEVELS = 6

/** The keywords for one kind of value, and those that combine schemas. A schema has few of them, so the others are not looked for in each. */
const KEYWORDS = {
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  string: ['minLength', 'maxLength', 'pattern'],
  array: ['minItems', 'maxItems', 'uniqueItems', 'items', 'prefixItems', 'contains'],
  object: [
    ...['required', 'minProperties', 'maxProperties', 'dependentRequired', 'properties', 'patternProperties'],
    ...['propertyNames', 'additionalProperties', 'dependentSchemas'],
  ],
  combined: ['allOf', 'anyOf', 'oneOf', 'not', 'if'],
}
const GROUPS = new Map(Object.entries(KEYWORDS).flatMap(([group, keywords]) => keywords.map((keyword) => [keyword, group])))

/** The kinds of values that have keywords of their own. */
type Kind = Parameters<Dialect['is']>[0]

const KINDS: readonly (readonly [
  Kind,
  (compilation: Compilation, schema: JsonObject, pointer: string, place: Place) => readonly Code[],
])[] = [
  ['number', (compilation, schema, _, place) => checkNumber(compilation, schema, place)],
  ['string', checkString],
  ['array', checkArray],
  ['object', checkObject],
]

/** Makes a compiler of JSON Schema 2020-12. What it does not know is no constraint, as the standard says. */
export function createCompiler(context: SchemaContext, dialect: Dialect): SchemaCompiler {
  const functions = new Map<string, { readonly name: Code; readonly print: () => readonly Code[]; readonly collects: How['collects'] }>()
  /** What the function calls that is being printed. */
  let called: string[] = []
  const constants = new Map<Code, Code>()
  const patterns = new Map<string, PatternResult>()
  const made = new Map<Json, Map<string, Code[]>>()

  function declare(key: string, name: Code, print: () => readonly Code[], collects: How['collects'] = 'nothing'): Code {
    called.push(key)
    const known = functions.get(key)
    if (known) return known.name
    functions.set(key, { name, print, collects })
    return name
  }

  function once(schema: Json, key: string, make: () => Code[]): Code[] {
    const known = made.get(schema) ?? new Map<string, Code[]>()
    made.set(schema, known)
    const found = known.get(key) ?? make()
    known.set(key, found)
    return found
  }

  function constant(kind: 'values' | 'pattern', value: Json, print: (name: Code) => Code): Code {
    const name = dialect.name(`${kind}_${hashSuffix(canonicalJson(value))}`)
    if (!constants.has(name)) constants.set(name, print(name))
    return name
  }

  function compiledOf(source: string): PatternResult {
    const known = patterns.get(source)
    if (known) return known
    const result = isLateBound(source) ? ({ kind: 'refused', why: 'its value is bound later' } as const) : compilePattern(source)
    const why = result.kind === 'compiled' ? dialect.refuses(result.pattern) : undefined
    const given: PatternResult = why === undefined ? result : { kind: 'refused', why }
    patterns.set(source, given)
    return given
  }

  const compilation: Compilation = {
    dialect,
    context,
    once,
    check,
    declare,
    functionOf: (target) =>
      declare(target.key, dialect.name(target.name), () => check(target.schema, target.key, root(compilation, target.key))),
    values: (list) => constant('values', list, (name) => dialect.values(name, list)),
    pattern(source, pointer) {
      const compiled = compiledOf(source)
      if (compiled.kind === 'compiled') return constant('pattern', compiled.pattern, (name) => dialect.pattern(name, compiled.pattern))
      context.unchecked('pattern', pointer, compiled.why)
      return undefined
    },
    countParts: createPartCounter(),
    isExact: (schema) => isExact(schema, context, compiledOf),
    leadsTo: createLoops(context),
  }

  function check(schema: Json, pointer: string, place: Place): Code[] {
    if (schema === false) return [dialect.fail(place.at, 'is not allowed')]
    if (!isObject(schema) || isIntrinsic(schema)) return []
    if (place.level >= LEVELS) {
      const name = declare(pointer, dialect.name(`part_${hashSuffix(pointer)}`), () =>
        check(schema, pointer, root(compilation, place.owner)),
      )
      return [dialect.call(name, place)]
    }
    const groups = new Set(Object.keys(schema).map((keyword) => GROUPS.get(keyword)))
    return [
      ...checkReference(compilation, schema, pointer, place),
      ...checkKinds(schema, pointer, place, groups),
      ...(groups.has('combined') ? checkCombinations(compilation, schema, pointer, place) : []),
      ...whereIs('object', place, checkUnevaluated(compilation, schema, pointer, place, 'properties')),
      ...whereIs('array', place, checkUnevaluated(compilation, schema, pointer, place, 'items')),
    ]
  }

  /** What is not checked at all has no condition either. */
  function whereIs(kind: Kind, place: Place, body: readonly Code[]): Code[] {
    return body.length === 0 ? [] : guarded(compilation, dialect.is(kind, place.value), body)
  }

  /** The type of a value, which values it may be, and what only values of one kind have. */
  function checkKinds(schema: JsonObject, pointer: string, place: Place, groups: ReadonlySet<string | undefined>): Code[] {
    const bodies = KINDS.filter(([kind]) => groups.has(kind)).map(([kind, print]) => ({
      kind,
      body: print(compilation, schema, pointer, place),
    }))
    const values = checkValues(compilation, schema, place)
    const [only, ...more] = typesOf(schema)
    // A value that is not of the only type is of no kind that is left to look at.
    const right = more.length === 0 && values.length === 0 ? bodies.find(({ kind }) => kind === only) : undefined
    return [
      ...checkType(compilation, schema, place, right?.body ?? []),
      ...values,
      ...bodies.flatMap((one) => (one === right ? [] : whereIs(one.kind, place, one.body))),
    ]
  }

  function declarations(): Declaration[] {
    const bodies = new Map<string, readonly Code[]>()
    const calls = new Map<string, readonly string[]>()
    // Printing one function may ask for others: the map grows while it is walked.
    for (const [key, { print }] of functions) {
      called = []
      bodies.set(key, print())
      calls.set(key, called)
    }
    const bounded = boundedOf(calls)
    const printed = [...functions].map(([key, { name, collects }]) => ({
      name,
      code: dialect.function(name, bodies.get(key) ?? [], { collects, bounded: bounded.has(key) }),
    }))
    // A constant whose check turned out to be empty is not used.
    const used = new Set(printed.flatMap(({ code }) => code.match(/\b(values|pattern)_[0-9a-f]{8}\b/g) ?? []))
    return [...[...constants].filter(([name]) => used.has(name)).map(([name, code]) => ({ name, code })), ...printed]
  }

  return {
    functionOf: compilation.functionOf,
    membersOf: (name, members) =>
      declare(`members ${name}`, dialect.name(name), () => {
        const place = root(compilation)
        return whereIs('object', place, checkMembers(compilation, members, place))
      }),
    checkOf(name, { schema, pointer }) {
      const target = referred(schema, context)
      if (target) return compilation.functionOf(target)
      return declare(`check ${name}`, dialect.name(name), () => check(schema, pointer, root(compilation)))
    },
    declarations,
  }
}

/** What a schema leads to that is a `$ref` and nothing else; most bodies are, and need no function of their own. */
function referred(schema: Json, context: SchemaContext): Target | undefined {
  const ref = isObject(schema) && Object.keys(schema).length === 1 ? own(schema, '$ref') : undefined
  return typeof ref === 'string' ? context.resolve(ref) : undefined
}
