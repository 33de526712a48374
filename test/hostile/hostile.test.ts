import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import vm from 'node:vm'
import { describe, expect, it } from 'vitest'
import type { OutputFile } from '../../generator/model/output.ts'
import { conformance } from '../support/conformance.ts'
import { everywhere, generateWith, type Payload, PLACES, QUIET, textPayloads } from '../support/hostile.ts'
import { executeAll } from '../support/hostile-execution.ts'
import { judgeOfEscapes } from '../support/hostile-judge.ts'
import { twin } from '../support/hostile-twin.ts'
import { present, presentInFull } from '../support/program.ts'
import { GROUPS, prove, roundsOf } from '../support/prove-hostile.ts'
import { pick } from '../support/random.ts'
import { skeleton } from '../support/skeleton.ts'

const file = conformance('hostile', 'payloads.json')
const payloads = file === undefined ? [] : textPayloads(file)

describe.skipIf(file === undefined)('hostile texts', () => {
  const controls = payloads.filter(({ control }) => control?.engine === 'js-eval')

  it('do harm in a naive emitter, or they would prove nothing', () => {
    const idle = controls.filter(({ value, control }) => {
      const world: Record<string, unknown> = {}
      // An emitter that pastes: what all those advisories had in common.
      vm.runInNewContext((control?.template ?? '').replace('@@', () => value).concat('\n'), Object.assign(world, { f: () => {} }))
      return world[control?.fires ?? ''] === undefined
    })
    expect(controls.length).toBe(16)
    expect(idle.map(({ id }) => id)).toEqual([])
  })

  const others = payloads.filter(({ control }) => control !== undefined && control.engine !== 'js-eval')
  it.skipIf(!present('python3', '--version'))('do harm in a naive Python emitter', () => {
    const python = others.filter(({ control }) => control?.engine.startsWith('python'))
    expect(python.length).toBe(11)
    expect(python.filter((payload) => !harmsPython(payload)).map(({ id }) => id)).toEqual([])
  })
  it.skipIf(!presentInFull('java', '-version'))('do harm in a naive Java emitter', { timeout: 120_000 }, () => {
    const java = others.filter(({ control }) => control?.engine.startsWith('java'))
    expect(java.length).toBe(7)
    expect(java.filter((payload) => !harmsJava(payload)).map(({ id }) => id)).toEqual([])
  })

  it('have another shape than their twin in a naive emitter, and ours would be seen', () => {
    const blind = controls.filter(({ value, control }) => {
      const paste = (text: string): string => (control?.template ?? '').replace('@@', () => text)
      try {
        return skeleton(paste(value), 'a.js') === skeleton(paste(twin(value)), 'a.js')
      } catch {
        return false
      }
    })
    expect(blind.map(({ id }) => id)).toEqual([])
  })

  // A seeded sample here; `npm run prove -- hostile` takes every pair.
  const sample = GROUPS.flatMap((group, index) => pick(roundsOf(group, payloads), group.length > 1 ? 3 : 1, index))
  const judge = judgeOfEscapes()
  it.each(sample.map((pairs) => ({ pairs, name: pairs.map(({ place, payload }) => `${payload.id} at ${place}`).join(', ') })))(
    '$name',
    async ({ pairs }) => {
      expect((await prove(pairs, judge)).escapes.map(({ problem }) => problem)).toEqual([])
    },
  )

  // Each was found by the whole proof: files named like devices of Windows, or longer than a disk takes, and words to tools.
  it.each([
    ['path-win-con', 'tags[].name'],
    ['path-win-lpt-super', 'paths.<key> without an integration'],
    ['java-const-too-long', 'tags[].name'],
    ['java-const-too-long', 'integration.requestTemplates.<key>'],
    ['ts-directive-eslint-disable', 'servers[].url'],
    ['unicode-RLO', 'x-*'],
    ['unicode-HANGUL-FILLER', 'description'],
  ])('%s at %s got out once', async (id, place) => {
    const text = payloads.find((payload) => payload.id === id)?.value
    expect(text).toBeDefined()
    expect(await judge([{ place, text: text ?? '' }])).toEqual({ refused: false, problems: [] })
  })

  const pairs = PLACES.flatMap((place) => payloads.map((payload) => ({ place, payload })))
  const ofTypes = judgeOfEscapes(['openapi-types'])
  it.each(pick(pairs, 6, 11))('$payload.id at $place, as openapi-typescript prints it', async ({ place, payload }) => {
    expect((await ofTypes([{ place, text: payload.value }])).problems).toEqual([])
  })

  it('do nothing when the generated code runs', async () => {
    const executions = []
    for (const { id, value } of [...controls.slice(0, 4), ...pick(payloads, 4, 13)]) {
      const files = await generateWith(everywhere(QUIET, value))
      if (files) executions.push({ id, files })
    }
    expect(executions.length).toBeGreaterThan(4)
    expect(await executeAll(executions)).toEqual([])
  })
})

describe('code that a text became', () => {
  const file = (text: string): OutputFile => ({ path: 'generated/a.ts', text, owner: 'apigen' })
  const calls = 'export const list = Array.from({ length: 20 }, () => (): void => {})\n'

  it.each([
    ['nothing', calls, []],
    ['at load', `${calls}\nglobalThis.__APIGEN_PWNED__ = 1`, ['a: text became code']],
    ['at a call', `${calls}\nexport const a = { b: () => { globalThis.__APIGEN_PWNED__ = 1 } }`, ['a: text became code']],
    ['a broken file', `${calls}\nthrow new Error('x')`, ['a: does not load: Error: x']],
    ['an import', `${calls}\nimport 'node:fs'`, [expect.stringContaining('imports "node:fs"')]],
    ['no call', 'export const a = 1', ['a: only 0 calls were made']],
  ])('is seen: %s', async (_, text, want) => {
    expect(await executeAll([{ id: 'a', files: [file(text)] }])).toEqual(want)
  })
})

function paste({ value, control }: Payload): string {
  return (control?.template ?? `"${value}"`).replace('@@', () => value)
}

function harmsPython(payload: Payload): boolean {
  const script = `
import sys
source = sys.stdin.buffer.read().decode('utf-8', 'surrogatepass')
try:
    code = compile(source, 'a', 'exec')
except (SyntaxError, ValueError, UnicodeError):
    print('refused'); sys.exit()
world = {}
try:
    exec(code, world)
except BaseException:
    pass
print('fired' if 'APIGEN_PWNED' in world else 'idle')
`
  // A lone surrogate has no UTF-8 form; Python's surrogatepass reads the three bytes that other tools write.
  const input = Buffer.from(paste(payload).replaceAll('\ud800', '\u{10ffff}'), 'utf8')
    .toString('latin1')
    .replaceAll('\u00f4\u008f\u00bf\u00bf', '\u00ed\u00a0\u0080')
  const { stdout } = spawnSync('python3', ['-c', script], { input: Buffer.from(input, 'latin1'), encoding: 'utf8' })
  return stdout.trim() === (payload.control?.engine === 'python-exec' ? 'fired' : 'refused')
}

function harmsJava(payload: Payload): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-java-'))
  try {
    writeFileSync(join(folder, 'T.java'), paste(payload))
    const { status, stdout } = spawnSync('java', [join(folder, 'T.java')], { encoding: 'utf8' })
    return payload.control?.engine === 'java' ? stdout.trim() === '1' : status !== 0
  } finally {
    rmSync(folder, { recursive: true })
  }
}
