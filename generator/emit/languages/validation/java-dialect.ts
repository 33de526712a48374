import { type Code, type CodeFile, hasWord, joinCode, symbol, trusted } from '../../code.ts'
import { doubleLiteral, identifier, jsonLiterals, RUNTIME, textLiteral } from '../java.ts'
import { block as braces } from '../java-fields.ts'
import type { Dialect, Place } from './dialect.ts'
import type { CompiledPattern } from './pattern.ts'
import { inCategories, unknownCategory } from './unicode-categories.ts'

/** The package of what checks are made of. */
export const VALIDATION = 'generated.handlers.java.validation'

/**
 * Checks as classes within one class, each with a method `check`: a class of Java has room for so many constants only, and is loaded when it is
 * first used. The methods of `Checks` are there by their own names.
 */
export function javaDialect(file: CodeFile): Dialect {
  const c = file.code.bind(file)
  const run = symbol('Run', VALIDATION)
  const list = symbol('List', 'java.util')
  const texts = (names: readonly unknown[]): Code => {
    const given = names.filter((name): name is string => typeof name === 'string')
    return c`${list}.of(${joinCode(given.map(textLiteral), ', ')})`
  }
  const check = (name: Code): Code => c`${name}::check`

  /** Binds the value of a place where the statements use it. */
  function withName(place: Place, value: Code, body: readonly Code[]): Code[] {
    return body.some((code) => hasWord(code, place.value)) ? [c`Object ${place.value} = ${value};`, ...body] : [...body]
  }

  return {
    mostParts: 250,
    name: identifier,
    refuses({ classes }) {
      const unknown = unknownCategory(classes)
      return unknown === undefined ? undefined : `Java's run time knows the general categories of Unicode, and \`${unknown}\` is none`
    },

    is: (kind, value) => c`${trusted(`is${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`)}(${value})`,
    isNot: (type, value) =>
      type === 'null' ? c`${value} != null` : c`!${trusted(`is${type.slice(0, 1).toUpperCase()}${type.slice(1)}`)}(${value})`,
    not: (condition) => c`!(${condition})`,
    all: (conditions) => joinCode(conditions, ' && '),
    compare: (left, operator, limit) => c`compare(${left}, ${doubleLiteral(limit)}) ${trusted(operator)} 0`,
    count: (value) => c`size(${value})`,
    members: (value) => c`size(${value})`,
    characters: (value) => c`length(${value})`,
    isUnique: (value) => c`isUnique(${value})`,
    isNoneOf: (value, _, named) => c`!isOneOf(${value}, ${named()}.LIST)`,
    isMultipleOf: (value, divisor) => c`isMultipleOf(${value}, ${doubleLiteral(divisor)})`,
    fits: (text, pattern, at) => c`fits(${text}, ${pattern}.PATTERN, ${at}, run)`,
    has: (value, name) => c`has(${value}, ${textLiteral(name)})`,
    includes: (values, text) => c`${values}.LIST.contains(${text})`,
    passes: (trial, { value, at }) => c`passes(${check(trial.declared())}, ${value}, ${at}, run)`,

    fail: (at, message) => c`run.fail(${at}, ${textLiteral(message)});`,
    brief: (condition, statement) => c`if (${condition}) ${statement}`,
    when(condition, then, otherwise = []) {
      const first = braces(c`if (${condition}) {`, then)
      return otherwise.length === 0 ? first : c`${first} ${braces(c`else {`, otherwise)}`
    },
    required: (value, names, at) => c`required(${value}, ${texts(names)}, ${at}, run);`,
    call: (name, { value, at }, seen) => c`${name}.check(${value}, ${at}, run${seen === undefined ? c`` : c`, ${seen}`});`,
    alternatives(how, trials, { value, at }) {
      const checks = trials.map((trial) => check(trial.declared()))
      return c`alternatives(${textLiteral(how)}, ${list}.of(${joinCode(checks, ', ')}), ${value}, ${at}, run);`
    },
    pathFrom: (at, path) => c`${at} + ${textLiteral(path)}`,
    below: (at, key) => c`below(${at}, ${key})`,
    bindMember: ({ value }, inner, name, body) => withName(inner, c`get(${value}, ${textLiteral(name)})`, body),
    bindEach: ({ value }, inner, key, body) => withName(inner, c`get(${value}, ${key})`, body),
    bindItem: ({ value }, inner, index, body) => withName(inner, c`get(${value}, ${index})`, body),
    forItems: (index, from, value, body) => braces(c`for (int ${index} = ${from}; ${index} < size(${value}); ${index}++) {`, body),
    forMembers: (name, value, body) => braces(c`for (String ${name} : names(${value})) {`, body),
    countMatching: (counter, item, value, test) =>
      joinCode([c`int ${counter} = 0;`, c`for (Object ${item} : (${list}<?>) ${value}) if (${test}) ${counter}++;`], '\n'),

    newSeen: (seen) => c`${symbol('Set', 'java.util')}<Object> ${seen} = new ${symbol('HashSet', 'java.util')}<>();`,
    forUnseen(kind, key, value, seen, body) {
      const head =
        kind === 'properties' ? c`for (String ${key} : names(${value})) {` : c`for (int ${key} = 0; ${key} < size(${value}); ${key}++) {`
      return braces(head, [braces(c`if (!${seen}.contains(${key})) {`, body)])
    },
    seeNames: (seen, values) => c`${seen}.addAll(${values}.LIST);`,
    seeMatching: (seen, value, test) => c`for (String name : names(${value})) if (${test}) ${seen}.add(name);`,
    seeFirst: (seen, count) => c`for (int index = 0; index < ${count}; index++) ${seen}.add(index);`,
    seeAll: (kind, seen, value) =>
      kind === 'properties'
        ? c`${seen}.addAll(names(${value}));`
        : c`for (int index = 0; index < size(${value}); index++) ${seen}.add(index);`,
    seeItems(seen, index, item, value, test) {
      const bound = hasWord(test, item) ? [c`Object ${item} = get(${value}, ${index});`] : []
      return braces(c`for (int ${index} = 0; ${index} < size(${value}); ${index}++) {`, [...bound, c`if (${test}) ${seen}.add(${index});`])
    },

    function(name, body, { collects, bounded }) {
      const seen = collects === 'seen' ? c`, ${symbol('Set', 'java.util')}<Object> seen` : c``
      const statements = bounded ? [c`if (!run.enter()) return;`, ...body, c`run.leave();`] : body
      return braces(c`private static final class ${name} {`, [
        braces(c`static void check(Object value, String at, ${run} run${seen}) {`, statements),
      ])
    },
    values: (name, values) =>
      braces(c`private static final class ${name} {`, [
        c`static final ${list}<Object> LIST = ${symbol('Json', RUNTIME)}.list(${jsonLiterals(values)});`,
      ]),
    pattern: (name, pattern) =>
      braces(c`private static final class ${name} {`, [
        c`static final ${symbol('Pattern', VALIDATION)} PATTERN = ${symbol('Pattern', VALIDATION)}.of(${symbol('Json', RUNTIME)}.read(${jsonLiterals(inCategories(pattern) satisfies CompiledPattern)}));`,
      ]),
  }
}
