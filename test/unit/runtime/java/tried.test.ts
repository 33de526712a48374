import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { javaLibraries } from '../../../support/java.ts'
import { presentInFull } from '../../../support/program.ts'

const libraries = presentInFull('javac', '-version') ? javaLibraries() : undefined

/** Compiles the run time as strictly as users may, runs `Tried.java` with it, and gives back the values that it says and tells the log. */
function tried(): { readonly said: readonly unknown[]; readonly told: readonly unknown[] } {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-tried-'))
  try {
    const runtime = fileURLToPath(new URL('../../../../runtime/java', import.meta.url))
    const sources = readdirSync(runtime, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.java'))
    const program = fileURLToPath(new URL('Tried.java', import.meta.url))
    const path = `${join(libraries ?? '', '*')}${delimiter}${folder}`
    const args = ['-Xlint:all', '-Werror', '--release', '17', '-proc:none', '-cp', path, '-d', folder, program]
    const compiled = spawnSync('javac', [...args, ...sources.map((source) => join(runtime, source))], { encoding: 'utf8' })
    if (compiled.status !== 0) throw new Error(compiled.stderr)
    const { stdout, stderr } = spawnSync('java', ['-cp', path, 'Tried'], { encoding: 'utf8' })
    return { said: values(stdout), told: values(stderr) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function values(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)
}

it.skipIf(libraries === undefined)('what stands around Java handlers does as in TypeScript', { timeout: 120_000 }, () => {
  const traced = (coldStart: boolean, ...rest: readonly unknown[]): unknown[] => [
    'a',
    'pay',
    ['http.request.method', 'POST'],
    ['http.route', '/pay'],
    ['faas.invocation_id', 'r'],
    ['faas.coldstart', coldStart],
    ...rest,
  ]
  const known = (coldStart: boolean): object => {
    return { time: expect.stringMatching(/^\d.*Z$/), operation: 'pay', requestId: 'id', stage: 'dev', coldStart }
  }
  const logged = (coldStart: boolean, value: number): unknown[] => [
    { level: 'info', message: 'paid', ...known(coldStart), value },
    { level: 'warn', message: 'odd', ...known(coldStart), unwritten: 'JSON has no form for a java.lang.Object.' },
  ]
  const answered = (body: string): unknown[] => [
    ['http.response.status_code', 200],
    'closed',
    {
      statusCode: 200,
      headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' },
      body,
      isBase64Encoded: false,
    },
  ]
  const stage = 'arn:aws:execute-api:eu-west-1:1:api/dev'
  const decided = (Effect: string, Resource: readonly string[], more: object = {}): object => {
    const policyDocument = { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] }
    return { principalId: 'me', policyDocument, ...more }
  }
  const failed = (...ids: readonly string[]): object => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) })
  const { said, told } = tried()
  expect(said).toEqual([
    ...traced(true, ...logged(true, 0), ...answered('0')),
    ...traced(false, ...answered('0')),
    ...traced(false, ...logged(false, 1), ...answered('2')),
    ...traced(false, 'failed: told', 'closed'),
    500,
    [],
    ['settings', { stage: 'dev' }],
    ['settings', { stage: 'dev' }],
    { color: 'red' },
    ...[['a', 1, 'r'], ['b', 1, 'r'], 'b', 'a', { given: 1 }],
    ...[{ statusCode: 503 }, 'within', 'without', { given: { apigen: 'keep-warm' } }, true],
    decided('Allow', [`${stage}/*`], { context: { desk: 7, admin: true } }),
    decided('Allow', [`${stage}/GET/pets/*`, `${stage}/*/*`, 'arn:x'], {
      context: { desk: 7, admin: false, note: 'n' },
      usageIdentifierKey: 'key',
    }),
    decided('Deny', [`${stage}/*`], { context: { desk: 7, admin: false, note: 'n' } }),
    decided('Deny', [`${stage}/*`], { principalId: 'anonymous' }),
    'Given[desk=7, admin=true, note=null]me',
    'The authorizer left no `admin`.',
    'What the authorizer left as `desk` is no number.',
    'An authorizer leaves texts, numbers and booleans; `list` is a List.',
    [['a', 'b'], ['x', 'y'], 'u'],
    ...[1, 'bad', { x: 1 }, failed('b')],
    ...['bad', failed('a', 'b')],
    ...[1, failed('b')],
    ...[{ ü: 1 }, 'bad', failed('2')],
    ['ObjectCreated:Put', 'photos', 'raw/a b+cü.jpg', 7],
    ['m', 'arn', 'hello', { a: 1 }, 't'],
    ['e', 'Paid', ['r'], { id: 1 }],
    ['shop-double', { twice: 42, who: 'me' }],
    null,
    'The event has no `Records`: another service than the declared one called this function.',
  ])
  expect(told).toMatchObject([
    { level: 'error', message: 'unexpected error', error: { name: 'java.lang.IllegalStateException', message: 'told' } },
    ...['b', 'a'].map((id) => ({ message: 'record failed', id, error: { message: 'told' } })),
    { message: 'record failed', id: 'b', error: { message: 'What was sent must be an integer.' } },
    { message: 'record failed', id: '2', error: { message: 'told' } },
  ])
})
