import { afterEach, describe, expect, it } from 'vitest'
import { type Bench, createBench } from '../support/cli.ts'

const benches: Bench[] = []
const bench = (files: Readonly<Record<string, string>> = {}): Bench => {
  const made = createBench({ 'openapi.yaml': SPEC, ...files })
  benches.push(made)
  return made
}
afterEach(() => {
  for (const made of benches.splice(0)) made.close()
})

const SPEC = `openapi: 3.0.3
info: { title: Render, version: '1' }
paths:
  /notes/{id}:
    put:
      operationId: put-note
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        '200': { description: It is stored. }
        '404': { description: There is none. }
        '503': { description: Not now. }
      x-amazon-apigateway-integration:
        type: http
        httpMethod: POST
        uri: https://backend.example/notes
        passthroughBehavior: never
        requestTemplates:
          application/json: |
            #set($context.requestOverride.header.X-Id = $input.params('id'))
            {"id": "$input.params('id')", "body": $input.json('$'), "all": "$input.params().querystring"}
          text/plain: '{"text": "$input.body.substring(3)"}'
        responses:
          default:
            statusCode: '200'
            responseTemplates: { application/json: '{"was": $input.json("$.was"), "header": "$context.requestOverride.header.X-Id"}' }
          '404':
            statusCode: '404'
          5\\d\\d:
            statusCode: '503'
            responseTemplates: { application/json: "#set($context.responseOverride.status = 502)\\nagain $stageVariables.when" }
    x-amazon-apigateway-any-method:
      operationId: anyNote
      responses: { '200': { description: Fine. } }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200, "method": "$context.httpMethod"}' }
        responses: { default: { statusCode: '200', responseTemplates: { application/json: '$context.stage' } } }
  /proxy:
    get:
      operationId: proxied
      responses: { '200': { description: Fine. } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: https://backend.example/ }
  /broken:
    get:
      operationId: broken
      responses: { '200': { description: Fine. } }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates:
          application/json: |-
            {
              "a": #if($x
            }
        responses: { default: { statusCode: '200' } }
`

describe('apigen render OPERATION', () => {
  it('renders what goes to the back end, and says what was overridden', async () => {
    const made = bench({ 'request.json': '{"pathParameters": {"id": 7}, "query": {"a": ["1", "2"]}, "body": {"n": 1.0, "o": {}}}' })
    const { code, stdout, stderr } = await made.run('render', 'put-note', '--request', 'request.json')
    expect([code, stdout]).toEqual([0, '{"id": "7", "body": {"n":1.0,"o":{}}, "all": "{a=2}"}\n'])
    expect(stderr).toBe('$context.requestOverride.header.X-Id = "7"\n')
  })

  it.each<[what: string, args: readonly string[], input: string, want: string]>([
    ['its path', ['PUT /notes/{id}'], '', '"id": ""'],
    ['a path as clients call it', ['put /notes/a%20b?x=1'], '', '"id": "a b", "body": {}, "all": "{x=1}"'],
    ['its id in camel case', ['putNote'], '', '"id": ""'],
    ['a request with a path', ['put-note', '--request', '-'], '{"path": "/notes/9?y=2"}', '"id": "9", "body": {}, "all": "{y=2}"'],
    ['a body alone', ['put-note', '--request', '-'], '{"name": "x", "price": 1.0}', '"body": {"name":"x","price":1.0}'],
    [
      'a text as body',
      ['put-note', '--request', '-'],
      '{"headers": {"content-type": "text/plain; a=b"}, "body": "abcdef"}',
      '{"text": "def"}',
    ],
    ['an operation of any method', ['anyNote'], '', '"method": "GET"'],
    ['an operation of any method by its path', ['DELETE /notes/1'], '', '"method": "DELETE"'],
  ])('finds the operation and the template by %s', async (_, args, input, want) => {
    const { code, stdout } = await bench().runWith({ input }, 'render', ...args)
    expect(stdout).toContain(want)
    expect(code).toBe(0)
  })

  it.each<[what: string, response: string, want: string]>([
    ['no status', '{"was": [1]}', '{"was": [1], "header": "7"}\n'],
    ['a pattern', '{"status": 503}', 'again soon\n'],
    ['a response without a template', '{"status": 404, "body": "as it is"}', 'as it is\n'],
  ])('renders the response that the answer selects: %s', async (_, response, want) => {
    const made = bench({
      'request.json': '{"path": "/notes/7"}',
      'response.json': response,
      'context.json': '{"stageVariables": {"when": "soon"}}',
    })
    const files = ['--request', 'request.json', '--response', 'response.json', '--context', 'context.json']
    const { code, stdout } = await made.run('render', 'put-note', ...files)
    expect([code, stdout]).toEqual([0, want])
  })

  it('answers a mock with the stage of the context file', async () => {
    const made = bench({ 'context.json': '{"stage": "prod"}' })
    const { stdout } = await made.runWith({ input: '{}' }, 'render', 'GET /notes/1', '--response', '-', '--context', 'context.json')
    expect(stdout).toBe('prod\n')
  })

  it('takes the stage variables of the config', async () => {
    const made = bench({ 'apigen.config.yaml': 'stages: { dev: { variables: { when: never } } }\n' })
    const { stdout, stderr } = await made.runWith({ input: '{"status": 500}' }, 'render', 'put-note', '--response', '-')
    expect([stdout, stderr]).toEqual(['again never\n', '$context.responseOverride.status = 502\n'])
  })

  it('prints everything as JSON', async () => {
    const { stdout } = await bench().runWith({ input: '[1]' }, 'render', 'put-note', '--request', '-', '--format', 'json', '--trace')
    const printed = JSON.parse(stdout) as Record<string, unknown>
    expect(printed).toMatchObject({
      schemaVersion: 1,
      output: '{"id": "", "body": [1], "all": "{}"}\n',
      json: { id: '', body: [1], all: '{}' },
      overrides: { requestOverride: { header: { 'X-Id': '' } } },
      template: { file: 'generated/gateway/templates/putNote.request.application-json.vtl' },
      trace: [{ line: 2, column: 1, text: '{"id": "", "body": [1], "all": "{}"}\n' }],
    })
  })

  it('shows a template that cannot be read, in the spec and in the template', async () => {
    const { code, stdout, stderr } = await bench().run('render', 'broken')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toBe(`error render/syntax  openapi.yaml:54:13
  Unexpected \`}\`: expected \`)\` or an operator, in the request template of \`broken\` for \`application/json\`.
    53 │               "a": #if($x
  → 54 │             }
       │             ^
    55 │         responses: { default: { statusCode: '200' } }
  note: In the template itself, generated/gateway/templates/broken.request.vtl:3:1
  why: API Gateway imports the template without looking at it and answers every request that needs it with
       500.
  help: Mend the template at the place shown.

`)
  })

  it('shows where a template failed', async () => {
    const { code, stdout, stderr } = await bench().runWith(
      { input: '{"headers": {"Content-Type": "text/plain"}, "body": "a"}' },
      'render',
      'put-note',
      '--request',
      '-',
    )
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^error render\/evaluation {2}openapi\.yaml:22:46\n {2}java\.lang\.StringIndexOutOfBoundsException/)
    expect(stderr).toContain(
      `  → 22 │           text/plain: '{"text": "$input.body.substring(3)"}'\n       │ ${' '.repeat(45)}^^^^^^^^^^^^`,
    )
    const json = await bench().runWith(
      { input: '{"headers": {"Content-Type": "text/plain"}, "body": "a"}' },
      'render',
      'put-note',
      '--format=json',
      '--request',
      '-',
    )
    expect(JSON.parse(json.stdout)).toMatchObject({
      output: null,
      diagnostics: [{ code: 'render/evaluation', at: { file: 'openapi.yaml', line: 22, column: 46 } }],
    })
  })

  it.each<[what: string, args: readonly string[], input: string, code: number, want: RegExp]>([
    ['an unknown operation', ['put-noet'], '', 2, /no operation `put-noet`[\s\S]*Did you mean `put-note`\?/],
    ['an unknown path', ['PUT /note/{id}'], '', 2, /No operation serves `PUT \/note\/\{id\}`[\s\S]*Did you mean `PUT \/notes\/\{id\}`\?/],
    ['a proxy', ['proxied'], '', 2, /`proxied` is a proxy integration \(`http_proxy`\): it has no mapping templates/],
    ['a path that leads elsewhere', ['put-note', '--request', '-'], '{"path": "/proxy"}', 2, /does not lead to `putNote`/],
    [
      'a value that fits nowhere',
      ['put-note', '--request', '-'],
      '{"query": {"a": {}}}',
      2,
      /`query\.a` of the request is \{\}, not a text/,
    ],
    [
      'a media type without a template',
      ['put-note', '--request', '-'],
      '{"headers": {"Content-Type": "a/b"}}',
      1,
      /No request template for a\/b/,
    ],
    ['a file that is not there', ['put-note', '--request', 'gone.json'], '', 2, /The request file `gone\.json` does not exist/],
    ['a template that is not there', ['gone.vtl'], '', 2, /The template `gone\.vtl` does not exist/],
    ['nothing', [], '', 2, /needs a template or an operation/],
    ['two things from one input', ['-', '--request', '-'], 'x', 2, /Standard input cannot be both the template and the request file/],
  ])('says what it cannot render: %s', async (_, args, input, code, want) => {
    const outcome = await bench().runWith({ input }, 'render', ...args)
    expect(outcome.stderr).toMatch(want)
    expect([outcome.code, outcome.stdout]).toEqual([code, ''])
  })

  it('says how it took a request that is nearly one', async () => {
    const { stdout, stderr } = await bench().runWith({ input: '{"headres": {}, "body": 1}' }, 'render', 'put-note', '--request', '-')
    expect(stdout).toContain('"body": {"headres":{},"body":1}')
    expect(stderr).toContain('taken as a body, because `headres` is no part of a request. Did you mean `headers`?')
  })

  it('renders an operation although another would be refused', async () => {
    const made = bench({ 'openapi.yaml': SPEC.replace('/proxy:', '/proxy/{a}{b}:') })
    expect((await made.run('render', 'put-note')).code).toBe(0)
  })

  it('lets no text reach the terminal as it is', async () => {
    const made = bench({ 'evil.vtl': 'a\u001b[2J\n::add-path::x#set($context.responseOverride.header.x = "\u001b[1m")' })
    const { stdout, stderr } = await made.run('render', 'evil.vtl', '--trace')
    expect(stdout + stderr).not.toContain('\u001b')
    expect(stdout).toBe('1 │ a<U+001B>[2J\n2 │ ::add-path::x\n')
  })
})

describe('apigen render TEMPLATE', () => {
  it('renders a file, or standard input', async () => {
    const made = bench({
      'x.vtl': '$input.params("a") $input.params().path.b $context.httpMethod $context.identity.sourceIp $context.stage',
    })
    const request = '{"method": "PUT", "pathParameters": {"b": 2}, "headers": {"A": "1"}}'
    made.write('request.json', request)
    expect((await made.run('render', 'x.vtl', '--request', 'request.json')).stdout).toBe('1 2 PUT 127.0.0.1 dev\n')
    expect((await made.runWith({ input: '$context.requestTime' }, 'render', '-')).stdout).toBe('09/Apr/2015:12:34:56 +0000\n')
  })

  it('gives a response template the answer for its body', async () => {
    const made = bench({ 'x.vtl': '$input.json("$.a") $input.params("q")', 'request.json': '{"query": {"q": "v"}}' })
    const { stdout } = await made.runWith(
      { input: '{"body": {"a": 1.0}}' },
      'render',
      'x.vtl',
      '--request',
      'request.json',
      '--response',
      '-',
    )
    expect(stdout).toBe('1.0 v\n')
  })

  it('needs no spec', async () => {
    const made = createBench({ 'x.vtl': 'text' })
    benches.push(made)
    expect((await made.run('render', 'x.vtl')).stdout).toBe('text\n')
  })

  it('shows which line printed what', async () => {
    const template = '#set($list = $input.path("$.list"))\n[\n#foreach($item in $list)\n  $item#if($foreach.hasNext),#end\n\n#end\n]\n'
    const made = bench({ 'x.vtl': template, 'body.json': '{"list": [1, "a\\nb"]}' })
    const { stdout } = await made.run('render', 'x.vtl', '--request', 'body.json', '--trace')
    expect(stdout).toBe(['2 │ [', '4 │   1,', '4 │   a', '4 │ b', '7 │ ]', ''].join('\n'))
  })

  it('shows where it failed', async () => {
    const made = bench({ 'x.vtl': 'a\n  $input.json("$.a").substring(5)\nb' })
    const { code, stdout, stderr } = await made.runWith({ input: '{"a": 1}' }, 'render', 'x.vtl', '--request', '-')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(
      /^error render\/evaluation {2}x\.vtl:2:22\n.*, in `x\.vtl`\.\n {4}1 │ a\n {2}→ 2 │ {3}\$input\.json\("\$\.a"\)\.substring\(5\)\n {6}│ {22}\^{12}\n {4}3 │ b\n/,
    )
  })
})

describe('apigen render --cases', () => {
  const line = (value: unknown): string => `${JSON.stringify(value)}\n`
  const good = { name: 'good', template: '$a $d', context: { vars: { a: 'x' } }, expected: 'x ' }

  it('prints a line for each case', async () => {
    const table =
      `{"name": "exact", "template": "$d", "context": {"vars": {"d": 1.0}}, "expected": "1.0"}\n` +
      line(good) +
      line({ name: 'fails', template: '#if(', context: {}, error: { message: 'whatever' } }) +
      line({
        name: 'sets',
        template: '#set($context.responseOverride.status = 201)$input.body',
        context: { input: { body: { a: 1 } } },
        overrides: { requestOverride: { header: {}, path: {}, querystring: {} }, responseOverride: { header: {}, status: 201 } },
      })
    const { code, stdout, stderr } = await bench({ 'cases.jsonl': table }).run('render', '--cases', 'cases.jsonl')
    expect(
      stdout
        .trim()
        .split('\n')
        .map((one) => JSON.parse(one) as unknown),
    ).toEqual([
      { name: 'exact', output: '1.0' },
      { name: 'good', output: 'x ' },
      { name: 'fails', error: { message: expect.stringMatching(/ at line 1, column 5$/) } },
      {
        name: 'sets',
        output: '{"a":1}',
        overrides: { requestOverride: { header: {}, path: {}, querystring: {} }, responseOverride: { header: {}, status: 201 } },
      },
    ])
    expect([code, stderr]).toEqual([0, 'cases.jsonl: 4 cases, all as expected.\n'])
  })

  it('runs them on one template', async () => {
    const made = bench({ 'x.vtl': '<$input.body>' })
    const { stdout } = await made.runWith(
      { input: line({ name: 1, context: { input: { body: 'b' } } }) },
      'render',
      'x.vtl',
      '--cases',
      '-',
    )
    expect(stdout).toBe('{"name":1,"output":"<b>"}\n')
  })

  it.each<[what: string, table: string, code: number, want: string]>([
    ['another output', line({ ...good, expected: 'y' }), 1, 'cases.jsonl:1 good printed "x " instead of "y"'],
    ['a success', line({ ...good, error: {} }), 1, 'cases.jsonl:1 good printed "x " instead of failing'],
    ['a failure', line({ name: 'f', template: '#if(', expected: '' }), 1, 'instead of printing ""'],
    ['other overrides', line({ ...good, overrides: {} }), 1, 'instead of {}'],
    ['a line that is no JSON', `${line(good)}{"name": \n${line(good)}`, 2, 'cases.jsonl:2 is no case: it is no JSON: '],
    ['a line that is no case', '\n[]\n', 2, 'cases.jsonl:2 is no case: it is JSON, but no object with a case'],
    ['a case without a template', '{}', 2, 'cases.jsonl:1 is no case: it has no `template`'],
  ])('sees %s', async (_, table, code, want) => {
    const outcome = await bench({ 'cases.jsonl': table }).run('render', '--cases', 'cases.jsonl')
    expect(outcome.stderr).toContain(want)
    expect(outcome.code).toBe(code)
    expect(outcome.stdout.trim().split('\n')).toHaveLength(table.split('\n').filter((one) => one !== '').length)
  })

  it.each([
    ['no cases', '\n', 'stdin: no cases.\n'],
    ['a case beside a line without one', `${line(good)}[]\n`, 'stdin: 1 case, all as expected, 1 line without a case.\n'],
    ['lines without one', '[]\n', 'stdin: no cases, 1 line without a case.\n'],
  ])('counts %s', async (_, input, want) => {
    const { stderr } = await bench().runWith({ input }, 'render', '--cases', '-')
    expect(stderr.endsWith(want)).toBe(true)
  })

  it('reads a line that is longer than a chunk, with what ends a line elsewhere in it', async () => {
    const text = `\u2028${'é'.repeat(200_000)}`
    const made = bench({ 'cases.jsonl': line({ name: text, template: text, context: {}, expected: text }) + line(good) })
    const { code, stderr } = await made.run('render', '--cases', 'cases.jsonl')
    expect([code, stderr]).toEqual([0, 'cases.jsonl: 2 cases, all as expected.\n'])
  })
})
