import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conformance } from '../support/conformance.ts'
import { textPayloads } from '../support/hostile.ts'
import { type JavaProcess, judgeOfJava, startJava } from '../support/hostile-java.ts'
import { twin } from '../support/hostile-twin.ts'
import { presentInFull } from '../support/program.ts'
import { GROUPS, prove, roundsOf } from '../support/prove-hostile.ts'
import { pick } from '../support/random.ts'

const file = conformance('hostile', 'payloads.json')
const payloads = file === undefined ? [] : textPayloads(file)

describe.skipIf(file === undefined || !presentInFull('javac', '-version'))('hostile texts in generated Java', () => {
  let java: JavaProcess
  beforeAll(() => {
    java = startJava()
  })
  afterAll(() => java.close())

  /** What a naive emitter would write, and texts that get out of it; Java translates escapes of Unicode before it reads code. */
  const naive: readonly (readonly [template: string, text: string])[] = [
    ['class A { String a = "@@"; }', '"; static { System.exit(1); } String b = "'],
    ['class A { String a = "@@"; }', '\\u0022; int b = 1; String c = \\u0022'],
    ['class A { /** @@ */ int a; }', '*/ static { System.exit(1); } /*'],
    ['class A { /** @@ */ int a; }', '\\u002a\\u002f int b; /*'],
    ['class A { // @@\n int a; }', '\\u000a int b;'],
  ]
  it('have another shape than their twin in a naive emitter', async () => {
    const pasted = naive.flatMap(([template, text]) => [template.replace('@@', () => text), template.replace('@@', () => twin(text))])
    const shapes = await java.shapes(pasted)
    expect(naive.filter((_, index) => shapes[2 * index] === shapes[2 * index + 1])).toEqual([])
  })

  const traps = naive.map(([, value], index) => ({ id: `trap-${index}`, value }))
  // A seeded sample here; `npm run prove -- hostile-java` takes every pair.
  const sample = GROUPS.filter((group) => group.length > 1).map((group, index) =>
    index === 0
      ? group.map((place, at) => ({ place, payload: traps[at % traps.length] }))
      : (pick(roundsOf(group, payloads), 1, index)[0] ?? []),
  ) as ReturnType<typeof roundsOf>
  it.each(sample.map((pairs) => ({ pairs, name: pairs.map(({ place, payload }) => `${payload.id} at ${place}`).join(', ') })))(
    '$name',
    { timeout: 60_000 },
    async ({ pairs }) => {
      expect((await prove(pairs, judgeOfJava(java))).escapes.map(({ problem }) => problem)).toEqual([])
    },
  )
})
