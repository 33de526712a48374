import { type Code, type CodeFile, hasWord, type ImportSymbol, joinCode, symbol, trusted } from '../../code.ts'
import { identifier, indented, literal } from '../python.ts'
import type { Dialect, Place } from './dialect.ts'
import { inCategories, unknownCategory } from './unicode-categories.ts'

const CHECK = '.validation.check'

/** Checks as functions of a Python module; what is tried is a function of its own, for Python's lambdas hold no statements. */
export function pythonDialect(file: CodeFile): Dialect {
  const c = file.code.bind(file)
  const use = (name: string): ImportSymbol => symbol(name, CHECK)
  const any = symbol('Any', 'typing', 'type')
  const run = symbol('Run', CHECK, 'type')
  const lines = (body: readonly Code[]): Code => joinCode(body, '\n')
  const block = (head: Code, body: readonly Code[]): Code => c`${head}:\n${indented(lines(body))}`

  /** Binds the value of a place where the statements use it. */
  function withName(place: Place, value: Code, body: readonly Code[]): Code[] {
    return body.some((code) => hasWord(code, place.value)) ? [c`${place.value} = ${value}`, ...body] : [...body]
  }

  return {
    mostParts: 50,
    name: identifier,
    refuses({ classes }) {
      const unknown = unknownCategory(classes)
      return unknown === undefined ? undefined : `Python knows the general categories of Unicode, and \`${unknown}\` is none`
    },

    is: (kind, value) => c`${use(`is_${kind}`)}(${value})`,
    isNot(type, value) {
      if (type === 'null') return c`${value} is not None`
      if (type === 'boolean') return c`not isinstance(${value}, bool)`
      return c`not ${use(`is_${type}`)}(${value})`
    },
    not: (condition) => c`not ${condition}`,
    all: (conditions) => joinCode(conditions, ' and '),
    compare: (left, operator, limit) => c`${left} ${trusted(operator)} ${literal(limit)}`,
    count: (value) => c`len(${value})`,
    members: (value) => c`len(${value})`,
    characters: (value) => c`len(${value})`,
    isUnique: (value) => c`${use('is_unique')}(${value})`,
    isNoneOf: (value, _, named) => c`not ${use('is_one_of')}(${value}, ${named()})`,
    isMultipleOf: (value, divisor) => c`${use('is_multiple_of')}(${value}, ${literal(divisor)})`,
    fits: (text, pattern, at) => c`${use('fits')}(${text}, ${pattern}, ${at}, run)`,
    has: (value, name) => c`${literal(name)} in ${value}`,
    includes: (values, text) => c`${text} in ${values}`,
    passes: (trial, { value, at }) => c`${use('passes')}(${trial.declared()}, ${value}, ${at}, run)`,

    fail: (at, message) => c`${use('fail')}(run, ${at}, ${literal(message)})`,
    brief: (condition, statement) => block(c`if ${condition}`, [statement]),
    when(condition, then, otherwise = []) {
      const first = block(c`if ${condition}`, then)
      return otherwise.length === 0 ? first : c`${first}\n${block(c`else`, otherwise)}`
    },
    required: (value, names, at) => c`${use('required')}(${value}, ${literal(names)}, ${at}, run)`,
    call: (name, { value, at }, seen) => c`${name}(${value}, ${at}, run${seen === undefined ? c`` : c`, ${seen}`})`,
    alternatives(how, trials, { value, at }) {
      const checks = joinCode(
        trials.map((trial) => trial.declared()),
        ', ',
      )
      return c`${use('alternatives')}(${literal(how)}, [${checks}], ${value}, ${at}, run)`
    },
    pathFrom: (at, path) => c`${at} + ${literal(path)}`,
    below: (at, key) => c`${use('below')}(${at}, ${key})`,
    bindMember: ({ value }, inner, name, body) => withName(inner, c`${value}[${literal(name)}]`, body),
    bindEach: ({ value }, inner, key, body) => withName(inner, c`${value}[${key}]`, body),
    bindItem: ({ value }, inner, index, body) => withName(inner, c`${value}[${index}]`, body),
    forItems: (index, from, value, body) => block(c`for ${index} in range(${from}, len(${value}))`, body),
    forMembers: (name, value, body) => block(c`for ${name} in ${value}`, body),
    countMatching: (counter, item, value, test) => c`${counter} = sum(1 for ${item} in ${value} if ${test})`,

    newSeen: (seen) => c`${seen}: set[${any}] = set()`,
    forUnseen: (kind, key, value, seen, body) =>
      block(c`for ${key} in ${kind === 'properties' ? value : c`range(len(${value}))`}`, [block(c`if ${key} not in ${seen}`, body)]),
    seeNames: (seen, values) => c`${seen}.update(${values})`,
    seeMatching: (seen, value, test) => c`${seen}.update(name for name in ${value} if ${test})`,
    seeFirst: (seen, count) => c`${seen}.update(range(${count}))`,
    seeAll: (kind, seen, value) => c`${seen}.update(${kind === 'properties' ? value : c`range(len(${value}))`})`,
    seeItems: (seen, index, item, value, test) => c`${seen}.update(${index} for ${index}, ${item} in enumerate(${value}) if ${test})`,

    function(name, body, { collects, bounded }) {
      const signature = c`value: ${any}, at: str, run: ${run}${collects === 'seen' ? c`, seen: set[${any}]` : c``}`
      if (body.length === 0) return c`def ${name}(${signature}) -> None: ...`
      const statements = bounded ? [block(c`if not ${use('enter')}(run)`, [c`return`]), ...body, c`run.depth -= 1`] : body
      return c`
        def ${name}(${signature}) -> None:
            ${lines(statements)}`
    },
    values: (name, values) => c`${name}: list[${any}] = ${literal(values)}`,
    pattern: (name, pattern) => c`${name}: ${symbol('Pattern', '.validation.pattern', 'type')} = ${literal(inCategories(pattern))}`,
  }
}
