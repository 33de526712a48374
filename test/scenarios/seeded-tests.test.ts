import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { javaPom } from '../../generator/cli/init/java-pom.ts'
import { type Bench, createBench, type Outcome } from '../support/cli.ts'
import { present, presentInFull } from '../support/program.ts'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
const vitest = join(modules, 'vitest/vitest.mjs')

interface Language {
  readonly name: string
  readonly there: boolean
  readonly runtime: string
  readonly test: string
  readonly handler: string
  /** What the seeded handler has in the place of an answer, and what stands there when it answers with an id. */
  readonly seeded: string
  readonly answer: (id: string) => string
  readonly command: string
}

/** The languages of handlers, each with the tool that tests are run with at home. */
const languages: readonly Language[] = [
  {
    name: 'typescript',
    there: true,
    runtime: 'nodejs22.x',
    test: 'tests/typescript/typescript.test.ts',
    handler: 'handlers/typescript/typescript.ts',
    seeded: 'operation.notImplemented()',
    answer: (id) => `{ status: 201, body: { id: ${id} } } as never`,
    command: `"${process.execPath}" "${vitest}" run --root . --dir tests/typescript`,
  },
  {
    name: 'python',
    there: present('python3', '-m', 'pytest', '--version'),
    runtime: 'python3.13',
    test: 'tests/python/test_python.py',
    handler: 'handlers/python/python.py',
    seeded: 'api.operation.not_implemented()',
    answer: (id) => `{"status": 201, "body": {"id": ${id}}}`,
    command: 'python3 -m pytest -p no:cacheprovider tests/python',
  },
  {
    name: 'java',
    there: presentInFull('mvn', '--version'),
    runtime: 'java21',
    test: 'tests/java/JavaTest.java',
    handler: 'handlers/java/Java.java',
    seeded: 'throw notImplemented();',
    answer: (id) => `return new Created(new generated.handlers.java.models.Made(${id}));`,
    command: 'mvn -B -Dsurefire.useFile=false test',
  },
]
const runnable = languages.filter(({ there }) => there)

const spec = `openapi: 3.0.3
info: { title: Tested, version: '1' }
paths:
${languages
  .map(
    ({ name, runtime }) => `  /${name}/{size}:
    post:
      operationId: ${name}
      x-apigen-function: { runtime: ${runtime}, timeout: 29 }
      parameters:
        - { name: size, in: path, required: true, schema: { type: integer, minimum: 3 } }
        - { name: tags, in: query, required: true, schema: { type: array, items: { enum: [a/b] } } }
        - { name: X-Day, in: header, required: true, schema: { type: string, format: date } }
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/New' } } }
      responses:
        '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/Made' } } } }
`,
  )
  .join('')}components:
  schemas:
    New: { type: object, required: [name], properties: { name: { type: string, minLength: 6 }, note: { type: string } }, additionalProperties: false }
    Made: { type: object, required: [id], properties: { id: { type: integer } } }
`

describe('tests that are seeded', () => {
  let made: Bench
  beforeAll(async () => {
    made = createBench({ 'openapi.yaml': spec, 'pom.xml': javaPom('tested'), 'package.json': '{"type":"module"}' })
    symlinkSync(modules, join(made.folder, 'node_modules'))
    await made.run('generate')
    if (runnable.some(({ name }) => name === 'java')) execFileSync('mvn', ['-q', '-B', 'test-compile'], { cwd: made.folder })
  }, 240_000)
  afterAll(() => made.close())

  const run = ({ command }: Language): Promise<Outcome> =>
    made.runWith({ env: { HOME: process.env.HOME ?? '' } }, 'dev', '--port', '0', '--exec', command)

  it('are there when somebody asks for them, and stay as they are then', async () => {
    expect(made.files().filter((path) => path.startsWith('tests/'))).toEqual([])
    const { code } = await made.run('generate', '--target', 'tests')
    expect(code).toBe(0)
    expect(made.files().filter((path) => path.startsWith('tests/'))).toEqual(languages.map(({ test }) => test).sort())
    const text = made.read('tests/typescript/typescript.test.ts')
    expect(text).toContain('fetch(url + "/typescript/3?tags=a%2Fb", {')
    expect(text).toContain('JSON.stringify({ name: "textxx" })')
    made.write('tests/typescript/typescript.test.ts', `${text}// mine\n`)
    await made.run('generate', '--target', 'tests')
    expect(made.read('tests/typescript/typescript.test.ts')).toBe(`${text}// mine\n`)
  })

  it.each(runnable)(
    'are skipped in $name, then green, and red where the answer is not the declared one',
    { timeout: 240_000 },
    async (language) => {
      const seeded = made.read(language.handler)
      const answer = (id: string): void => made.write(language.handler, seeded.replace(language.seeded, language.answer(id)))
      const skipped = await run(language)
      expect(skipped.code, skipped.stdout + skipped.stderr).toBe(0)
      expect(skipped.stdout).toMatch(/1 skipped|Skipped: 1/)
      answer('7')
      const green = await run(language)
      expect(green.code, green.stdout + green.stderr).toBe(0)
      expect(green.stdout).toMatch(/1 passed|Failures: 0, Errors: 0, Skipped: 0/)
      if (language.name === 'java') return
      answer('"seven"')
      const red = await run(language)
      expect(red.code).not.toBe(0)
      expect(red.stdout).toMatch(/1 failed/)
    },
  )

  it('end with the exit code of the command, and say where the API is', async () => {
    const { code, stdout } = await made.run('dev', '--port', '0', '--exec', 'echo "at $APIGEN_URL"; exit 7')
    expect(code).toBe(7)
    expect(stdout).toMatch(/^at http:\/\/127\.0\.0\.1:\d+\n$/)
  })

  it('end at Ctrl-C, and take the command along', { timeout: 30_000 }, async () => {
    const { code } = await made.runInterrupted((interrupt) => setTimeout(interrupt, 3000), 'dev', '--port', '0', '--exec', 'exec sleep 600')
    expect(code).toBe(130)
  })
})
