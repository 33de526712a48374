import { seeded } from './random.ts'

/**
 * Templates by chance, from a grammar of what Velocity 1.7 knows and with a slip here and there; the seed determines them. Each comes with the
 * variables and the request that it is rendered with.
 */
export function randomCase(seed: number): RandomCase {
  const dice = createDice(seed)
  const grammar = createGrammar(dice)
  const template = grammar.template()
  return {
    name: `seed ${seed}`,
    mode: 'apigw',
    template: dice.chance(0.12) ? slip(dice, template) : template,
    context: dice.pick(contexts),
  }
}

/** A case in the form of the recorded ones. */
export interface RandomCase {
  readonly name: string
  readonly mode: 'apigw'
  readonly template: string
  readonly context: Readonly<Record<string, unknown>>
}

interface Dice {
  /** True with that probability. */
  chance(probability: number): boolean
  /** From 0 to below `count`. */
  below(count: number): number
  pick<T>(list: readonly T[]): T
  /** One of several ways to go on. */
  way<T>(...ways: readonly (() => T)[]): T
}

function createDice(seed: number): Dice {
  const random = seeded(Math.imul(seed, 0x9e3779b1))
  const below = (count: number): number => Math.floor(random() * count)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  return { chance: (probability) => random() < probability, below, pick, way: (...ways) => pick(ways)() }
}

/** One character more, less, twice or another one. */
function slip(dice: Dice, template: string): string {
  const letters = [...template]
  const at = dice.below(letters.length + 1)
  const inserted = dice.pick([...'$#(){}[]"\'.!,\\ \n-=&|', '#end', '#set(', '$!{', '##', '#*', '*#', '#[[', ']]#', 'é'])
  const again = letters.slice(Math.max(0, at - 1 - dice.below(8)), at)
  dice.way(
    () => letters.splice(at, 1),
    () => letters.splice(at, 0, inserted),
    () => letters.splice(at, 1, inserted),
    () => letters.splice(at, 0, ...again),
  )
  return letters.join('')
}

const variables = {
  s: 'Hello',
  e: '',
  u: 'héé☃😀',
  q: 'it\'s "q" \\ /',
  csv: 'a=1&b=2&c',
  num: '42',
  dot: 'a.b.c',
  n: 3,
  neg: -7,
  z: 0,
  big: 3_000_000_000,
  huge: '9007199254740993',
  d: 2.5,
  t: true,
  f: false,
  nul: null,
  l: [10, 20, 30],
  el: [],
  ls: ['x', 'y', 'z'],
  nl: ['a', null, 'c'],
  ll: [[1, 2], [3], []],
  m: { a: 'A', b: { c: 'C' }, 'k k': 'kk', list: [1, { x: 'X' }], empty: true, size: 1 },
  em: {},
}

const input = {
  body: {
    id: 7,
    name: 'Rex',
    price: 12.5,
    whole: 2.5e3,
    tags: ['good', 'old'],
    owner: { name: "Ann O'Hara", 'first name': 'Ann', age: null },
    items: [
      { id: 1, on: true },
      { id: 2, on: false, deep: { list: [1, 2, 3] } },
    ],
    empty: {},
    none: [],
  },
  params: { path: { petId: '7' }, querystring: { q: 'a b', petId: '8' }, header: { Accept: 'text/html', 'X-Trace': '1' } },
}

const gateway = {
  context: {
    stage: 'prod',
    requestId: 'c6af9ac6',
    httpMethod: 'PUT',
    resourcePath: '/pets/{petId}',
    identity: { sourceIp: '192.0.2.1', userAgent: 'curl', user: null },
    authorizer: { principalId: 'me', claims: { sub: 's' } },
  },
  stageVariables: { alias: 'prod', table: 'pets' },
}

const contexts: readonly Readonly<Record<string, unknown>>[] = [
  { vars: variables, input, ...gateway },
  { vars: variables, input, ...gateway },
  { vars: variables, input: { ...input, body: 'a=1&b=2' }, ...gateway },
  { vars: variables, input: { ...input, body: '[1, 2.0, "three", {"four": [5, 1e3]}, null]' }, ...gateway },
  { vars: {}, input: { body: '', params: {} }, context: {}, stageVariables: {} },
]

type Kind = 'text' | 'whole' | 'double' | 'flag' | 'list' | 'map' | 'entry' | 'loop' | 'input' | 'util' | 'any'

/** Variables by what they hold. */
const names: readonly (readonly [name: string, kind: Kind])[] = [
  ...(['s', 'e', 'u', 'q', 'csv', 'num', 'dot'] as const).map((name) => [name, 'text'] as const),
  ...(['n', 'neg', 'z', 'big', 'velocityCount'] as const).map((name) => [name, 'whole'] as const),
  ['d', 'double'],
  ['t', 'flag'],
  ['f', 'flag'],
  ...(['l', 'el', 'ls', 'nl', 'll'] as const).map((name) => [name, 'list'] as const),
  ...(['m', 'em', 'context', 'stageVariables'] as const).map((name) => [name, 'map'] as const),
  ['input', 'input'],
  ['input', 'input'],
  ['util', 'util'],
  ['foreach', 'loop'],
  ...(['x', 'y', 'item', 'missing', 'nul', 'v-w', '_p'] as const).map((name) => [name, 'any'] as const),
]

const paths = ['$', '$.name', '$.tags', '$.tags[0]', '$.items[*].id', '$..id', '$.owner', "$['owner']", '$.missing', 'name', '$.items']
const morePaths = [
  '$.items[?(@.on)]',
  '$.items[?(@.id > 1)].id',
  '$.items[0,1].id',
  '$.items[-1]',
  '$.tags[1:]',
  '$[0]',
  '$[3].four',
  '$..list',
]

type Argument = 'text' | 'index' | 'any' | 'pattern' | 'path' | 'name' | 'list' | 'map' | 'json' | 'encoded'
type Member = readonly [name: string, result: Kind, ...args: readonly Argument[]]

const property = (result: Kind, ...all: readonly string[]): Member[] => all.map((name) => [`.${name}`, result])
const getters = (result: Kind, ...all: readonly string[]): Member[] => all.map((name) => [name, result])

/** What may be asked of every value. */
const common: readonly Member[] = [
  ['equals', 'flag', 'any'],
  ...getters('text', 'toString'),
  ...property('any', 'class', 'empty', 'missing'),
]

/** Properties (with their dot) and methods, by what they are asked of. */
const members: Readonly<Record<Kind, readonly Member[]>> = {
  text: [
    ...getters('whole', 'length', 'hashCode'),
    ...getters('text', 'trim', 'toUpperCase', 'toLowerCase', 'intern', 'toString'),
    ...getters('flag', 'isEmpty'),
    ...(['equalsIgnoreCase', 'startsWith', 'endsWith', 'contains'] as const).map((name): Member => [name, 'flag', 'text']),
    ...(['indexOf', 'lastIndexOf', 'compareTo'] as const).map((name): Member => [name, 'whole', 'text']),
    ['indexOf', 'whole', 'text', 'index'],
    ['concat', 'text', 'text'],
    ['charAt', 'any', 'index'],
    ['substring', 'text', 'index'],
    ['substring', 'text', 'index', 'index'],
    ['replace', 'text', 'text', 'text'],
    ['replaceAll', 'text', 'pattern', 'text'],
    ['replaceFirst', 'text', 'pattern', 'text'],
    ['matches', 'flag', 'pattern'],
    ['split', 'list', 'pattern'],
    ['split', 'list', 'pattern', 'index'],
    ['repeat', 'text', 'index'],
    ['valueOf', 'text', 'any'],
    ...property('any', 'empty', 'length', 'class'),
  ],
  whole: [
    ...getters('whole', 'intValue', 'longValue', 'hashCode'),
    ...getters('double', 'doubleValue'),
    ...getters('text', 'toString'),
    ['compareTo', 'whole', 'index'],
    ['parseInt', 'whole', 'text'],
    ['equals', 'flag', 'any'],
  ],
  double: [
    ...getters('whole', 'intValue', 'hashCode'),
    ...getters('double', 'doubleValue'),
    ...getters('flag', 'isNaN'),
    ...getters('text', 'toString'),
  ],
  flag: [...getters('text', 'toString'), ...getters('flag', 'booleanValue'), ['equals', 'flag', 'any'], ...getters('whole', 'hashCode')],
  list: [
    ...getters('whole', 'size'),
    ...getters('flag', 'isEmpty'),
    ['get', 'any', 'index'],
    ['add', 'flag', 'any'],
    ['add', 'any', 'index', 'any'],
    ['set', 'any', 'index', 'any'],
    ['remove', 'any', 'index'],
    ['remove', 'any', 'any'],
    ['contains', 'flag', 'any'],
    ['indexOf', 'whole', 'any'],
    ['lastIndexOf', 'whole', 'any'],
    ...(['addAll', 'removeAll', 'retainAll', 'containsAll'] as const).map((name): Member => [name, 'flag', 'list']),
    ['subList', 'list', 'index', 'index'],
    ...getters('list', 'toArray'),
    ...getters('any', 'clear'),
    ...property('any', 'empty', 'size', 'class'),
  ],
  map: [
    ...getters('whole', 'size'),
    ...getters('flag', 'isEmpty'),
    ...getters('list', 'keySet', 'values', 'entrySet'),
    ['get', 'any', 'name'],
    ['get', 'any', 'name'],
    ['put', 'any', 'name', 'any'],
    ['putIfAbsent', 'any', 'name', 'any'],
    ['getOrDefault', 'any', 'name', 'any'],
    ['remove', 'any', 'name'],
    ['containsKey', 'flag', 'name'],
    ['containsValue', 'flag', 'any'],
    ['putAll', 'any', 'map'],
    ...property('any', 'a', 'c', 'size', 'empty', 'stage', 'identity', 'sourceIp', 'name', 'table', 'id', 'authorizer', 'zz'),
    ...property('map', 'b', 'owner', 'identity'),
    ...property('list', 'list', 'tags', 'items'),
  ],
  entry: [...property('any', 'key', 'value'), ...getters('any', 'getKey', 'getValue')],
  loop: [
    ...property('any', 'index', 'count', 'hasNext', 'first', 'last', 'parent', 'topmost', 'missing'),
    ...getters('flag', 'hasNext', 'isFirst', 'isLast', 'getIndex', 'getCount'),
  ],
  input: [
    ...property('text', 'body'),
    ...getters('map', 'params'),
    ['params', 'text', 'name'],
    ['path', 'any', 'path'],
    ['path', 'any', 'path'],
    ['json', 'text', 'path'],
    ['json', 'text', 'path'],
    ...getters('text', 'getBody'),
  ],
  util: [
    ['escapeJavaScript', 'text', 'any'],
    ['escapeJavaScript', 'text', 'text'],
    ['parseJson', 'any', 'json'],
    ['urlEncode', 'text', 'text'],
    ['urlDecode', 'text', 'encoded'],
    ['base64Encode', 'text', 'text'],
    ['base64Decode', 'text', 'encoded'],
  ],
  any: common,
}

const kinds = Object.keys(members) as Kind[]

interface Grammar {
  template(): string
}

function createGrammar(dice: Dice): Grammar {
  const { chance, below, pick, way } = dice
  let depth = 0

  function deeper(write: () => string, otherwise: () => string): string {
    if (depth >= 4) return otherwise()
    depth++
    const text = write()
    depth--
    return text
  }

  const blank = (): string => pick(['', '', '', ' ', ' ', '  ', '\t', '\n'])
  const several = (most: number, write: () => string): string[] => Array.from({ length: below(most + 1) }, write)

  function body(most = 5): string {
    return several(most, piece).join('')
  }

  function piece(): string {
    return way(
      text,
      text,
      reference,
      reference,
      reference,
      set,
      set,
      () => deeper(condition, text),
      () => deeper(loop, text),
      rare,
    )
  }

  function text(): string {
    return way(
      () => pick(['a', 'text ', ' b', '\n', '  \n', '\n  ', '{"k": ', '}', ', ', '"', "'", '(', ')', '[', ']', '.', '..', ':', '\t', ' ']),
      () => pick(['é', '😀', '&', '=', '@', '/', '-', '!', '*', '|', '<b>', '1', '\r\n', 'end', 'if', '{', 'a.b(c)']),
      () => (chance(0.5) ? 'plain' : odd()),
    )
  }

  /** What is text although it looks like the beginning of something else. */
  function odd(): string {
    return way(
      () => pick(['$1', '#1', '$.', '#foo', '#foo()', '#foo($n)', '\\$s', '\\\\$s', '\\#set', '#@x', '$-a', '\\', '\\\\']),
      () =>
        pick([
          '$',
          '#',
          '\\',
          '\\\\',
          '$$',
          '$!',
          '${',
          '#{',
          '$1',
          '#1',
          '$.',
          '$[',
          '#foo',
          '#foo()',
          '#foo($n)',
          '\\$s',
          '\\\\$s',
          '\\#set',
          '\\#if',
          '#@x',
          '$-a',
        ]),
    )
  }

  function rare(): string {
    return way(
      () => `## ${pick(['note', '$s #if', '', '#*'])}\n`,
      () => `#*${pick([' note ', '\n', '$s#end', '*'])}*#`,
      () => `#[[${pick(['$s', '#set($x = 1)', ']]', 'raw\n'])}]]#`,
      () => deeper(() => `#define($${pick(['x', 'y', 'def'])})${body(3)}#end${pick(['', ' $x', '$y', '$def'])}`, text),
      () => pick(['#break', '#stop', '#{break}']),
      () => `#if(true)${text()}#end`,
    )
  }

  function set(): string {
    const target = way(
      () => pick(['x', 'y', 'item', 's', 'n']),
      () => `${pick(['m', 'x', 'em', 'context'])}.${pick(['a', 'k', 'requestOverride'])}`,
      () => `${pick(['m', 'l', 'x'])}[${argument()}]`,
      () => `context.${pick(['requestOverride', 'responseOverride'])}.header.${pick(['A', 'b-c'])}`,
    )
    return `${pick(['#set', '#set', '#set', '#{set}'])}${pick(['', '', ' '])}(${blank()}${chance(0.05) ? `\${${target}}` : `$${target}`}${blank()}=${blank()}${expression()}${blank()})${pick(['', '', '\n', ' \n'])}`
  }

  const end = (): string => pick(['#end', '#end', '#end\n', '#{end}', '#end '])

  function condition(): string {
    const more = several(2, () => `${pick(['#elseif', '#elseif', '#{elseif}'])}(${expression()})${body(2)}`).join('')
    const otherwise = chance(0.4) ? `${pick(['#else', '#else\n', '#{else}'])}${body(2)}` : ''
    return `${pick(['#if', '#if', '#{if}', '#if '])}(${blank()}${expression()}${blank()})${pick(['', '\n', ' '])}${body(3)}${more}${otherwise}${end()}`
  }

  function loop(): string {
    const over = way(
      () => argument(),
      range,
      list,
      () => `$${pick(['l', 'ls', 'nl', 'm', 'll', 'el', 's'])}`,
      () => `$input.path(${quoted(pick(paths))})`,
      () => `$${pick(['m', 'context', 'context.identity', 'stageVariables'])}.${pick(['keySet', 'entrySet', 'values'])}()`,
    )
    const inner = (): string =>
      pick([
        '',
        '$item',
        '$foreach.index',
        '$foreach.count,',
        '#if($foreach.hasNext),#end',
        '$velocityCount',
        '$item.key=$item.value',
        '#break',
        '$foreach.parent.index',
      ])
    return `#foreach(${blank()}$${pick(['item', 'item', 'x', 's'])} in ${over}${blank()})${pick(['', '\n', ' '])}${inner()}${body(2)}${inner()}${end()}`
  }

  function reference(): string {
    const start = pick(['$', '$', '$', '$', '$!', '$!', '\\$', '\\\\$'])
    const [name, kind] = pick(names)
    const path = `${name}${accesses(kind)}`
    return chance(0.25) ? `${start}{${path}}` : `${start}${path}`
  }

  function accesses(kind: Kind): string {
    let path = ''
    let current = kind
    for (let more = below(depth > 2 ? 2 : 4); more > 0; more--) {
      if (chance(0.12)) {
        path += `[${blank()}${given(current === 'list' ? 'index' : 'name')}${blank()}]`
        current = 'any'
        continue
      }
      const [name, result, ...args] = pick(members[chance(0.93) ? current : pick(kinds)])
      path += name.startsWith('.') ? name : `.${name}(${args.map((kindOf) => pick(['', '', ' ']) + given(kindOf)).join(',')})`
      current = result
    }
    return path
  }

  function given(kind: Argument): string {
    if (chance(0.04)) return argument()
    switch (kind) {
      case 'text':
        return way(
          () => pick(['"a"', "'l'", '""', "'$1'", '"-"', "'.'", "'x y+z'", "'Hello'", "'é'", '"$s"', "'1'"]),
          () => `$${pick(['s', 'q', 'u', 'e', 'num', 'csv'])}`,
        )
      case 'encoded':
        return pick(["'%20x'", "'a+b'", "'YQ=='", "'%C3%A9'", "'SGVsbG8'", "'%'", "'='"])
      case 'json':
        return pick(['\'{"a": 1}\'', "'[1,2.0,null]'", "'x'", "'{a:b}'", "'42'", '\'"t"\'', '$input.body', "$input.json('$.owner')", "'{'"])
      case 'index':
        return pick(['0', '0', '1', '1', '2', '-1', '5', '$z', '$foreach.index'])
      case 'pattern':
        return pick([
          ...["'l'", "'[aeiou]'", "'(.)l'", "'\\.'", "'&|='", "','", "'.*'", "''", "'^H'", '"\\\\\'"'],
          ...["'(?i)h'", "'[^a-z]+'", "'\\d+'", "'a{2}'", "'é'", "'.'", "'$'", "'(a)|(b)'"],
        ])
      case 'path':
        return quoted(pick(chance(0.7) ? paths : morePaths))
      case 'name':
        return `'${pick(['a', 'b', 'list', 'name', 'petId', 'q', 'accept', 'Accept', 'k k', 'stage', 'zz'])}'`
      case 'list':
        return way(list, range, () => `$${pick(['l', 'ls', 'nl', 'el'])}`)
      case 'map':
        return way(map, () => `$${pick(['m', 'em', 'stageVariables'])}`)
      case 'any':
        return argument()
    }
  }

  function quoted(path: string): string {
    return path.includes("'") ? `"${path}"` : `'${path}'`
  }

  /** What may stand as an argument, an index or an element. */
  function argument(): string {
    return way(
      literal,
      literal,
      variable,
      () => deeper(list, literal),
      () => deeper(map, literal),
      range,
      interpolated,
    )
  }

  function variable(): string {
    const [name, kind] = pick(names)
    return `$${name}${chance(0.3) ? accesses(kind) : ''}`
  }

  function literal(): string {
    return pick([
      '1',
      '0',
      '-1',
      '2',
      '10',
      '1.5',
      '.5',
      '1e3',
      '2.0',
      '-0.0',
      '"a"',
      "'b'",
      '"$s"',
      "'$s'",
      '"x$n.y"',
      'true',
      'false',
      "'a'",
      '""',
      "''",
      '9007199254740993',
      '99999999999999999999',
      '2147483647',
      "'it''s'",
      '"say ""hi"""',
      "'k k'",
    ])
  }

  function interpolated(): string {
    return deeper(() => {
      const inside = `${pick(['', 'a ', '\\u0041'])}${way(
        reference,
        () => `#if($${pick(names)[0]})y#end`,
        () => '#set($y = 5)$y',
        () => `$s #foreach($i in $l)$i#end`,
      )}${pick(['', ' b', '$', '#'])}`
      return inside.includes('"') ? "'plain'" : `"${inside}"`
    }, literal)
  }

  function list(): string {
    return `[${several(3, () => deeper(argument, literal)).join(pick([',', ', ']))}]`
  }

  function map(): string {
    return `{${several(2, () => `${pick(["'a'", '"b"', '$n', '1', "'k k'"])}${pick([':', ': '])}${deeper(argument, literal)}`).join(', ')}}`
  }

  function range(): string {
    return `[${pick(['1', '0', '$n', '-1', '3'])}..${pick(['3', '1', '$n', '5', '-2'])}]`
  }

  const operator = (): string =>
    pick(['+', '-', '*', '/', '%', '==', '!=', '<', '>', '<=', '>=', '&&', '||', 'and', 'or', 'eq', 'ne', 'lt', 'gt', 'le', 'ge'])

  function expression(): string {
    return way(
      argument,
      argument,
      () => reference().replace(/^\\+/, ''),
      () => deeper(() => `${expression()} ${operator()} ${expression()}`, literal),
      () => deeper(() => `${argument()}${operator()}${argument()}`, literal),
      () => deeper(() => `(${blank()}${expression()}${blank()})`, literal),
      () => deeper(() => `${pick(['!', '! ', 'not '])}${expression()}`, literal),
    )
  }

  return { template: () => body(6) + (chance(0.5) ? body(4) : '') }
}
