import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFunctionRunner } from '../../../../../runtime/gateway/lambda/function-runner.ts'
import type { FunctionSource } from '../../../../../runtime/gateway/lambda/function-source.ts'
import type { FunctionRunner, Invocation, InvocationOutcome } from '../../../../../runtime/gateway/lambda/invocation.ts'
import { createPiecePipe } from '../../../../../runtime/gateway/pieces.ts'

let folder = ''
let runner: FunctionRunner
let logs: string[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'apigen-runner-'))
  logs = []
  runner = createFunctionRunner({ region: 'eu-west-1', log: ({ text }) => logs.push(text), concurrency: 2 })
})

afterEach(async () => {
  await runner.close()
  rmSync(folder, { recursive: true, force: true })
})

function write(name: string, text: string): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

let count = 0

const invocation = (event: unknown, more: Partial<Invocation> = {}): Invocation => ({
  name: 'fn',
  arn: 'arn:aws:lambda:eu-west-1:000000000000:function:fn',
  version: '$LATEST',
  requestId: `r${++count}`,
  payload: JSON.stringify(event),
  ...more,
})

async function invoke(source: FunctionSource, event: unknown = {}): Promise<{ kind: InvocationOutcome['kind']; value: unknown }> {
  const outcome = await runner.invoke(source, invocation(event))
  return { kind: outcome.kind, value: JSON.parse(outcome.payload) }
}

const module = (text: string, extra: Partial<Extract<FunctionSource, { kind: 'module' }>> = {}, name = 'handler.mjs'): FunctionSource => ({
  kind: 'module',
  file: write(name, text),
  ...extra,
})

/** Takes what is streamed as texts, at once. */
const collecting =
  (pieces: string[]): NonNullable<Invocation['onChunk']> =>
  (bytes, taken) => {
    pieces.push(Buffer.from(bytes).toString())
    taken()
  }

describe('a module', () => {
  it.each<[name: string, text: string, result: unknown]>([
    ['a promise', 'export const handler = async (event) => ({ got: event })', { got: { a: 1 } }],
    ['a value', 'export const handler = (event) => event.a + 1', 2],
    ['a callback', 'export const handler = (event, context, callback) => { setTimeout(() => callback(null, event.a), 1) }', 1],
    ['nothing', 'export const handler = async () => {}', null],
    ['a default export', 'export default { handler: () => "d" }', 'd'],
    [
      'its context',
      'export const handler = (_, c) => [c.functionName, c.memoryLimitInMB, c.invokedFunctionArn, c.getRemainingTimeInMillis() > 0]',
      ['fn', '128', 'arn:aws:lambda:eu-west-1:000000000000:function:fn', true],
    ],
  ])('answers with %s', async (_, text, result) => {
    expect(await invoke(module(text), { a: 1 })).toEqual({ kind: 'result', value: result })
  })

  it.each<[name: string, text: string, error: object]>([
    ['throws', 'export const handler = async () => { throw new TypeError("boom") }', { errorType: 'TypeError', errorMessage: 'boom' }],
    ['throws a text', 'export const handler = () => { throw "boom" }', { errorType: 'string', errorMessage: 'boom' }],
    [
      'calls back with an error',
      'export const handler = (e, c, cb) => { cb(new Error("boom")) }',
      { errorType: 'Error', errorMessage: 'boom' },
    ],
    [
      'exits',
      'export const handler = () => { process.exit(3) }',
      {
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringMatching(/^RequestId: r\d+ Error: Runtime exited with error: exit status 3$/),
      },
    ],
    ['is not there', 'export const other = 1', { errorType: 'Runtime.HandlerNotFound' }],
    ['cannot be loaded', 'throw new RangeError("at load")', { errorType: 'RangeError', errorMessage: 'at load' }],
  ])('that %s ends with an error of its kind', async (_, text, error) => {
    expect(await invoke(module(text))).toMatchObject({ kind: 'error', value: error })
  })

  it('that is missing says so', async () => {
    const file = join(folder, 'nowhere.mjs')
    expect(await invoke({ kind: 'module', file })).toMatchObject({
      kind: 'error',
      value: { errorType: 'Runtime.ImportModuleError', errorMessage: `Cannot find the handler ${file}` },
    })
  })

  it('runs one invocation at a time and loses none, also where short ones wait behind one that takes long or ends the thread', async () => {
    const begun = join(folder, 'begun')
    const source = module(`
import { appendFileSync } from 'node:fs'
let running = 0
export const handler = async ({ id, pause, exit }) => {
  if (running > 0) throw new Error('two at once')
  appendFileSync(${JSON.stringify(begun)}, id + '\\n')
  running += 1
  if (exit) process.exit(3)
  await (pause ? new Promise((done) => setTimeout(done, pause)) : undefined)
  running -= 1
  return id
}`)
    // Afterwards it is known to be quick.
    for (let round = 0; round < 20; round += 1) await invoke(source, { id: 'warm' })
    const events = Array.from({ length: 200 }, (_, id) => ({ id, exit: id === 50, pause: id % 60 === 0 ? 20 : 0 }))
    const outcomes = await Promise.all(events.map((event) => invoke(source, event)))
    expect(outcomes.filter(({ kind }) => kind === 'error').map(({ value }) => value)).toEqual([
      { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 3') },
    ])
    expect(outcomes.flatMap(({ value }, id) => (value === id ? [] : [id]))).toEqual([50])
    const ids = readFileSync(begun, 'utf8').trimEnd().split('\n')
    expect(ids.slice(20).toSorted((a, b) => Number(a) - Number(b))).toEqual(events.map(({ id }) => String(id)))
  })

  it('with which nothing can happen any more answers null, also when others wait behind it', async () => {
    const source = module('export const handler = ({ never }) => never ? new Promise(() => {}) : true')
    for (let round = 0; round < 20; round += 1) await invoke(source, {})
    const events = Array.from({ length: 100 }, (_, index) => ({ never: index % 5 > 2 }))
    const outcomes = await Promise.all(events.map((event) => invoke(source, event)))
    expect(outcomes).toEqual(events.map(({ never }) => ({ kind: 'result', value: never ? null : true })))
  })

  it('is killed when it takes too long, and the next invocation has a fresh thread', async () => {
    const source = module(
      'let n = 0\nexport const handler = async (event) => { n++; if (event.wait) await new Promise(() => setInterval(() => {}, 1000)); return n }',
      { timeout: 1 },
    )
    expect(await invoke(source)).toEqual({ kind: 'result', value: 1 })
    expect(await invoke(source, { wait: true })).toMatchObject({
      kind: 'error',
      value: { errorType: 'Sandbox.Timedout', errorMessage: expect.stringContaining('Task timed out after 1.00 seconds') },
    })
    expect(await invoke(source)).toEqual({ kind: 'result', value: 1 })
  })

  it('stays warm, and two invocations at a time have two threads', async () => {
    const source = module(
      'import { threadId } from "node:worker_threads"\nlet n = 0\nexport const handler = async () => { n++; await new Promise((r) => setTimeout(r, 50)); return [threadId, n] }',
    )
    const first = await Promise.all([invoke(source), invoke(source), invoke(source)])
    const threads = first.map(({ value }) => (value as [number, number])[0])
    expect(new Set(threads).size).toBe(2)
    const again = await invoke(source)
    expect(threads).toContain((again.value as [number, number])[0])
    expect((again.value as [number, number])[1]).toBeGreaterThan(1)
  })

  it('is loaded anew when its file changed', async () => {
    const source = module('export const handler = () => 1')
    expect((await invoke(source)).value).toBe(1)
    const file = write('handler.mjs', 'export const handler = () => 22')
    await lookedAgain()
    utimesSync(file, new Date(), new Date(Date.now() + 5000))
    expect((await invoke(source)).value).toBe(22)
  })

  it('sees its own environment and nothing of ours', async () => {
    const source = module('export const handler = () => Object.keys(process.env).sort()', { environment: { TABLE: 'pets' } })
    const { value } = await invoke(source)
    expect(value).toContain('TABLE')
    expect(value).toContain('AWS_REGION')
    const foreign = Object.keys(process.env).filter((name) => /^(npm_|VITEST|AWS_(ACCESS|SECRET|SESSION|PROFILE))/.test(name))
    expect((value as string[]).filter((name) => foreign.includes(name))).toEqual([])
  })

  it.each<[name: string, text: string, memory: number | undefined, error: object]>([
    ['blocks', 'export const handler = () => { for (;;); }', undefined, { errorType: 'Sandbox.Timedout' }],
    [
      'eats all memory',
      'export const handler = () => { const all = []; for (;;) all.push(new Array(10_000).fill(all.length)) }',
      32,
      { errorType: 'Runtime.ExitError', errorMessage: expect.stringMatching('Runtime exited with error: signal: killed$') },
    ],
    [
      'throws past its handler',
      'export const handler = () => new Promise(() => setTimeout(() => { throw new RangeError("late") }))',
      undefined,
      { errorType: 'RangeError', errorMessage: 'late' },
    ],
    [
      'leaves a rejection behind',
      'export const handler = () => { Promise.reject(new RangeError("lost")); return new Promise((r) => setTimeout(r, 1000)) }',
      undefined,
      { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'RangeError: lost' },
    ],
  ])('that %s takes nothing along', async (_, text, memory, error) => {
    // What is to end by its memory has the time for it, on a busy machine, too.
    const source = module(text, memory === undefined ? { timeout: 1 } : { timeout: 30, memory })
    expect(await invoke(source)).toMatchObject({ kind: 'error', value: error })
    expect(await invoke(module('export const handler = () => 1', {}, 'other.mjs'))).toEqual({ kind: 'result', value: 1 })
  })

  it.each<[name: string, text: string, result: unknown]>([
    ['answers null when nothing can happen any more', 'export const handler = () => new Promise(() => {})', null],
    ['succeeds as in old times', 'export const handler = (e, context) => { setTimeout(() => context.succeed(7), 10) }', 7],
  ])('that %s', async (_, text, result) => {
    expect(await invoke(module(text))).toEqual({ kind: 'result', value: result })
  })

  it('waits for what a callback leaves behind, unless the handler does not want that', async () => {
    const text = (wants: boolean): string =>
      `let n = 0; export const handler = (e, context, done) => { context.callbackWaitsForEmptyEventLoop = ${wants}; const now = n; setTimeout(() => n++, 100); done(null, now) }`
    for (const [wants, counts] of [
      [true, [0, 1]],
      [false, [0, 0]],
    ] as const) {
      const source = module(text(wants), {}, `${wants}.mjs`)
      expect([(await invoke(source)).value, (await invoke(source)).value]).toEqual(counts)
    }
  })

  it.each<[name: string, file: string, text: string]>([
    [
      'an ES module',
      'stream.mjs',
      'export const handler = awslambda.streamifyResponse(async (event, stream) => { stream.write("a"); await 1; stream.end(event.b) })',
    ],
    [
      'CommonJS',
      'stream.cjs',
      'exports.handler = awslambda.streamifyResponse(async (event, stream) => { stream.write("a"); setTimeout(() => stream.end(event.b), 5) })',
    ],
  ])('streams its answer (%s)', async (_, name, text) => {
    const pieces: string[] = []
    const outcome = await runner.invoke(module(text, {}, name), invocation({ b: 'bc' }, { onChunk: collecting(pieces) }))
    expect([outcome.kind, outcome.payload, pieces]).toEqual(['result', '', ['a', 'bc']])
  })

  it('streams status and headers before the body', async () => {
    const pieces: string[] = []
    const text =
      'export const handler = awslambda.streamifyResponse(async (_, out) => { const stream = awslambda.HttpResponseStream.from(out, { statusCode: 201 }); stream.write("x"); stream.end() })'
    await runner.invoke(module(text), invocation({}, { onChunk: collecting(pieces) }))
    expect(pieces.join('')).toBe(`{"statusCode":201}${'\0'.repeat(8)}x`)
  })

  it('writes a streamed answer no faster than it is read, and waits even with nothing else to do', async () => {
    const text =
      'export const handler = awslambda.streamifyResponse(async (_, stream) => { for (let n = 0; n < 40; n++) { if (!stream.write(new Uint8Array(8192))) await new Promise((r) => stream.once("drain", r)); console.log("wrote") } stream.end() })'
    const pipe = createPiecePipe()
    const outcome = runner.invoke(module(text), invocation({}, { onChunk: pipe.write })).finally(pipe.end)
    const reader = pipe.pieces[Symbol.asyncIterator]()
    await reader.next()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(logs.filter((line) => line === 'wrote').length).toBeLessThan(10)
    let rest = 8192
    for await (const piece of pipe.pieces) rest += piece.length
    expect([rest, (await outcome).kind]).toEqual([40 * 8192, 'result'])
  })

  it.each([
    'stream.write("a"); stream.write("b"); throw new Error("half-way")',
    'stream.write("a"); stream.end("b"); throw new Error("half-way")',
  ])('hands on what was written before it failed, however slowly that is read: %s', async (body) => {
    const text = `export const handler = awslambda.streamifyResponse(async (_, stream) => { ${body} })`
    const pipe = createPiecePipe()
    const running = runner.invoke(module(text), invocation({}, { onChunk: pipe.write })).finally(pipe.end)
    const pieces: string[] = []
    for await (const piece of pipe.pieces) {
      pieces.push(Buffer.from(piece).toString())
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    const { kind, payload } = await running
    expect([pieces, kind, payload]).toEqual([['a', 'b'], 'error', expect.stringContaining('half-way')])
  })

  it('that fails before it writes has streamed nothing', async () => {
    const pieces: string[] = []
    const text = 'export const handler = awslambda.streamifyResponse(async () => { throw new Error("early") })'
    const { kind } = await runner.invoke(module(text), invocation({}, { onChunk: collecting(pieces) }))
    expect([kind, pieces]).toEqual(['error', []])
  })

  it('has a folder for temporary files of its own', async () => {
    const text =
      'import { tmpdir } from "node:os"\nexport const handler = async () => { await new Promise((r) => setTimeout(r, 50)); return tmpdir() }'
    const source = module(text)
    const [one, two] = await Promise.all([invoke(source), invoke(source)])
    expect(one.value).not.toBe(two.value)
    expect(existsSync(String(one.value))).toBe(true)
    await runner.close()
    expect(existsSync(String(one.value))).toBe(false)
  })

  it('that is asked for under new settings starts anew, while the old one finishes', async () => {
    const text = 'export const handler = async (event) => { await new Promise((r) => setTimeout(r, event.wait)); return process.env.COLOR }'
    const blue = module(text, { environment: { COLOR: 'blue' } })
    await invoke(blue, { wait: 0 })
    const slow = invoke(blue, { wait: 200 })
    const green: FunctionSource = { ...blue, kind: 'module', environment: { COLOR: 'green' } } as FunctionSource
    expect((await invoke(green, { wait: 0 })).value).toBe('green')
    expect((await slow).value).toBe('blue')
  })

  it('prints to the log', async () => {
    await invoke(module('export const handler = () => { console.log("hello"); console.error("there") }'))
    await runner.close()
    expect(logs).toEqual(expect.arrayContaining(['hello', 'there']))
  })
})

/** Source files are looked at no more often than the clocks of file systems tick. */
const lookedAgain = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50))

describe('TypeScript', () => {
  const files = {
    'src/handler.ts':
      "import { greet } from './lib/greet.js'\nimport type { Name } from './lib/greet.js'\nexport const handler = async (event: { name: Name }): Promise<string> => greet(event.name)\n",
    'src/lib/greet.ts':
      "import { punctuation } from '../../shared/punctuation.js'\nexport type Name = string\nexport function greet(name: Name): string { return 'hi ' + name + punctuation }\n",
    'shared/punctuation.ts': "export const punctuation: string = '!'\n",
    'package.json': '{"type":"module"}',
  }

  it.each<[name: string, esbuild: boolean]>([
    ["the project's own esbuild", true],
    ['the TypeScript that is shipped', false],
  ])('runs through %s', async (_, esbuild) => {
    for (const [name, text] of Object.entries(files)) write(name, text)
    if (esbuild) {
      const own = join(process.cwd(), 'node_modules/esbuild/lib/main.js')
      write('node_modules/esbuild/package.json', '{"name":"esbuild","main":"index.js"}')
      write(
        'node_modules/esbuild/index.js',
        `const real = require(${JSON.stringify(own)}); exports.build = (o) => { require('node:fs').writeFileSync(__dirname + '/used', ''); return real.build(o) }`,
      )
    }
    const source: FunctionSource = { kind: 'module', file: join(folder, 'src/handler.ts') }
    expect(await invoke(source, { name: 'you' })).toEqual({ kind: 'result', value: 'hi you!' })
    expect(readdirSync(join(folder, '.apigen/tmp'))).toHaveLength(1)
    expect(existsSync(join(folder, 'node_modules/esbuild/used'))).toBe(esbuild)
    const changed = write('shared/punctuation.ts', "export const punctuation: string = '?!'\n")
    utimesSync(changed, new Date(), new Date(Date.now() + 5000))
    await lookedAgain()
    expect((await invoke(source, { name: 'you' })).value).toBe('hi you?!')
    await runner.close()
    expect(readdirSync(join(folder, '.apigen/tmp'))).toEqual([])
  })

  it('that changes while it is read is read again', async () => {
    for (const [name, text] of Object.entries(files)) write(name, text)
    const own = join(process.cwd(), 'node_modules/esbuild/lib/main.js')
    write('node_modules/esbuild/package.json', '{"name":"esbuild","main":"index.js"}')
    // The file is saved once more between the reading and the end of the build.
    write(
      'node_modules/esbuild/index.js',
      `const real = require(${JSON.stringify(own)}); let saved = false
      exports.build = async (o) => {
        const built = await real.build(o)
        if (!saved) require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'shared/punctuation.ts'))}, "export const punctuation = '?'")
        saved = true
        return built
      }`,
    )
    const source: FunctionSource = { kind: 'module', file: join(folder, 'src/handler.ts') }
    expect((await invoke(source, { name: 'you' })).value).toBe('hi you!')
    expect((await invoke(source, { name: 'you' })).value).toBe('hi you?')
  })

  it('may import a file that is written later', async () => {
    const source: FunctionSource = {
      kind: 'module',
      file: write('handler.ts', "import { late } from './late.js'\nexport const handler = async (): Promise<string> => late\n"),
    }
    expect((await invoke(source)).kind).toBe('error')
    write('late.ts', "export const late: string = 'here'\n")
    expect(await invoke(source)).toEqual({ kind: 'result', value: 'here' })
  })

  it('that is saved all the time never fails', async () => {
    for (const [name, text] of Object.entries(files)) write(name, text)
    const source: FunctionSource = { kind: 'module', file: join(folder, 'src/handler.ts') }
    const outcomes: unknown[] = []
    for (let round = 0; round < 4; round += 1) {
      write('shared/punctuation.ts', `export const punctuation: string = '${round}'\n`)
      await lookedAgain()
      const running = [invoke(source, { name: 'a' }), invoke(source, { name: 'b' })]
      write('shared/punctuation.ts', `export const punctuation: string = '${round}.'\n`)
      outcomes.push(...(await Promise.all(running)).map(({ kind }) => kind))
      await lookedAgain()
      outcomes.push((await invoke(source, { name: 'c' })).value)
    }
    expect(outcomes).toEqual([0, 1, 2, 3].flatMap((round) => ['result', 'result', `hi c${round}.`]))
    expect(readdirSync(join(folder, '.apigen/tmp', readdirSync(join(folder, '.apigen/tmp'))[0] ?? '')).length).toBeLessThanOrEqual(2)
  })

  it('leaves nothing of a process that was killed', async () => {
    const source: FunctionSource = { kind: 'module', file: write('handler.ts', 'export const handler = async (): Promise<number> => 1') }
    write('package.json', '{}')
    write('.apigen/tmp/functions-999999999-abc/1/handler.js', '')
    await invoke(source)
    expect(readdirSync(join(folder, '.apigen/tmp'))).toEqual([expect.stringMatching(`^functions-${process.pid}-`)])
  })

  it('that cannot be read is an error of the invocation', async () => {
    const source: FunctionSource = { kind: 'module', file: write('bad.ts', 'export const handler = (') }
    expect((await invoke(source)).kind).toBe('error')
  })
})

it('runs where a debugger can attach, and as long as it likes', async () => {
  const port = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as AddressInfo
      server.close(() => resolve(free))
    })
  })
  await runner.close()
  runner = createFunctionRunner({ region: 'eu-west-1', log: ({ text }) => logs.push(text), inspectPort: port })
  const source = module('export const handler = async () => { await new Promise((r) => setTimeout(r, 100)); return process.execArgv }', {
    timeout: 0.05,
  })
  expect((await invoke(source)).value).toContain(`--inspect=127.0.0.1:${port}`)
  expect(logs.join('\n')).toContain(`Debugger listening on ws://127.0.0.1:${port}/`)
})

describe('an inline handler', () => {
  it('gets a copy of the event and answers JSON', async () => {
    expect(await invoke({ kind: 'inline', handler: (event) => ({ event, date: new Date(0), nothing: undefined }) }, { a: 1 })).toEqual({
      kind: 'result',
      value: { event: { a: 1 }, date: '1970-01-01T00:00:00.000Z' },
    })
  })

  it.each<[name: string, handler: () => unknown, error: object]>([
    ['throws', () => Promise.reject(new RangeError('boom')), { errorType: 'RangeError', errorMessage: 'boom' }],
    ['never ends', () => new Promise(() => undefined), { errorType: 'Sandbox.Timedout' }],
  ])('that %s', async (_, handler, error) => {
    expect(await invoke({ kind: 'inline', handler, timeout: 0.05 })).toMatchObject({ kind: 'error', value: error })
  })
})

it('ends what runs although the code was broken since', async () => {
  const source = module('export const handler = async (event) => event.wait ? new Promise(() => setInterval(() => {}, 1000)) : 1')
  await invoke(source)
  const running = invoke(source, { wait: true })
  await new Promise((resolve) => setTimeout(resolve, 200))
  rmSync(join(folder, 'handler.mjs'))
  expect((await invoke(source)).kind).toBe('error')
  await runner.close()
  expect((await running).kind).toBe('error')
})

it('runs nothing after it was closed', async () => {
  const source = module('export const handler = async () => new Promise(() => setInterval(() => {}, 1000))')
  const running = invoke(source)
  await new Promise((resolve) => setTimeout(resolve, 300))
  await runner.close()
  expect(await running).toMatchObject({ kind: 'error', value: { errorType: 'Runtime.ExitError' } })
  expect(await invoke(source)).toMatchObject({ kind: 'error' })
  expect(existsSync(join(folder, 'handler.mjs'))).toBe(true)
})
