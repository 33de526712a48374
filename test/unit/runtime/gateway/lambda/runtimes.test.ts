import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFunctionRunner } from '../../../../../runtime/gateway/lambda/function-runner.ts'
import type { CodeSource } from '../../../../../runtime/gateway/lambda/function-source.ts'
import type { FunctionRunner, Invocation, InvocationOutcome } from '../../../../../runtime/gateway/lambda/invocation.ts'
import { present, presentInFull } from '../../../../support/program.ts'
import { runs } from '../../../../support/runs.ts'
import { zip } from '../../../../support/zip.ts'

let folder = ''
let runner: FunctionRunner
let logs: string[] = []
let notes: string[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'apigen-runtimes-'))
  logs = []
  notes = []
  runner = createFunctionRunner({
    region: 'eu-west-1',
    log: ({ text }) => logs.push(text),
    note: (line) => notes.push(line),
    concurrency: 2,
  })
})

afterEach(async () => {
  await runner.close()
  rmSync(folder, { recursive: true, force: true })
})

function write(name: string, text: string, mode = 0o644): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text, { mode })
  return file
}

const code = (runtime: string, handler: string, more: Partial<CodeSource> = {}): CodeSource => ({
  kind: 'code',
  runtime,
  handler,
  root: folder,
  timeout: 10,
  memory: 256,
  ...more,
})

async function invoke(source: CodeSource, event: unknown = {}, more: Partial<Invocation> = {}) {
  const outcome = await runner.invoke(source, {
    name: 'fn',
    arn: 'arn:aws:lambda:eu-west-1:000000000000:function:fn:dev',
    version: '3',
    requestId: 'id-1',
    payload: JSON.stringify(event),
    ...more,
  })
  return { kind: outcome.kind, value: parse(outcome), log: outcome.log() }
}

function parse({ payload }: InvocationOutcome): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return payload
  }
}

const clientContext = JSON.stringify({ client: { app_title: 'shöp' }, custom: { a: '1' }, env: { locale: 'de' } })

/** Source files change at most every few milliseconds as far as the gateway sees. */
const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300))

describe.skipIf(!present('python3', '--version'))('python', () => {
  it('gives a handler its event and all of its context', async () => {
    write(
      'lib/app.py',
      `import os, tempfile
def handler(event, context):
    return {
        "event": event,
        "context": [context.function_name, context.function_version, context.invoked_function_arn, context.memory_limit_in_mb,
                    context.aws_request_id, context.log_group_name, context.identity.cognito_identity_id,
                    context.client_context.client.app_title, context.client_context.custom, context.client_context.env],
        "remaining": 0 < context.get_remaining_time_in_millis() <= 10000,
        "stream": context.log_stream_name.endswith("[3]" + context.log_stream_name[-32:]),
        "env": [os.environ["COLOR"], os.environ["_X_AMZN_TRACE_ID"], os.environ["AWS_EXECUTION_ENV"], os.environ["TZ"], "AWS_SECRET_ACCESS_KEY" in os.environ],
        "tmp": tempfile.gettempdir() == os.environ["TMPDIR"],
        "cwd": os.getcwd() == os.environ["LAMBDA_TASK_ROOT"],
    }
`,
    )
    const { value } = await invoke(
      code('python3.13', 'lib/app.handler', { environment: { COLOR: 'blue' } }),
      { a: ['é'] },
      { clientContext, traceId: 'Root=1' },
    )
    expect(value).toEqual({
      event: { a: ['é'] },
      context: [
        'fn',
        '3',
        'arn:aws:lambda:eu-west-1:000000000000:function:fn:dev',
        '256',
        'id-1',
        '/aws/lambda/fn',
        null,
        'shöp',
        { a: '1' },
        { locale: 'de' },
      ],
      remaining: true,
      stream: true,
      env: ['blue', 'Root=1', 'AWS_Lambda_python3.13', ':UTC', false],
      tmp: true,
      cwd: true,
    })
    expect(readdirSync(join(folder, 'lib'))).toEqual(['app.py'])
  })

  it('logs as Lambda does', async () => {
    write('app.py', 'import logging\ndef handler(event, context):\n    print("printed")\n    logging.warning("warned")\n')
    const { log } = await invoke(code('python3.13', 'app.handler'))
    expect(log).toMatch(
      /^START RequestId: id-1 Version: 3\nprinted\n\[WARNING\]\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\tid-1\twarned\nEND RequestId: id-1\nREPORT RequestId: id-1\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t\n$/,
    )
  })

  it.each<[name: string, text: string, handler: string, error: object]>([
    [
      'raises',
      'def handler(event, context):\n    raise ValueError("boom")\n',
      'app.handler',
      {
        errorType: 'ValueError',
        errorMessage: 'boom',
        requestId: 'id-1',
        stackTrace: [expect.stringMatching(/^ {2}File ".*app\.py", line 2, in handler\n {4}raise ValueError\("boom"\)\n$/)],
      },
    ],
    ['answers what is no JSON', 'def handler(e, c):\n    return {1, 2}\n', 'app.handler', { errorType: 'Runtime.MarshalError' }],
    [
      'imports what is not there',
      'import nowhere\n',
      'app.handler',
      { errorType: 'Runtime.ImportModuleError', errorMessage: "Unable to import module 'app': No module named 'nowhere'" },
    ],
    ['is no Python', 'def (\n', 'app.handler', { errorType: 'Runtime.UserCodeSyntaxError' }],
    [
      'has no such function',
      'x = 1\n',
      'app.handler',
      { errorType: 'Runtime.HandlerNotFound', errorMessage: "Handler 'handler' missing on module 'app'" },
    ],
    ['has no name for it', 'x = 1\n', 'app', { errorType: 'Runtime.MalformedHandlerName' }],
    [
      'exits',
      'import os\ndef handler(e, c):\n    os._exit(4)\n',
      'app.handler',
      { errorType: 'Runtime.ExitError', errorMessage: 'RequestId: id-1 Error: Runtime exited with error: exit status 4' },
    ],
    [
      'blocks',
      'def handler(e, c):\n    while True: pass\n',
      'app.handler',
      { errorType: 'Sandbox.Timedout', errorMessage: 'RequestId: id-1 Error: Task timed out after 1.00 seconds' },
    ],
    [
      'answers too much',
      'def handler(e, c):\n    return "x" * 7000000\n',
      'app.handler',
      {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      },
    ],
  ])('a handler that %s', async (_, text, handler, error) => {
    write('app.py', text)
    expect(await invoke(code('python3.13', handler, { timeout: 1 }))).toMatchObject({ kind: 'error', value: error })
  })

  it.runIf(existsSync('/proc/self/status'))('ends a process that takes more memory than it may', async () => {
    write(
      'app.py',
      'import time\ndef handler(e, c):\n    all = bytearray(400 * 1024 * 1024)\n    for i in range(0, len(all), 4096): all[i] = 1\n    time.sleep(5)\n',
    )
    expect(await invoke(code('python3.13', 'app.handler', { memory: 128 }))).toMatchObject({
      kind: 'error',
      value: { errorType: 'Runtime.ExitError', errorMessage: 'RequestId: id-1 Error: Runtime exited with error: signal: killed' },
      log: expect.stringContaining('Max Memory Used: 128 MB'),
    })
  })

  it('stays warm, runs two at a time in two processes, and follows its files', async () => {
    const text = (word: string): string =>
      `import os, time\ncount = 0\ndef handler(event, context):\n    global count\n    count += 1\n    time.sleep(event.get("wait", 0))\n    return [os.getpid(), count, "${word}"]\n`
    write('app.py', text('old'))
    const source = code('python3.13', 'app.handler')
    const first = (await Promise.all([invoke(source, { wait: 0.3 }), invoke(source, { wait: 0.3 })])).map(
      ({ value }) => value as [number, number, string],
    )
    expect(new Set(first.map(([pid]) => pid)).size).toBe(2)
    const again = (await invoke(source)).value as [number, number, string]
    expect([first.map(([pid]) => pid).includes(again[0]), again[1], again[2]]).toEqual([true, 2, 'old'])
    write('app.py', `${text('new')}# longer\n`)
    await later()
    expect((await invoke(source)).value).toEqual([expect.any(Number), 1, 'new'])
  })

  it('follows the folders that it is told of, and no others', async () => {
    const text = (word: string): string =>
      `count = 0\ndef handler(event, context):\n    global count\n    count += 1\n    return [count, "${word}"]\n`
    write('handlers/app.py', text('old'))
    const source = code('python3.13', 'handlers.app.handler', { folders: ['generated', 'handlers'] })
    expect((await invoke(source)).value).toEqual([1, 'old'])
    write('other.txt', 'changed')
    await later()
    expect((await invoke(source)).value).toEqual([2, 'old'])
    write('handlers/app.py', `${text('new')}# longer\n`)
    await later()
    expect((await invoke(source)).value).toEqual([1, 'new'])
  })

  it('says of an error in a zip file where Lambda would have it, and sees no arguments', async () => {
    const text = 'import sys\ndef handler(e, c):\n    raise ValueError(len(sys.argv))\n'
    writeFileSync(join(folder, 'code.zip'), zip({ 'app.py': text }))
    const { value, log } = await invoke(code('python3.13', 'app.handler', { root: join(folder, 'code.zip') }))
    const place = '  File "/var/task/app.py", line 3, in handler\n'
    expect(value).toMatchObject({ errorMessage: '1', stackTrace: [`${place}    raise ValueError(len(sys.argv))\n`] })
    expect(log).toContain(place)
  })

  it('runs from a zip file', async () => {
    writeFileSync(join(folder, 'code.zip'), zip({ 'app.py': 'import lib\ndef handler(e, c):\n    return lib.x\n', 'lib.py': 'x = 7\n' }))
    expect((await invoke(code('python3.13', 'app.handler', { root: join(folder, 'code.zip') }))).value).toBe(7)
  })
})

describe.skipIf(!presentInFull('javac', '-version'))('java', () => {
  /** Compiles classes of a project as Maven does. */
  const compile = (classes: Readonly<Record<string, string>>): void => {
    const files = Object.entries(classes).map(([name, text]) => write(`src/${name}.java`, text))
    const core = join(process.cwd(), 'runtime/gateway/lambda/bootstrap/java')
    const { status, stderr } = spawnSync(
      'javac',
      ['-proc:none', '-implicit:none', '-sourcepath', core, '-d', join(folder, 'target/classes'), ...files],
      {
        encoding: 'utf8',
      },
    )
    if (status !== 0) throw new Error(stderr)
  }

  it('runs interfaces, streams and plain methods, with beans, records and the context', async () => {
    compile({
      'shop/Pet':
        'package shop; import java.util.*; public class Pet { private String name; private int age; private List<Tag> tags; private Map<String, Double> prices; public String getName() { return name; } public void setName(String name) { this.name = name; } public int getAge() { return age; } public void setAge(int age) { this.age = age; } public List<Tag> getTags() { return tags; } public void setTags(List<Tag> tags) { this.tags = tags; } public Map<String, Double> getPrices() { return prices; } public void setPrices(Map<String, Double> prices) { this.prices = prices; } }',
      'shop/Tag': 'package shop; public record Tag(String word, Color color) { public enum Color { RED, BLUE } }',
      'shop/Typed':
        'package shop; import com.amazonaws.services.lambda.runtime.*; public class Typed implements RequestHandler<Pet, Pet> { int count; public Pet handleRequest(Pet pet, Context context) { count++; context.getLogger().log("logged\\n"); System.out.println("printed"); pet.setName(pet.getName() + count); return pet; } }',
      'shop/Stream':
        'package shop; import com.amazonaws.services.lambda.runtime.*; import java.io.*; public class Stream implements RequestStreamHandler { public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException { in.transferTo(out); } }',
      'shop/Plain':
        'package shop; import com.amazonaws.services.lambda.runtime.Context; import java.util.*; public class Plain { public static Object context(Context c) { return List.of(c.getFunctionName(), c.getFunctionVersion(), c.getInvokedFunctionArn(), c.getMemoryLimitInMB(), c.getAwsRequestId(), c.getLogGroupName(), c.getClientContext().getClient().getAppTitle(), c.getClientContext().getCustom(), c.getRemainingTimeInMillis() > 0, System.getProperty("java.io.tmpdir").equals(System.getenv("TMPDIR"))); } public String fail(Map<String, Object> event) { throw new IllegalStateException("boom", new RuntimeException("inner")); } }',
    })
    const pet = { name: 'rex', age: 3, tags: [{ word: 'é"', color: 'BLUE' }], prices: { eur: 1.5 } }
    const typed = code('java17', 'shop.Typed')
    const first = await invoke(typed, { ...pet, unknown: [1] })
    expect(first).toMatchObject({ kind: 'result', value: { ...pet, name: 'rex1' }, log: expect.stringContaining('\nlogged\nprinted\n') })
    expect((await invoke(typed, pet)).value).toEqual({ ...pet, name: 'rex2' })
    expect((await invoke(code('java17', 'shop.Stream'), pet)).value).toEqual(pet)
    const { value } = await invoke(code('java17', 'shop.Plain::context'), {}, { clientContext })
    expect(value).toEqual([
      'fn',
      '3',
      'arn:aws:lambda:eu-west-1:000000000000:function:fn:dev',
      256,
      'id-1',
      '/aws/lambda/fn',
      'shöp',
      { a: '1' },
      true,
      true,
    ])
    expect((await invoke(code('java17', 'shop.Plain::fail'))).value).toEqual({
      errorMessage: 'boom',
      errorType: 'java.lang.IllegalStateException',
      stackTrace: [expect.stringMatching(/^shop\.Plain\.fail\(Plain\.java:1\)$/)],
      cause: { errorMessage: 'inner', errorType: 'java.lang.RuntimeException', stackTrace: [expect.stringContaining('shop.Plain.fail')] },
    })
    expect(await invoke(code('java17', 'shop.Nowhere'))).toMatchObject({
      kind: 'error',
      value: { errorType: 'java.lang.ClassNotFoundException', errorMessage: 'Class not found: shop.Nowhere' },
    })
  })
})

describe('nodejs', () => {
  it.each([
    ['index.mjs', 'export async function handler() {\n  throw new Error("boom")\n}\n'],
    ['index.cjs', 'exports.handler = async () => {\n  throw new Error("boom")\n}\n'],
  ])('says of an error in a zip file where Lambda would have it: %s', async (name, text) => {
    writeFileSync(join(folder, 'code.zip'), zip({ [name]: text }))
    const { value, log } = await invoke(code('nodejs22.x', 'index.handler', { root: join(folder, 'code.zip') }))
    expect(value).toMatchObject({ errorMessage: 'boom', trace: expect.arrayContaining([expect.stringMatching(`/var/task/${name}:2:`)]) })
    expect(log).toContain(`/var/task/${name}:2:`)
    // Nowhere else; what runs the function may itself stand below the folder for temporary files.
    expect(log.replaceAll(`/var/task/${name}`, '')).not.toContain(`/${name}:2:`)
  })

  it('runs ES modules and CommonJS from a folder, with console and context', async () => {
    write(
      'src/index.mjs',
      'export const run = { it: async (event, context) => { console.warn("careful", { a: 1 }); return [event, context.functionVersion, context.clientContext.custom] } }',
    )
    const { value, log } = await invoke(code('nodejs22.x', 'src/index.run.it'), { a: 1 }, { clientContext })
    expect(value).toEqual([{ a: 1 }, '3', { a: '1' }])
    expect(log).toMatch(/\n\d{4}-.*Z\tid-1\tWARN\tcareful \{ a: 1 \}\nEND /)
    write('cjs.js', 'exports.handler = (event, context, done) => { setTimeout(() => done(new RangeError("late")), 5) }')
    expect(await invoke(code('nodejs22.x', 'cjs.handler'))).toMatchObject({
      kind: 'error',
      value: { errorType: 'RangeError', errorMessage: 'late' },
    })
  })

  it('streams, and says in the end what went wrong', async () => {
    write(
      'index.mjs',
      'export const handler = awslambda.streamifyResponse(async (event, stream) => { stream.write("a"); await new Promise((r) => setTimeout(r, 20)); if (event.fail) throw new TypeError("broken"); stream.end("b") })',
    )
    const source = code('nodejs22.x', 'index.handler')
    expect((await invoke(source)).value).toBe('ab')
    const pieces: string[] = []
    const failed = await invoke(
      source,
      { fail: true },
      {
        onChunk(bytes, taken) {
          pieces.push(Buffer.from(bytes).toString())
          taken()
        },
      },
    )
    expect([failed.kind, (failed.value as { errorType: string }).errorType, pieces]).toEqual(['error', 'TypeError', ['a']])
  })

  it('ends what it started when it is closed', async () => {
    write(
      'index.cjs',
      'exports.handler = async () => { const { spawn } = require("node:child_process"); return spawn("sleep", ["600"]).pid }',
    )
    const { value } = await invoke(code('nodejs22.x', 'index.handler'))
    expect(runs(Number(value))).toBe(true)
    await runner.close()
    await later()
    expect(runs(Number(value))).toBe(false)
  })
})

describe('provided', () => {
  const bootstrap = `#!/bin/sh
exec '${process.execPath}' -e '
const api = "http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/runtime/"
const main = async () => {
  for (;;) {
    const next = await fetch(api + "invocation/next")
    const id = next.headers.get("lambda-runtime-aws-request-id")
    const event = await next.json()
    const end = event.fail ? "error" : "response"
    const wrong = await fetch(api + "invocation/other/" + end, { method: "POST", body: "{}" })
    const page = await fetch(api + "invocation/next", { headers: { origin: "http://evil.example" } })
    const headers = event.fail ? { "Lambda-Runtime-Function-Error-Type": "Mine.Kind" } : {}
    await fetch(api + "invocation/" + id + "/" + end, { method: "POST", headers, body: event.fail ? event.fail : JSON.stringify([wrong.status, page.status, process.env._HANDLER]) })
  }
}
main()
'
`

  it.skipIf(process.platform === 'win32')("runs the code's own program", async () => {
    write('bootstrap', bootstrap, 0o755)
    const source = code('provided.al2023', 'anything')
    expect((await invoke(source)).value).toEqual([400, 403, 'anything'])
    expect(await invoke(source, { fail: '{"errorType":"E","errorMessage":"m"}' })).toMatchObject({
      kind: 'error',
      value: { errorType: 'E', errorMessage: 'm' },
    })
    expect(await invoke(source, { fail: 'plain' })).toMatchObject({
      kind: 'error',
      value: { errorType: 'Mine.Kind', errorMessage: 'plain' },
    })
  })

  it('says what is missing', async () => {
    expect((await invoke(code('provided.al2', ''))).value).toMatchObject({
      errorMessage: expect.stringContaining('started by a program named bootstrap'),
    })
  })
})

describe('a runtime', () => {
  it.each<[name: string, source: Partial<CodeSource>, message: string]>([
    ['that is not supported', { runtime: 'ruby3.3' }, 'not on ruby3.3'],
    ['without a handler', { handler: '' }, 'needs a handler'],
    ['without code', { root: '/nowhere/at/all' }, 'There is no code at /nowhere/at/all'],
    ['whose module is missing', {}, "Cannot find module 'index'"],
  ])('%s says so', async (_, more, message) => {
    expect(await invoke(code('nodejs22.x', 'index.handler', more))).toMatchObject({
      kind: 'error',
      value: { errorType: 'Runtime.ImportModuleError', errorMessage: expect.stringContaining(message) },
    })
  })

  it('that this machine lacks is one sentence that says what to install', async () => {
    const path = process.env.PATH
    process.env.PATH = folder
    try {
      for (const [runtime, words] of [
        ['python3.13', 'This machine has no Python 3, which functions on python3.13 need: install it'],
        ['java21', 'This machine has no JDK, which functions on java21 need: install Java 17 or later'],
      ] as const)
        expect((await invoke(code(runtime, 'app.handler', { root: folder }))).value).toMatchObject({
          errorMessage: expect.stringContaining(words),
        })
    } finally {
      process.env.PATH = path
    }
  })
})
