import { describe, expect, it } from 'vitest'
import { printDifferencesGithub } from '../../../../generator/cli/report/differences/github.ts'
import { differencesJson } from '../../../../generator/cli/report/differences/json.ts'
import { printDifferencesJunit } from '../../../../generator/cli/report/differences/junit.ts'
import { printDifferencesMarkdown } from '../../../../generator/cli/report/differences/markdown.ts'
import type { DifferenceReport } from '../../../../generator/cli/report/differences/report.ts'
import { differencesSarif } from '../../../../generator/cli/report/differences/sarif.ts'
import { printDifferencesText } from '../../../../generator/cli/report/differences/text.ts'
import type { Difference } from '../../../../generator/model/difference.ts'

const paint = (_style: unknown, text: string): string => text
const texts = {
  files: {
    'old.yaml': { text: 'paths:\n  /pets: {}\n', syntax: 'yaml' as const },
    'new.yaml': { text: 'x: 1\npaths:\n  /pets: {}\n', syntax: 'yaml' as const },
  },
}
const at = (file: string): Difference['base'] => ({ file, pointer: '/paths/~1pets' })

const note: Difference = {
  code: 'endpoint-added',
  severity: 'note',
  area: 'operation',
  operation: 'GET /pets',
  message: '`GET /pets` is new.',
  head: at('new.yaml') as NonNullable<Difference['head']>,
  fingerprint: '0123456789ab',
}
const breaking: Difference = {
  code: 'response-body-type-changed',
  severity: 'error',
  area: 'response',
  operations: ['GET /a', 'GET /b', 'GET /c', 'GET /d', 'GET /e'],
  message: '`Pet`, in responses, has type string; it was object.',
  base: at('old.yaml') as NonNullable<Difference['base']>,
  head: at('new.yaml') as NonNullable<Difference['head']>,
  fingerprint: 'ba9876543210',
}
const open: Difference = {
  code: 'operation-authorizer-removed',
  severity: 'error',
  area: 'security',
  operation: 'GET /pets',
  message: '`GET /pets` is no longer protected by IAM.',
  fingerprint: 'aaaaaaaaaaaa',
}
const report = (...differences: readonly Difference[]): DifferenceReport => ({
  differences,
  ignored: 0,
  texts,
  entries: { base: 'old.yaml', head: 'new.yaml' },
})

describe('differences as text', () => {
  it('have the worst first, with the places of both sides and whom they reach', () => {
    expect(printDifferencesText(report(note, breaking), paint)).toBe(`breaking \`Pet\`, in responses, has type string; it was object.
         response-body-type-changed  old.yaml:2:3 → new.yaml:3:3  [ba9876543210]
         reaches GET /a, GET /b, GET /c and 2 more
note     \`GET /pets\` is new.
         endpoint-added  new.yaml:3:3  [0123456789ab]

2 differences: 1 breaking, 0 warnings, 1 note.
`)
  })

  it('are counted without those that the config leaves out', () => {
    expect(printDifferencesText({ ...report(), ignored: 2 }, paint)).toBe(
      'No differences: nothing changes for clients, security and integrations. The config leaves out 2 more.\n',
    )
  })

  it('let no text of a spec reach the terminal raw', () => {
    const hostile = { ...note, message: '`GET /\u001b[2J\n::error::` is new.', operation: 'GET /\u202e' }
    for (const printed of [
      printDifferencesText(report(hostile), paint),
      printDifferencesGithub(report(hostile)),
      printDifferencesMarkdown(report(hostile)),
    ]) {
      expect(printed).not.toContain('\u001b')
      expect(printed).not.toContain('\u202e')
      expect(printed).not.toContain('\n::error::`')
    }
  })
})

describe('differences as markdown', () => {
  it('have security before all else, and a section for each severity', () => {
    const printed = printDifferencesMarkdown(report(note, breaking, open))
    expect(printed.match(/^### .*$/gm)).toEqual(['### Security', '### Breaking', '### Harmless'])
    expect(printed).toContain('**3 differences: 2 breaking, 0 warnings, 1 note.**')
    expect(printed).toContain('| GET /a, GET /b, GET /c and 2 more |')
    expect(printed.startsWith('<!-- apigen-diff -->\n')).toBe(true)
  })

  it('fit into a comment, the worst first, and say how many are left', () => {
    const printed = printDifferencesMarkdown(
      report(...Array.from({ length: 900 }, () => note), ...Array.from({ length: 700 }, () => breaking)),
    )
    expect(printed.length).toBeLessThan(62_000)
    expect(printed.match(/`response-body-type-changed`/g)?.length).toBeGreaterThan(300)
    expect(printed).toMatch(/\n\d+ more; `apigen diff` lists all\.\n\n### Harmless\n\n900 more; `apigen diff` lists all\.\n$/)
  })

  it('take no markup, column or mention from a spec', () => {
    const printed = printDifferencesMarkdown(report({ ...note, operation: 'GET /a|b', message: '<img> [x](y) @team *bold* is new.' }))
    expect(printed).toContain('| GET /a\\|b | \\<img\\> \\[x\\](y) @&#8203;team \\*bold\\* is new. |')
  })
})

describe('differences as annotations', () => {
  it('stand at the lines of the new side, ten of a kind at most', () => {
    const lines = printDifferencesGithub(report(...Array.from({ length: 12 }, () => breaking), note)).split('\n')
    expect(lines[0]).toBe(
      '::error file=new.yaml,line=3,col=3,title=response-body-type-changed::`Pet`, in responses, has type string; it was object.',
    )
    expect(lines.filter((line) => line.startsWith('::error')).length).toBe(10)
    expect(lines.filter((line) => line.startsWith('::notice')).length).toBe(1)
    expect(lines[10]).toBe('2 more of severity error: the markdown of `apigen diff` has all.')
  })

  const places: readonly (readonly [name: string, given: Partial<Pick<DifferenceReport, 'entries'>>, want: string])[] = [
    ['what was removed, at what is left around it', {}, 'file=new.yaml,line=3,col=3,'],
    ['a stage as the new side, at the base', { entries: { base: 'old.yaml', head: 'stage:prod' } }, 'file=old.yaml,line=2,col=3,'],
    ['two stages, nowhere', { entries: { base: 'stage:dev', head: 'stage:prod' } }, ''],
  ]
  it.each(places)('show %s', (name, given, want) => {
    const of = name.startsWith('two') ? { files: {} } : texts
    const [line] = printDifferencesGithub({ ...report({ ...breaking, head: undefined } as never), ...given, texts: of }).split('\n')
    expect(line).toBe(`::error ${want}title=response-body-type-changed::${breaking.message.replace(/%/g, '%25')}`)
  })
})

describe('differences as data', () => {
  it('have all operations, both places and a summary', () => {
    expect(differencesJson({ ...report(note, breaking), ignored: 1 })).toEqual({
      summary: { breaking: 1, warnings: 0, notes: 1, ignored: 1 },
      differences: [
        {
          code: 'response-body-type-changed',
          severity: 'error',
          breaking: true,
          area: 'response',
          operation: null,
          operations: ['GET /a', 'GET /b', 'GET /c', 'GET /d', 'GET /e'],
          message: '`Pet`, in responses, has type string; it was object.',
          base: { file: 'old.yaml', pointer: '/paths/~1pets', line: 2, column: 3, length: 5 },
          head: { file: 'new.yaml', pointer: '/paths/~1pets', line: 3, column: 3, length: 5 },
          fingerprint: 'ba9876543210',
        },
        expect.objectContaining({ operation: 'GET /pets', operations: ['GET /pets'], base: null, breaking: false }),
      ],
    })
  })
})

describe('differences as SARIF', () => {
  it('are results at lines of the new side, with their rules', () => {
    const log = differencesSarif(report(breaking, { ...note, base: at('old.yaml') as never }))
    const [run] = log.runs as never[]
    expect(run).toMatchObject({
      tool: { driver: { name: 'apigen', rules: [{ id: 'endpoint-added' }, { id: 'response-body-type-changed' }] } },
      results: [
        {
          ruleId: 'response-body-type-changed',
          ruleIndex: 1,
          level: 'error',
          locations: [
            { physicalLocation: { artifactLocation: { uri: 'new.yaml' }, region: { startLine: 3, startColumn: 3, endColumn: 8 } } },
          ],
          partialFingerprints: { 'apigen/v1': 'ba9876543210' },
        },
        { ruleId: 'endpoint-added', level: 'note', relatedLocations: [{ id: 0, message: { text: 'As it was.' } }] },
      ],
    })
  })

  it('have no link of a spec', () => {
    const [run] = differencesSarif(report({ ...note, message: '`[x](https://evil)\u001b` is new.' })).runs as never[]
    expect((run as unknown as { results: { message: { text: string } }[] }).results[0]?.message.text).toBe(
      '`\\[x\\](https://evil)<U+001B>` is new.',
    )
  })
})

describe('differences as test results', () => {
  it('fail where their severity makes the comparison fail', () => {
    const printed = printDifferencesJunit(report(note, breaking), ['error'])
    expect(printed).toContain('<testsuites name="apigen diff" tests="2" failures="1" errors="0" skipped="0">')
    expect(printed.match(/<testsuite name="[^>]*>/g)).toEqual([
      '<testsuite name="operation" tests="1" failures="0" errors="0" skipped="0">',
      '<testsuite name="response" tests="1" failures="1" errors="0" skipped="0">',
    ])
    expect(printed).toContain('<failure type="response-body-type-changed" message="`Pet`, in responses, has type string; it was object.">')
  })

  it('are one case that passed where nothing differs', () => {
    expect(printDifferencesJunit(report(), ['error'])).toContain(
      '<testsuite name="apigen diff" tests="1" failures="0" errors="0" skipped="0">',
    )
  })

  it('have no markup of a spec', () => {
    const printed = printDifferencesJunit(report({ ...note, message: '</testcase>"\'&\u0000' }), [])
    expect(printed).toContain('name="&lt;/testcase&gt;&quot;&apos;&amp;')
    expect(printed).not.toContain('\u0000')
  })
})
