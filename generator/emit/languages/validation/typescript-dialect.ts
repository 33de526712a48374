import type { Json } from '../../../base/json.ts'
import { type Code, type CodeFile, hasWord, type ImportSymbol, joinCode, symbol, trusted } from '../../code.ts'
import { identifier, literal } from '../typescript.ts'
import type { Dialect, Place } from './dialect.ts'

/** Checks as functions of a TypeScript module; what is tried stands inside, as arrow functions. `runtime`: the folder of what they are made with. */
export function typescriptDialect(file: CodeFile, runtime: string): Dialect {
  const c = file.code.bind(file)
  const use = (name: string): ImportSymbol => symbol(name, `${runtime}/check.js`)
  const lines = (body: readonly Code[]): Code => joinCode(body, '\n')
  const block = (head: Code, body: readonly Code[]): Code => c`${head} {\n  ${lines(body)}\n}`

  /** Declares the value of a place where the statements use it. */
  function withConstant(place: Place, value: Code, body: readonly Code[]): Code[] {
    return body.some((code) => hasWord(code, place.value)) ? [c`const ${place.value}: unknown = ${value}`, ...body] : [...body]
  }

  return {
    mostParts: Number.POSITIVE_INFINITY,
    name: identifier,
    refuses: () => undefined,

    is(kind, value) {
      if (kind === 'object') return c`${use('isObject')}(${value})`
      if (kind === 'array') return c`Array.isArray(${value})`
      return c`typeof ${value} === ${literal(kind)}`
    },
    isNot(type, value) {
      if (type === 'null') return c`${value} !== null`
      if (type === 'integer') return c`!Number.isInteger(${value})`
      if (type === 'array') return c`!Array.isArray(${value})`
      if (type === 'object') return c`!${use('isObject')}(${value})`
      return c`typeof ${value} !== ${literal(type)}`
    },
    not: (condition) => c`!${condition}`,
    all: (conditions) => joinCode(conditions, ' && '),
    compare: (left, operator, limit) => c`${left} ${trusted(operator)} ${limit}`,
    count: (value) => c`${value}.length`,
    members: (value) => c`${use('names')}(${value}).length`,
    characters: (value) => c`${use('lengthOf')}(${value})`,
    isUnique: (value) => c`${use('isUnique')}(${value})`,
    isNoneOf(value, values, named) {
      const [only] = values
      if (!values.every(isScalar)) return c`!${use('isOneOf')}(${value}, ${named()})`
      return values.length === 1 && only !== undefined ? c`${value} !== ${literal(only)}` : c`!${named()}.includes(${value})`
    },
    isMultipleOf: (value, divisor) => c`${use('isMultipleOf')}(${value}, ${divisor})`,
    fits: (text, pattern, at) => c`${use('fits')}(${text}, ${pattern}, ${at}, run)`,
    has: (value, name) => c`${use('has')}(${value}, ${literal(name)})`,
    includes: (values, text) => c`${values}.includes(${text})`,
    passes: (trial) => c`${use('passes')}(run, () => {\n  ${lines(trial.body())}\n})`,

    fail: (at, message) => c`${use('fail')}(run, ${at}, ${literal(message)})`,
    brief: (condition, statement) => c`if (${condition}) ${statement}`,
    when(condition, then, otherwise = []) {
      if (otherwise.length === 0) return block(c`if (${condition})`, then)
      return c`if (${condition}) {\n  ${lines(then)}\n} else {\n  ${lines(otherwise)}\n}`
    },
    required: (value, names, at) => c`${use('required')}(${value}, ${literal(names)}, ${at}, run)`,
    call: (name, { value, at }, seen) => c`${name}(${value}, ${at}, run${seen === undefined ? c`` : c`, ${seen}`})`,
    alternatives(how, trials, { value, at }) {
      const given = c`(${value}, ${at}, run)`
      const checks = trials.map((trial) => {
        const body = trial.body()
        // A check that is called with just what it would be given stands for itself.
        const [name] = body.length === 1 ? (body[0]?.match(/^\w+(?=\()/) ?? []) : []
        return name !== undefined && body[0] === `${name}${given}` ? trusted(name) : c`() => {\n  ${lines(body)}\n}`
      })
      const all = joinCode(checks, ', ')
      const list = all.includes('\n') ? c`[\n  ${lines(checks.map((check) => c`${check},`))}\n]` : c`[${all}]`
      return c`${use('alternatives')}(${literal(how)}, ${list}, ${value}, ${at}, run)`
    },
    pathFrom: (at, path) => c`${at} + ${literal(path)}`,
    below: (at, key) => c`${use('below')}(${at}, ${key})`,
    bindMember: ({ value }, inner, name, body) => withConstant(inner, c`${value}[${literal(name)}]`, body),
    bindEach: ({ value }, inner, key, body) => withConstant(inner, c`${value}[${key}]`, body),
    bindItem: ({ value }, inner, index, body) => withConstant(inner, c`${value}[${index}]`, body),
    forItems: (index, from, value, body) => block(c`for (let ${index} = ${from}; ${index} < ${value}.length; ${index}++)`, body),
    forMembers: (name, value, body) => block(c`for (const ${name} of ${use('names')}(${value}))`, body),
    countMatching: (counter, item, value, test) => c`
      let ${counter} = 0
      for (const ${bound(item, test)} of ${value} as readonly unknown[]) {
        if (${test}) ${counter}++
      }`,

    newSeen: (seen) => c`const ${seen} = new Set<unknown>()`,
    forUnseen(kind, key, value, seen, body) {
      const keys = kind === 'properties' ? c`${use('names')}(${value})` : c`${value}.keys()`
      return block(c`for (const ${key} of ${keys})`, [c`if (${seen}.has(${key})) continue`, ...body])
    },
    seeNames: (seen, values) => c`for (const name of ${values}) ${seen}.add(name)`,
    seeMatching: (seen, value, test) => c`for (const name of ${use('names')}(${value})) if (${test}) ${seen}.add(name)`,
    seeFirst: (seen, count) => c`for (let index = 0; index < ${count}; index++) ${seen}.add(index)`,
    seeAll: (kind, seen, value) =>
      c`for (const key of Object.keys(${value} as object)) ${seen}.add(${kind === 'properties' ? c`key` : c`Number(key)`})`,
    seeItems: (seen, index, item, value, test) =>
      c`for (const [${index}, ${bound(item, test)}] of (${value} as readonly unknown[]).entries()) if (${test}) ${seen}.add(${index})`,

    function(name, body, { collects, bounded }) {
      const run = symbol('Run', `${runtime}/check.js`, 'type')
      if (body.length === 0) return c`function ${name}(_value: unknown, _at: string, _run: ${run}, _seen?: unknown): void {}`
      // What allows nothing does not look.
      const value = bound(c`value`, lines(body))
      const statements = bounded ? [c`if (!${use('enter')}(run)) return`, ...body, c`run.depth--`] : body
      return c`
        function ${name}(${value}: unknown, at: string, run: ${run}${collects === 'seen' ? c`, seen: Set<unknown>` : c``}): void {
          ${lines(statements)}
        }`
    },
    values: (name, values) => c`const ${name}: readonly unknown[] = ${literal(values)}`,
    pattern: (name, pattern) => c`const ${name}: ${symbol('Pattern', `${runtime}/pattern.js`, 'type')} = ${literal(pattern)}`,
  }
}

/** A value that is equal where it is the same. */
function isScalar(value: Json): boolean {
  return typeof value !== 'object' || value === null
}

/** The name that a loop binds; strict compilers mind one that is not used, unless it begins with `_`. */
function bound(name: Code, code: Code): Code {
  return hasWord(code, name) ? name : identifier(`_${name}`)
}
