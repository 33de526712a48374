import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { conformance } from '../support/conformance.ts'
import { DATA_PLANE_EXCEPTIONS, DATA_PLANE_ROWS, EXTENSION_ROWS } from './support/recorded-rows.ts'

const page = conformance('../reference/api-gateway/dataplane.md')
const extensions = conformance('../reference/api-gateway/extensions.md')

/** Every fact that the page marks as recorded: a row of a table, or the text up to a mark. */
function recordedFacts(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    if (/\| (?:R|D,R|R,D) \|$/.test(line)) return [line]
    const pieces = line.split(/(?<=[[ ]R(?:[ :][^\]]*)?\])/)
    // What stands behind the last mark belongs to it.
    const last = pieces.length > 1 && !/[[ ]R(?:[ :][^\]]*)?\]/.test(pieces.at(-1) ?? '') ? (pieces.pop() ?? '') : ''
    return pieces.flatMap((piece, index) =>
      /[[ ]R(?:[ :][^\]]*)?\]/.test(piece) ? [index === pieces.length - 1 ? piece + last : piece] : [],
    )
  })
}

/** The texts of the tests that are named. */
function testFile(file: string): string {
  const names = file === 'conformance/control-plane.test.ts' ? replayScripts() : []
  return [file, ...names].map((name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')).join('\n')
}

function replayScripts(): readonly string[] {
  return ['api-keys', 'data-plane', 'gateway-responses', 'test-invoke'].map((name) => `conformance/control-plane/${name}.ts`)
}

describe('what was recorded of requests', () => {
  it.each([...DATA_PLANE_ROWS, ...EXTENSION_ROWS].map(({ says, tests }) => [says, tests] as const))('%s', (_, tests) => {
    expect(tests.length).toBeGreaterThan(0)
    for (const [file, text] of tests) expect(testFile(file), file).toContain(text)
  })

  it.skipIf(page === undefined)('is named row by row, and nothing else is', () => {
    const facts = recordedFacts(readFileSync(page ?? '', 'utf8'))
    expect(facts.length).toBeGreaterThan(30)
    const said = (fact: string): string[] => DATA_PLANE_ROWS.filter(({ says }) => fact.includes(says)).map(({ says }) => says)
    expect(facts.filter((fact) => said(fact).length !== 1)).toEqual([])
    expect(DATA_PLANE_ROWS.filter(({ says }) => !facts.some((fact) => fact.includes(says)))).toEqual([])
  })

  it.skipIf(extensions === undefined)('is said once each where most is about imports', () => {
    const facts = recordedFacts(readFileSync(extensions ?? '', 'utf8'))
    expect(EXTENSION_ROWS.filter(({ says }) => facts.filter((fact) => fact.includes(says)).length !== 1)).toEqual([])
  })

  it('has exceptions that are rows', () => {
    const rows = new Set(DATA_PLANE_ROWS.map(({ says }) => says))
    expect(DATA_PLANE_EXCEPTIONS.filter(({ says }) => !rows.has(says))).toEqual([])
  })
})
