import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../../generator/base/diagnostic.ts'
import type { Json } from '../../../generator/base/json.ts'
import { parseFile } from '../../../generator/load/parse.ts'

function parse(text: string, file = 'spec.yaml'): { value: Json | undefined; codes: string[]; found: Diagnostic[] } {
  const found: Diagnostic[] = []
  const loaded = parseFile(file, text, (diagnostic) => found.push(diagnostic))
  return { value: loaded?.value, codes: found.map((diagnostic) => diagnostic.code), found }
}

const values: [string, string, Json][] = [
  ['JSON', '{"a": [1, true, null, "x"]}', { a: [1, true, null, 'x'] }],
  ['YAML', 'a:\n  - 1\n  - true\n  - ~\n  - x\n', { a: [1, true, null, 'x'] }],
  [
    'keys that look like numbers or booleans',
    '200: a\non: b\nyes: c\n1.0: d\nnull: e\n',
    { '200': 'a', on: 'b', yes: 'c', '1.0': 'd', null: 'e' },
  ],
  ['words of YAML 1.1 as text', 'a: [on, yes, no, off, y]\n', { a: ['on', 'yes', 'no', 'off', 'y'] }],
  ['dates as text', 'a: 2024-01-02\nb: 2024-01-02T03:04:05Z\n', { a: '2024-01-02', b: '2024-01-02T03:04:05Z' }],
  ['numbers', 'a: [1, -2, 1.5, .5, 1e3, 0x10, 0o17, +3, 1_000]\n', { a: [1, -2, 1.5, 0.5, 1000, 16, 15, 3, '1_000'] }],
  ['non-finite numbers as text', 'a: [.inf, .nan, 1e999]\n', { a: ['.inf', '.nan', '1e999'] }],
  [
    'versions as written',
    'openapi: 3.0\ninfo: { version: 1.10 }\nx: { version: 1.10 }\n',
    { openapi: '3.0', info: { version: '1.10' }, x: { version: 1.1 } },
  ],
  ['block scalars', 'a: |\n  x\n   y\nb: >-\n  x\n  y\n', { a: 'x\n y\n', b: 'x y' }],
  ['anchors and aliases', 'a: &x { b: 1 }\nc: *x\n', { a: { b: 1 }, c: { b: 1 } }],
  ['merge keys', 'a: &x { b: 1, c: 2 }\nd: { c: 3, <<: *x }\n', { a: { b: 1, c: 2 }, d: { c: 3, b: 1 } }],
  [
    'merge keys of several',
    'a: &x { k: 1 }\nb: &y { k: 2, l: 3 }\nc: { <<: [*x, *y] }\n',
    { a: { k: 1 }, b: { k: 2, l: 3 }, c: { k: 1, l: 3 } },
  ],
  ['a quoted merge key as a name', 'a: { "<<": 1 }\n', { a: { '<<': 1 } }],
  ['!Ref and !Sub', 'a: !Ref B\nc: !Sub "${D}-x"\n', { a: { Ref: 'B' }, c: { 'Fn::Sub': '${D}-x' } }],
  [
    '!GetAtt',
    'a: !GetAtt B.C\nd: !GetAtt B.Outputs.C\ne: !GetAtt [B, C]\n',
    { a: { 'Fn::GetAtt': ['B', 'C'] }, d: { 'Fn::GetAtt': ['B', 'Outputs.C'] }, e: { 'Fn::GetAtt': ['B', 'C'] } },
  ],
  ['!If around tags', 'a: !If [C, !Ref D, !Ref "AWS::NoValue"]\n', { a: { 'Fn::If': ['C', { Ref: 'D' }, { Ref: 'AWS::NoValue' }] } }],
  ['!Sub with variables', 'a: !Sub\n  - ${X}\n  - X: !Ref Y\n', { a: { 'Fn::Sub': ['${X}', { X: { Ref: 'Y' } }] } }],
  ['!!str and !!int', 'a: !!str 1\nb: !!int "2"\n', { a: '1', b: 2 }],
  ['flow collections that close too far left', 'a:\n  b: [\n    1\n  ]\n  c: {\n   d: 2\n}\n', { a: { b: [1], c: { d: 2 } } }],
  ['Terraform placeholders', 'a: ${x}\nb: "${y.z}"\n', { a: '${x}', b: '${y.z}' }],
  ['YAML that begins like JSON', '{a: 1, b: [x,],}\n', { a: 1, b: ['x'] }],
]

describe('parseFile', () => {
  it.each(values)('reads %s', (_name, text, want) => {
    expect(parse(text)).toEqual({ value: want, codes: [], found: [] })
  })

  it.each(['{\n  // two\n  "a": 1\n}', '{ "a": 1 /* two */ }'])('refuses %j, whose comment YAML would take for text', (text) => {
    const { codes, found } = parse(text, 'spec.json')
    expect([codes, found[0]?.message]).toEqual([['load/syntax'], expect.stringContaining('JSON has no comments')])
  })

  it('speaks of YAML only where the file may be that', () => {
    const messageOf = (file: string, text: string): string | undefined => {
      const found: Diagnostic[] = []
      parseFile(file, text, (diagnostic) => found.push(diagnostic))
      return found.length === 1 ? found[0]?.message : undefined
    }
    const text = '{ "a": 1 /* two */ }'
    expect(messageOf('a.yaml', text)).toMatch(/JSON has no comments, and those of YAML begin with `#`\.$/)
    expect(messageOf('a.json', text)).toMatch(/JSON has no comments\.$/)
    expect(messageOf('a.json', '// One.\n{ "a": 1 }')).toMatch(/JSON has no comments\.$/)
  })

  it('guesses that a colon is missing where two lines would be one key', () => {
    const { found } = parse('openapi: 3.0.3\npaths\n  /a:\n    get: {}\n')
    expect(found.map(({ code, message }) => [code, message])).toEqual([['load/syntax', expect.stringContaining('`:` may be missing')]])
  })

  it('keeps the order of members, and names of prototypes', () => {
    for (const text of ['{"b": 1, "__proto__": {"x": 1}, "a": 2, "constructor": 3}', 'b: 1\n__proto__: {x: 1}\na: 2\nconstructor: 3\n']) {
      expect(JSON.stringify(parse(text).value)).toBe('{"b":1,"__proto__":{"x":1},"a":2,"constructor":3}')
    }
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  const refusals: [string, string, string][] = [
    ['a duplicate key in YAML', 'a: 1\nb: 2\na: 3\n', 'load/duplicate-key'],
    ['a duplicate key in JSON', '{"a": {"x": 1, "y": {}, "x": 2}}', 'load/duplicate-key'],
    ['a duplicate key before a blank', '{"a" : 1, "a": 2}', 'load/duplicate-key'],
    ['a duplicate key beside a text that begins with a colon', '{"a": ":x", "a": ":y"}', 'load/duplicate-key'],
    ['a duplicate key beside an escaped quote', String.raw`{"a": "\":", "a": "\":"}`, 'load/duplicate-key'],
    ['a duplicate key that ends with a backslash', String.raw`{"a\\": 1, "a\\": 2}`, 'load/duplicate-key'],
    ['a duplicate key in another spelling', '{"a": 1, "\\u0061": 2}', 'load/duplicate-key'],
    ['deep JSON', `${'['.repeat(300)}${']'.repeat(300)}`, 'load/too-deep'],
    ['deep YAML', `a: ${'['.repeat(300)}${']'.repeat(300)}`, 'load/too-deep'],
    [
      'depth through aliases',
      `a: &a ${'['.repeat(200)}1${']'.repeat(200)}\nb: ${'['.repeat(100)}*a${']'.repeat(100)}\n`,
      'load/alias-expansion',
    ],
    ['an alias inside its own value', 'a: &a [*a]\n', 'load/alias-expansion'],
    ['an alias of nothing', 'a: *b\n', 'load/alias-expansion'],
    ['a second document', 'a: 1\n---\nb: 2\n', 'load/syntax'],
    ['a tab for indentation', 'a:\n\tb: 1\n', 'load/syntax'],
    ['only comments', '# nothing\n', 'load/syntax'],
    ['a list as a key', '? [a, b]\n: c\n', 'load/syntax'],
    ['a directive of Terraform', 'a: 1\n%{ if x }\nb: 2\n%{ endif }\n', 'load/needs-rendering'],
    ['a directive of Jinja', 'a: 1\n{% if x %}\nb: 2\n', 'load/needs-rendering'],
    ['JSON with a hole', '{"a": ${hole} "b": 1}', 'load/needs-rendering'],
  ]

  it.each(refusals)('refuses %s', (_name, text, code) => {
    const { value, codes } = parse(text)
    expect(value).toBeUndefined()
    expect(codes).toContain(code)
  })

  it('refuses aliases of aliases without building what they mean', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 20; level++)
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`)
    const { value, codes } = parse(lines.join('\n'))
    expect(value).toBeUndefined()
    expect(codes).toEqual(['load/alias-expansion'])
  })

  const mistakes: [string, string, RegExp, number][] = [
    ['a trailing comma', '{"a": 1,}', /comma must not stand/, 8],
    ['a missing comma', '{"a": 1 "b": 2}', /Expected `,` or `}`, found `"b"`/, 8],
    ['a missing colon', '{"a" 1}', /Expected `:`/, 5],
    ['a single quote', "{'a': [1}", /Expected a key in double quotes/, 1],
    ['a bare word', '{"a": yes]', /Expected a value, found `yes/, 6],
    ['an unclosed text', '{"a": "x', /never closed/, 6],
    ['a raw line break', '{"a": "x\ny" ]', /line break or control character/, 8],
    ['a bad escape', '{"a": "\\x" ]', /escape is not one of JSON/, 7],
    ['text after the end', '{"a": 1} ]', /Nothing may follow/, 9],
    ['a leading zero', '{"a": 01 ]', /Expected a value, found `01`/, 6],
  ]

  it.each(mistakes)('shows %s in JSON where it is', (_name, text, message, offset) => {
    const [first] = parse(text, 'spec.json').found
    expect(first?.message).toMatch(message)
    expect(first?.at?.inside?.offset).toBe(offset)
  })
})
