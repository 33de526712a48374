import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compilePath, readPath } from '../../../../../runtime/gateway/jsonpath/read-path.ts'
import { parsePath } from '../../../../../runtime/gateway/jsonpath/syntax/parse.ts'
import { Budget } from '../../../../../runtime/gateway/velocity/budget.ts'
import { TemplateFailure } from '../../../../../runtime/gateway/velocity/failure.ts'
import { fromJson } from '../../../../../runtime/gateway/velocity/java/map.ts'
import { parseBody } from '../../../../../runtime/gateway/velocity/java/parse-json.ts'
import { printJson } from '../../../../../runtime/gateway/velocity/java/print.ts'
import { conformance } from '../../../../support/conformance.ts'

const budget = new Budget(1_000_000)
const shop = parseBody(
  '{"store":{"book":[{"title":"A","price":8.95,"tags":["x","y"]},{"title":"B","price":12,"isbn":"1"},{"title":"C","price":9}],"bike":{"price":20}},"a b":{"c.d":1},"n":null,"list":[1,2,3,4]}',
)

function read(path: string): string {
  const { found, value } = readPath(shop, compilePath(path, budget), budget)
  return found ? printJson(value, budget) : 'nothing'
}

describe('paths as Jayway reads them', () => {
  it.each<[path: string, want: string]>([
    ['$.store.bike.price', '20'],
    ['store.bike.price', '20'],
    ["$['a b']['c.d']", '1'],
    ['$["store"]["bike"]', '{"price":20}'],
    ['$.store.book[0].title', '"A"'],
    ['$.store.book[-1].title', '"C"'],
    ['$.store.book[9]', 'nothing'],
    ['$.nope', 'nothing'],
    ['$.n', 'null'],
    ['$.n.x', 'nothing'],
    ['$.store.book[*].title', '["A","B","C"]'],
    ['$.store.book.*.title', '["A","B","C"]'],
    ['$..price', '[8.95,12,9,20]'],
    ['$..nope', '[]'],
    ['$.list[1:3]', '[2,3]'],
    ['$.list[-2:]', '[3,4]'],
    ['$.list[:1]', '[1]'],
    ['$.list[0,2]', '[1,3]'],
    ["$.store.bike['price','nope']", '{"price":20}'],
    ['$.store.book[?(@.price < 10)].title', '["A","C"]'],
    ['$.store.book[?(@.isbn)].title', '["B"]'],
    ["$.store.book[?(@.title == 'B' || @.price == 9)].title", '["B","C"]'],
    ['$.store.book[?(!(@.isbn) && @.price > 8.9)].title', '["A","C"]'],
    ['$.store.book[?(@.title =~ /[ab]/i)].title', '["A","B"]'],
    ["$.store.book[?(@.title in ['A','Z'])].title", '["A"]'],
    ["$.store.book[?('x' == @.tags[0])].title", '["A"]'],
    ['$.store.book[?(@.price > $.store.bike.price)]', '[]'],
    ['$.list.length()', '4'],
    ['.isbn', '["1"]'],
    ['$.store.book[0].title.length()', 'null'],
    ['$.list.stddev()', '1.118033988749895'],
    ['$.list.sum()', '10.0'],
    ['$', printJson(shop, budget)],
  ])('%s', (path, want) => {
    expect(read(path)).toBe(want)
  })
})

describe('what is no path', () => {
  it.each([
    '',
    '$.',
    '$..',
    '$[',
    '$[abc]',
    "$['a",
    '$.a[?(@.b]',
    '$.a[1:2:3]',
    '$.a b]',
    '$[?(@.a == )]',
    `$${'[?(@'.repeat(500)}`,
    `$[?(${'('.repeat(5000)}`,
    `$[?(${'!'.repeat(5000)}@)]`,
  ])('%s', (path) => {
    const { path: parsed, errors } = parsePath(path)
    expect(parsed).toBeUndefined()
    expect(errors[0]?.message).toMatch(/./)
    expect(() => compilePath(path, budget)).toThrow(TemplateFailure)
  })
})

it('names of Object.prototype are names', () => {
  const value = fromJson(JSON.parse('{"__proto__":1,"constructor":{"name":2}}'))
  expect(readPath(value, compilePath('$.constructor.name', budget), budget).value).toBe(2)
  expect(readPath(value, compilePath('$.toString', budget), budget).found).toBe(false)
})

const cases = conformance('jsonpath', 'cts.json')

it.skipIf(cases === undefined)('the public cases of another dialect are read or refused, never a crash', () => {
  const { tests } = JSON.parse(readFileSync(cases ?? '', 'utf8')) as { tests: readonly { selector: string; document?: unknown }[] }
  let read = 0
  for (const { selector, document } of tests) {
    try {
      readPath(fromJson(document), compilePath(selector, budget), budget)
      read++
    } catch (error) {
      expect(error).toBeInstanceOf(TemplateFailure)
    }
  }
  expect(read).toBeGreaterThan(100)
})
