import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { javaPom } from '../../generator/cli/init/java-pom.ts'
import { type Bench, createBench } from '../support/cli.ts'
import { present, presentInFull } from '../support/program.ts'
import { type Served, serve } from '../support/serve.ts'

/** A handler of each language, which answers with its mark, and where it stands. */
const languages: readonly {
  readonly name: string
  readonly there: boolean
  /** `x-apigen-function` of its operation. */
  readonly settings: string
  save(made: Bench, mark: string): void
}[] = [
  {
    name: 'typescript',
    there: true,
    settings: '{}',
    save: (made, mark) =>
      made.write(
        'handlers/typescript/typescript.ts',
        made
          .read('handlers/typescript/typescript.ts')
          .replace(/return (operation\.notImplemented\(\)|\{.*\})/, `return { status: 200, body: '${mark}' }`),
      ),
  },
  {
    name: 'javascript',
    there: true,
    settings: '{ runtime: nodejs22.x, handler: js.handler, code: js }',
    save: (made, mark) => made.write('js/js.mjs', `export const handler = async () => ({ statusCode: 200, body: '${mark}' })\n`),
  },
  {
    name: 'python',
    there: present('python3', '--version'),
    settings: '{ runtime: python3.13, handler: py.handler }',
    save: (made, mark) =>
      made.write('handlers/python/py.py', `def handler(event, context):\n    return {"statusCode": 200, "body": "${mark}"}\n`),
  },
  {
    // What apigen generates around a handler is imported along with it.
    name: 'generated',
    there: present('python3', '--version'),
    settings: '{ runtime: python3.13 }',
    save: (made, mark) =>
      made.write(
        'handlers/python/generated.py',
        made
          .read('handlers/python/generated.py')
          .replace(/return .*/, `return {"status": 200, "contentType": "text/plain", "body": "${mark}"}`),
      ),
  },
  {
    name: 'java',
    there: presentInFull('javac', '-version'),
    settings: "{ runtime: java21, handler: 'shop.Java::handle', code: java, timeout: 30 }",
    save(made, mark) {
      const file = join(made.folder, 'java/Java.java')
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(
        file,
        `package shop; import java.util.*; public class Java { public Map<String, Object> handle(Map<String, Object> event) { return Map.of("statusCode", 200, "body", "${mark}"); } }`,
      )
      execFileSync('javac', ['-d', join(made.folder, 'java/target/classes'), file])
    },
  },
  {
    // A handler that is saved is built before the next call.
    name: 'maven',
    there: presentInFull('mvn', '--version'),
    settings: '{ runtime: java21, timeout: 30 }',
    save: (made, mark) =>
      made.write(
        'handlers/java/Maven.java',
        made.read('handlers/java/Maven.java').replace(/(throw notImplemented\(\)|return new Ok\(.*\));/, `return new Ok("${mark}");`),
      ),
  },
]

const runnable = languages.filter(({ there }) => there)
const spec = `openapi: 3.0.3
info: { title: Languages, version: '1' }
paths:
${languages
  .map(
    ({ name, settings }) => `  /${name}:
    get:
      operationId: ${name}
      x-apigen-function: ${settings}
      responses: { '200': { description: a mark, content: { text/plain: { schema: { type: string } } } } }
`,
  )
  .join('')}`

describe('apigen dev with handlers of several languages', () => {
  let made: Bench
  beforeAll(() => {
    made = createBench({ 'openapi.yaml': spec, 'pom.xml': javaPom('languages') })
    // What a user does once: Maven gets what it needs, and there is nothing to compile yet.
    if (runnable.some(({ name }) => name === 'maven')) execFileSync('mvn', ['-q', '-B', 'compile'], { cwd: made.folder })
  }, 240_000)
  afterAll(() => made.close())

  // Compilers and virtual machines start several times, which a busy machine takes its time for.
  it('serves all of them in one API, and follows each without losing a request', { timeout: 240_000 }, async () => {
    const outcome = await serve(made, ['dev', '--port', '0'], async ({ until }: Served) => {
      const url = await until(/http:\/\/127\.0\.0\.1:\d+/)
      await until('Watching')
      const ask = async (name: string): Promise<string> => {
        // Each on a connection of its own: one that is kept may be closed while this process waits for a compiler.
        const answer = await fetch(`${url}/${name}`, { headers: { connection: 'close' } })
        const text = await answer.text()
        return answer.status === 200 ? text : `${answer.status} ${text}`
      }
      for (const mark of ['first', 'second']) {
        for (const { name, save } of runnable) {
          save(made, `${name} ${mark}`)
          const answers = new Set<string>()
          while (!answers.has(`${name} ${mark}`)) answers.add(await ask(name))
          // Nothing but the old code and the new one ever answered; before the first there was none.
          if (mark === 'second') expect([...answers].filter((text) => !text.startsWith(`${name} `))).toEqual([])
        }
      }
      for (const { name } of runnable) expect(await ask(name)).toBe(`${name} second`)
    })
    expect(outcome.stderr).not.toContain('bug in apigen')
  })
})
