import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OutputFile } from '../../generator/model/output.ts'
import { conformance } from '../support/conformance.ts'
import { everywhere, QUIET, textPayloads } from '../support/hostile.ts'
import { judgeOfPython, type PythonProcess, pythonWith, startPython } from '../support/hostile-python.ts'
import { twin } from '../support/hostile-twin.ts'
import { present } from '../support/program.ts'
import { GROUPS, prove, roundsOf } from '../support/prove-hostile.ts'
import { pick } from '../support/random.ts'

const file = conformance('hostile', 'payloads.json')
const payloads = file === undefined ? [] : textPayloads(file)

describe.skipIf(file === undefined || !present('python3', '--version'))('hostile texts in generated Python', () => {
  let python: PythonProcess
  beforeAll(() => {
    python = startPython()
  })
  afterAll(() => python.close())

  const controls = payloads.filter(({ control }) => control?.engine.startsWith('python') && typeof control.template === 'string')
  it('have another shape than their twin in a naive emitter, or none', async () => {
    const pasted = (value: string, template: string): string => template.replace('@@', () => value)
    const shapes = await python.shapes(
      controls.flatMap(({ value, control }) => [pasted(value, control?.template ?? ''), pasted(twin(value), control?.template ?? '')]),
    )
    // A docstring and an f-string have a shape of their own, whatever stands in them.
    const blind = controls.filter((_, index) => shapes[2 * index] === shapes[2 * index + 1] && !shapes[2 * index]?.startsWith('!'))
    expect(controls.length).toBe(10)
    expect(blind.map(({ id }) => id)).toEqual([])
  })

  // A seeded sample here; `npm run prove -- hostile-python` takes every pair.
  const sample = GROUPS.filter((group) => group.length > 1).flatMap((group, index) => pick(roundsOf(group, payloads), 2, index))
  it.each(sample.map((pairs) => ({ pairs, name: pairs.map(({ place, payload }) => `${payload.id} at ${place}`).join(', ') })))(
    '$name',
    async ({ pairs }) => {
      expect((await prove(pairs, judgeOfPython(python))).escapes.map(({ problem }) => problem)).toEqual([])
    },
  )

  it('do nothing when the generated code is imported', async () => {
    const found: unknown[] = []
    for (const { id, value } of [...controls, ...pick(payloads, 4, 13)]) {
      const files = await pythonWith(everywhere(QUIET, value))
      if (files) found.push([id, await python.run(files)])
    }
    expect(found.length).toBeGreaterThan(8)
    expect(found).toEqual(found.map((one) => [(one as [string])[0], []]))
  })

  const written = (text: string): OutputFile => ({ path: 'generated/a.py', text, owner: 'apigen' })
  it.each([
    ['nothing', 'x = 1\n', []],
    ['a text that became code', 'globals().__setitem__("APIGEN_PWNED", 1)\n', ['generated.a: text became code']],
    ['a broken file', 'raise ValueError("x")\n', ["generated.a does not load: ValueError('x')"]],
  ])('are seen: %s', async (_, text, want) => {
    expect(await python.run([written(text)])).toEqual(want)
  })
})
