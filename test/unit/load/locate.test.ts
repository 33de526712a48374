import { describe, expect, it } from 'vitest'
import type { SourceRef } from '../../../generator/base/diagnostic.ts'
import { join } from '../../../generator/base/pointer.ts'
import { createLocator } from '../../../generator/load/locate.ts'
import { type ParsedTrees, parseFile } from '../../../generator/load/parse.ts'

const YAML = `openapi: 3.0.3
info: { title: Pets, "version": '1' }
base: &base
  shared: 1
  other: two
paths:
  /pets/{id}:
    get: &get
      tags:
        - a
        - b: c
      200: x
    put: *get
    post:
      <<: *base
      own: !Sub "\${A}-b"
      att: !GetAtt
        - X
        - Y
template: |
  line one
    line two
folded: >-
  one
  two

  three
quoted: "a\\tb\\u00e9c"
single: 'it''s'
plain: one
  two
`

const JSON_TEXT = `{
  "a/b": {"c~d": [1, {"e": "x\\ny"}]},
  "empty": {},
  "last": true
}`

const files = { 'a.yaml': { text: YAML, syntax: 'yaml' as const }, 'b.json': { text: JSON_TEXT, syntax: 'json' as const } }
const locate = createLocator({ files })

/** The text at a place. */
function shown(at: SourceRef): string {
  const position = locate(at)
  if (!position) return 'nowhere'
  const line = files[at.file as keyof typeof files].text.split('\n')[position.line - 1] ?? ''
  return `${position.line}: ${line.slice(position.column - 1, position.column - 1 + position.length)}`
}

const places: [string, SourceRef, string][] = [
  ['a scalar', { file: 'a.yaml', pointer: '/openapi' }, '1: 3.0.3'],
  ['the key of a scalar', { file: 'a.yaml', pointer: '/openapi', on: 'key' }, '1: openapi'],
  ['a scalar in a flow map', { file: 'a.yaml', pointer: '/info/title' }, '2: Pets'],
  ['a quoted key', { file: 'a.yaml', pointer: '/info/version', on: 'key' }, '2: version'],
  ['an object by its key', { file: 'a.yaml', pointer: '/paths/~1pets~1{id}' }, '7: /pets/{id}'],
  ['an item of a list', { file: 'a.yaml', pointer: '/paths/~1pets~1{id}/get/tags/0' }, '10: a'],
  ['a member of an item', { file: 'a.yaml', pointer: '/paths/~1pets~1{id}/get/tags/1/b' }, '11: c'],
  ['a numeric key', { file: 'a.yaml', pointer: '/paths/~1pets~1{id}/get/200', on: 'key' }, '12: 200'],
  ['through an alias', { file: 'a.yaml', pointer: '/paths/~1pets~1{id}/put/tags/0' }, '10: a'],
  ['an alias itself', { file: 'a.yaml', pointer: '/paths/~1pets~1{id}/put', on: 'key' }, '13: put'],
  ['through a merge key', { file: 'a.yaml', pointer: '/paths/~1pets~1{id}/post/other' }, '5: two'],
  ['a short tag in its long form', { file: 'a.yaml', pointer: '/paths/~1pets~1{id}/post/own/Fn::Sub' }, '16: ${A}-b'],
  ['inside a tagged list', { file: 'a.yaml', pointer: '/paths/~1pets~1{id}/post/att/Fn::GetAtt/1' }, '19: Y'],
  ['the nearest ancestor of what is missing', { file: 'a.yaml', pointer: '/info/license/name' }, '2: info'],
  ['a block scalar by its key', { file: 'a.yaml', pointer: '/template' }, '20: template'],
  ['inside a literal', { file: 'a.yaml', pointer: '/template', inside: { offset: 16, length: 3 } }, '22: two'],
  ['inside a folded text', { file: 'a.yaml', pointer: '/folded', inside: { offset: 8, length: 5 } }, '27: three'],
  ['inside a double-quoted text', { file: 'a.yaml', pointer: '/quoted', inside: { offset: 4, length: 1 } }, '28: c'],
  ['an escape', { file: 'a.yaml', pointer: '/quoted', inside: { offset: 1, length: 1 } }, '28: \\'],
  ['inside a single-quoted text', { file: 'a.yaml', pointer: '/single', inside: { offset: 3, length: 1 } }, '29: s'],
  ['inside a plain text of two lines', { file: 'a.yaml', pointer: '/plain', inside: { offset: 4, length: 3 } }, '31: two'],
  ['an offset of the file', { file: 'a.yaml', pointer: '', inside: { offset: 15, length: 4 } }, '2: info'],
  ['an escaped pointer in JSON', { file: 'b.json', pointer: '/a~1b/c~0d/0' }, '2: 1'],
  ['an object in JSON by its key', { file: 'b.json', pointer: '/empty' }, '3: "empty"'],
  ['a scalar in JSON', { file: 'b.json', pointer: '/last' }, '4: true'],
  ['inside a text in JSON', { file: 'b.json', pointer: '/a~1b/c~0d/1/e', inside: { offset: 2, length: 1 } }, '2: y'],
  ['another file', { file: 'c.json', pointer: '' }, 'nowhere'],
]

describe('createLocator', () => {
  it.each(places)('finds %s', (_name, at, want) => {
    expect(shown(at)).toBe(want)
  })

  it('finds the same places in trees that were kept', () => {
    const trees: ParsedTrees = new Map()
    for (const [file, { text }] of Object.entries(files)) parseFile(file, text, () => {}, trees)
    expect([...trees].map(([file, tree]) => [file, tree === 'json'])).toEqual([
      ['a.yaml', false],
      ['b.json', true],
    ])
    // The text is not looked into again: only its lines count.
    const blank = { 'a.yaml': { text: YAML.replace(/[^\n]/g, ' '), syntax: 'yaml' as const } }
    const find = createLocator({ files: blank, trees })
    const plain = places.filter(([, { file, on, inside }]) => file === 'a.yaml' && on === undefined && inside === undefined)
    for (const [name, at] of plain) expect(find(at)?.line, name).toBe(locate(at)?.line)
  })

  it('finds places in what begins like JSON and is YAML', () => {
    const texts = { files: { x: { text: "{\n  'a': [1, 2,],\n}", syntax: 'json' } } } as const
    expect(createLocator(texts)({ file: 'x', pointer: '/a/1' })).toEqual({ line: 2, column: 12, length: 1 })
  })

  it('finds the root of a text that does not parse', () => {
    const broken = createLocator({ files: { x: { text: 'a: [\n', syntax: 'yaml' } } })
    expect(broken({ file: 'x', pointer: '/a/b' })).toEqual({ line: 1, column: 1, length: 1 })
  })

  it('finds every value of both texts at a place that reads as that value', () => {
    for (const [file, { text }] of Object.entries(files)) {
      const loaded = parseFile(file, text, () => {})
      const visit = (value: unknown, pointer: string): void => {
        if (typeof value === 'object' && value !== null) {
          for (const [key, inner] of Object.entries(value)) visit(inner, join(pointer, key))
        } else if (typeof value !== 'string') expect(shown({ file, pointer }), pointer).toMatch(new RegExp(`: ${value}$`))
      }
      visit(loaded?.value, '')
    }
  })
})
