import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../../generator/base/diagnostic.ts'
import { lint } from '../../../generator/lint/lint.ts'
import { jsonFault } from '../../../generator/lint/template/json-fault.ts'
import { load } from '../../../generator/load/load.ts'
import { createLocator } from '../../../generator/load/locate.ts'
import { memoryReader } from '../../../generator/load/reader.ts'
import { normalize } from '../../../generator/normalize/normalize.ts'
import { seeded } from '../../support/random.ts'

const LAMBDA =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:pets/invocations'

/** A spec with one request template, written as JSON. */
function specWith(template: string): string {
  const integration = {
    type: 'aws',
    httpMethod: 'POST',
    uri: LAMBDA,
    requestTemplates: { 'application/json': template },
    responses: { default: { statusCode: '200' } },
  }
  const schema = {
    type: 'object',
    required: ['tags'],
    properties: { name: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
  }
  const operation = {
    security: [],
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: { '200': { description: 'd' } },
    'x-amazon-apigateway-integration': integration,
  }
  return JSON.stringify({ openapi: '3.0.3', info: { title: 'T', version: '1' }, paths: { '/a': { post: operation } } })
}

async function findings(
  text: string,
  file: string,
): Promise<{ readonly found: readonly Diagnostic[]; readonly places: readonly string[] }> {
  const found: Diagnostic[] = []
  const loaded = await load(file, { reader: memoryReader({ [file]: text }) }, () => {})
  const document = loaded && normalize(loaded, () => {})
  if (!loaded || !document) throw new Error('unreadable')
  lint(document, (diagnostic) => found.push(diagnostic))
  const locate = createLocator(loaded)
  const places = found.map(({ at }) => {
    const position = at && locate(at)
    return `${position?.line}:${position?.column}+${position?.length}`
  })
  return { found, places }
}

const codes = async (template: string): Promise<readonly string[]> =>
  (await findings(specWith(template), 'a.json')).found.map(({ code }) => code)

describe('what is said of a template', () => {
  it.each([
    ['a variable of a loop', `{"tags": [#foreach($tag in $input.path('$.tags'))"$foreach.count"#if($foreach.hasNext),#end#end]}`],
    ['what is compared with nothing', `#if($input.params('a') != $null){"a": 1}#else{}#end`],
    ['late-bound names', `{"arn": "\${topic_arn}", "region": "\${AWS::Region}", "number": \${count}, "role": "\${Role.Arn}"}`],
    ['a Boolean that the template made', '#set($is = $input.params("a") == "b"){"is": #if($is)1#{else}0#end}'],
    ['methods that give a Boolean', `#set($tags = $input.path('$.tags')){"is": #if($tags.isEmpty())1#{else}0#end}`],
    [
      'names that templates keep in the context',
      '#set($context.requestOverride.path.own = "x")#set($context.own = "y"){"own": "$context.own"}',
    ],
    ['text that looks like directives', '{"color": "#fff", "name": "#id", "money": "$5", "sharp": "C#"}'],
    [
      'values that print as JSON',
      `{"a": $input.json('$'), "b": $input.path('$.tags'), "c": $input.path('$.tags').size(), "d": $context.requestTimeEpoch}`,
    ],
    ['texts that are escaped', `{"a": "$util.base64Encode($input.body)", "b": "$util.urlEncode($input.params('x'))"}`],
    ['an escaped text, as the guide has it', `{"a": "$util.escapeJavaScript($input.params('x')).replaceAll("\\\\'", "'")"}`],
    ['enumerations and formats', `{"stage": "$context.stage", "id": "$context.requestId", "sub": "$context.authorizer.claims.sub"}`],
  ])('is nothing for %s', async (_name, template) => {
    expect(await codes(template)).toEqual([])
  })

  it('comes with its place, whichever way the template is written', async () => {
    const yaml = (scalar: string): string =>
      `openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths:\n  /a:\n    get:\n      security: []\n      responses: { '200': { description: d } }\n      x-amazon-apigateway-integration:\n        type: http\n        httpMethod: GET\n        uri: https://example.com\n        responses: { default: { statusCode: '200' } }\n        requestTemplates:\n          application/json: ${scalar}\n`
    const cases: readonly (readonly [scalar: string, place: string])[] = [
      ['$context.stag', '14:38+4'],
      ["'it''s $context.stag'", '14:45+4'],
      [String.raw`"\"a\"\n\u0041$context.stag"`, '14:52+4'],
      ['"a\n            b $context.stag"', '15:24+4'],
      ['|\n            {\n              "a": "$context.stag"\n            }', '16:30+4'],
      ['>-\n            a\n            b $context.stag\n\n            c', '16:24+4'],
      ['|2\n              a $context.stag', '15:26+4'],
    ]
    for (const [scalar, place] of cases) {
      const { found, places } = await findings(yaml(scalar), 'a.yaml')
      const index = found.findIndex(({ code }) => code === 'templates/unknown-name')
      expect([scalar, places[index]]).toEqual([scalar, place])
    }
    const { found, places } = await findings(specWith('{\n"a": "$context.stag"}'), 'a.json')
    const text = specWith('{\n"a": "$context.stag"}')
    expect(places[found.findIndex(({ code }) => code === 'templates/unknown-name')]).toBe(`1:${text.indexOf('stag') + 1}+4`)
  })

  it('comes in time, and not without end, whatever the template', async () => {
    const many = (text: string, count: number): string => text.repeat(count)
    const hostile = [
      Array.from({ length: 20_000 }, (_, index) => `$v${index} `).join(''),
      many('$input.path("$.name.x").y ', 8000),
      `#set($a = $input.path('$'))${many('#set($a = $a.tags)', 5000)}${many('$a ', 20_000)}`,
      `$input.path('$')${many('.a', 60_000)}`,
      many(`#foreach($a in $input.path('$.tags'))`, 150) + many('x', 1000) + many('#end', 150),
      many('#foreach($a in [1..1000])', 3) + many('x', 1000) + many('#end', 3),
      many(`{"a": "$input.path('$.name')"`, 5000),
      many('#if($a)', 190) + many('#end', 190),
      many('$', 100_000),
      many('#[[', 50_000),
      many('"', 100_000),
      many('[', 100_000),
    ]
    for (const template of hostile) {
      const { found } = await findings(specWith(template), 'a.json')
      for (const code of new Set(found.map((one) => one.code)))
        expect(found.filter((one) => one.code === code).length).toBeLessThanOrEqual(20)
    }
  })
})

describe('all templates of a document together', () => {
  const operation = (template: string): object => ({
    security: [],
    responses: { '200': { description: 'd' } },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': template },
      responses: { default: { statusCode: '200' } },
    },
  })
  const short = operation('{"statusCode": 200}')
  const long = operation('#foreach($i in [1..1000])#end{"statusCode": 200}')
  const paths = { '/a': { get: short }, '/b': { get: long }, '/c': { get: short } }
  const text = JSON.stringify({ openapi: '3.0.3', info: { title: 'T', version: '1' }, paths })
  const template = (name: string): string => `/paths/~1${name}/get/x-amazon-apigateway-integration/requestTemplates/application~1json`

  it.each([
    ['are tried with more steps than they need', 1_000_000, []],
    ['are named where they need more', 1000, [[template('b'), ['c']]]],
    ['are named where nothing is left for the second run of the first', 1, [[template('a'), ['b', 'c']]]],
  ] as const)('%s', async (_name, steps, want) => {
    const loaded = await load('a.json', { reader: memoryReader({ 'a.json': text }) }, () => {})
    const document = loaded && normalize(loaded, () => {})
    if (!document) throw new Error('unreadable')
    const found: Diagnostic[] = []
    lint(document, (diagnostic) => found.push(diagnostic), steps)
    const untried = found.filter(({ code }) => code === 'templates/untried')
    expect(untried.map(({ at, related }) => [at?.pointer, related?.map((one) => one.at.pointer)])).toEqual(
      want.map(([first, others]) => [first, others.map(template)]),
    )
    expect(untried.every(({ severity }) => severity === 'note')).toBe(true)
  })
})

describe("apigen's own templates", () => {
  const root = join(import.meta.dirname, '../../..')
  const documents = [
    join(root, 'examples/petstore/generated/gateway/openapi.json'),
    ...readdirSync(join(root, 'test/golden'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'late-bound')
      .map(({ name }) => join(root, 'test/golden', name, 'expected/generated/gateway/openapi.json')),
  ].filter((file) => existsSync(file))

  it.each(documents)('hold what the rules ask: %s', async (file) => {
    const { found } = await findings(readFileSync(file, 'utf8'), 'a.json')
    // Errors of a back end are answered by their own status, declared or not.
    const codes = found.map(({ code }) => code).filter((code) => code.startsWith('templates/') && code !== 'templates/undeclared-status')
    expect(codes).toEqual([])
  })
})

describe('where a text stops being JSON', () => {
  it.each([
    ['{"a": 1}', undefined],
    ['', 0],
    ['{"a": }', 6],
    ['{"a": 1,}', 8],
    ['[1 2]', 3],
    ['{"a": "b"c"}', 9],
    [String.raw`{"a": "it\'s"}`, 9],
    ['{"a": "b\n"}', 8],
    ['{a: 1}', 1],
    ['{"a": 01}', 6],
    ['{"a": text}', 6],
    ['{"a": 1}}', 8],
    ['[', 1],
  ])('%s', (text, fault) => {
    expect(jsonFault(text)).toBe(fault)
  })

  it('is nowhere in JSON, and somewhere in everything else', () => {
    const random = seeded(3)
    const whole = JSON.stringify({ a: [1, -2.5e3, true, null, 'x"\\\n', { b: {}, c: [] }], 'd e': '' })
    for (let run = 0; run < 3000; run++) {
      const at = Math.floor(random() * whole.length)
      const text =
        whole.slice(0, at) +
        ['', '"', '\\', ',', '}', '1', 'x', '\n'][Math.floor(random() * 8)] +
        whole.slice(at + Math.floor(random() * 2))
      let isJson = true
      try {
        JSON.parse(text)
      } catch {
        isJson = false
      }
      const fault = jsonFault(text)
      expect([text, fault === undefined]).toEqual([text, isJson])
      if (fault !== undefined) expect(fault).toBeLessThanOrEqual(text.length)
    }
  })
})
