import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ApigenFailure, diagnose } from '../../../../generator/base/diagnostic.ts'
import { visible, visibleLines } from '../../../../generator/cli/report/escape.ts'
import { printFailure } from '../../../../generator/cli/report/failure.ts'
import { countPlan, printConflicts, printPlan } from '../../../../generator/cli/report/file-plan.ts'
import { printGithub } from '../../../../generator/cli/report/github.ts'
import { diagnosticsJson } from '../../../../generator/cli/report/json.ts'
import { printPretty } from '../../../../generator/cli/report/pretty.ts'
import { type Paint, paintFor } from '../../../../generator/cli/report/style.ts'
import { countDiagnostics } from '../../../../generator/cli/report/summary.ts'
import { wrap } from '../../../../generator/cli/report/wrap.ts'
import type { Texts } from '../../../../generator/load/locate.ts'
import { memoryDisk } from '../../../../generator/write/disk.ts'
import { planFiles } from '../../../../generator/write/plan-files.ts'

const plain: Paint = (_, text) => text
const yaml = (text: string): Texts => ({ files: { 'api.yaml': { syntax: 'yaml', text } } })
const ESCAPE = String.fromCharCode(27)

describe('visible', () => {
  const table: readonly [name: string, given: string, want: string][] = [
    ['leaves letters of all scripts', 'Zoë 東京 🐈', 'Zoë 東京 🐈'],
    ['shows what moves a cursor', `${ESCAPE}[2J`, '<U+001B>[2J'],
    ['shows the one-byte form of it', '\u009b2J', '<U+009B>2J'],
    ['shows line ends', 'a\nb\r\nc', 'a\\nb\\r\\nc'],
    ['shows line ends of Unicode', 'a\u2028b\u2029c', 'a<U+2028>b<U+2029>c'],
    ['shows what turns the direction of text', 'a\u202eb\u2066c', 'a<U+202E>b<U+2066>c'],
    ['shows what has no width', 'a\u200bb\ufeff', 'a<U+200B>b<U+FEFF>'],
    ['shows half a pair', '\ud800', '<U+D800>'],
    ['turns a tab into a blank', 'a\tb', 'a b'],
  ]
  it.each(table)('%s', (_, given, want) => {
    expect(visible(given)).toBe(want)
  })

  it('leaves nothing that controls a terminal, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      }),
    )
  })

  it('keeps the line ends of texts that are ours', () => {
    expect(visibleLines(`a\nb${ESCAPE}`)).toBe('a\nb<U+001B>')
  })
})

describe('printPretty', () => {
  const text = 'openapi: 3.0.3\ninfo:\n  title: T\npaths:\n  /a: {}\n'

  it('prints place, three lines, caret, why and help', () => {
    const found = diagnose('load/syntax', 'It is wrong.', { file: 'api.yaml', pointer: '/info/title' })
    expect(printPretty([found], yaml(text), plain)).toBe(`error load/syntax  api.yaml:3:10
  It is wrong.
    2 │ info:
  → 3 │   title: T
      │          ^
    4 │ paths:
  why: Nothing can be read from a document that does not parse.
  help: Mend the syntax at the place shown.
`)
  })

  it('explains a code once, and prints in the order of reading', () => {
    const at = (pointer: string) => diagnose('load/syntax', `At ${pointer}.`, { file: 'api.yaml', pointer })
    const printed = printPretty([at('/paths'), at('/info')], yaml(text), plain)
    expect(printed.match(/At \/\w+|why:/g)).toEqual(['At /info', 'why:', 'At /paths'])
  })

  it('keeps help of its own, also the second time', () => {
    const found = (message: string) => diagnose('load/syntax', message, undefined, { help: `Mend ${message}` })
    expect(printPretty([found('a'), found('b')], yaml(text), plain).match(/help: .*/g)).toEqual(['help: Mend a', 'help: Mend b'])
  })

  it('prints related places', () => {
    const related = [{ at: { file: 'api.yaml', pointer: '/info' }, message: 'The first one.' }]
    const found = diagnose('load/duplicate-key', 'Twice.', { file: 'api.yaml', pointer: '/paths' }, { related })
    expect(printPretty([found], yaml(text), plain)).toContain('  note: The first one, api.yaml:2:1\n')
  })

  it('puts the caret under what is shown when letters before it had to be escaped', () => {
    const found = diagnose('load/syntax', 'x.', { file: 'api.yaml', pointer: '/b' })
    const lines = printPretty([found], yaml('{"a\u202e": 1, b: 2}'), plain).split('\n')
    const [line = '', caret = ''] = lines.slice(2)
    expect(line.slice(caret.indexOf('^')).startsWith('2')).toBe(true)
    expect(line).toContain('<U+202E>')
  })

  it('shows the empty line where a text ends too early', () => {
    const at = { file: 'a.vtl', pointer: '', inside: { offset: 5, length: 1 } }
    const lines = printPretty([diagnose('load/syntax', 'x.', at)], { files: { 'a.vtl': { syntax: 'yaml', text: '#if(\n' } } }, plain).split(
      '\n',
    )
    expect(lines.slice(2, 5)).toEqual(['    1 │ #if(', '  → 2 │', '      │ ^'])
  })

  it('cuts a line that is too long around the place that is meant', () => {
    const found = diagnose('load/syntax', 'x.', { file: 'api.yaml', pointer: '/b' })
    const lines = printPretty([found], yaml(`{"a": "${'x'.repeat(10_000)}", "b": 2}`), plain).split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(160)
    expect(lines[3]).toMatch(/\^$/)
    expect(lines[2]?.charAt(lines[3]?.indexOf('^') ?? 0)).toBe('2')
  })

  it('prints what has no place, or one in a file that nobody read', () => {
    expect(printPretty([diagnose('load/syntax', 'x.')], { files: {} }, plain)).toMatch(/^error load\/syntax\n {2}x\.\n/)
    expect(printPretty([diagnose('load/syntax', 'x.', { file: 'a', pointer: '/b' })], { files: {} }, plain)).toMatch(
      /^error load\/syntax {2}a\n/,
    )
  })
})

describe('printFailure', () => {
  it.each([
    ['a sentence', 'It is wrong.', 'error It is wrong.\n  help: Mend it.\n'],
    [
      'the lines of a service',
      'Refused:\nErrors found:\n\tThe first.\n::error::the second\n',
      'error Refused:\n  │ Errors found:\n  │   The first.\n  │ ::error::the second\n  help: Mend it.\n',
    ],
    ['what steers terminals', 'a\u001b[2Jb', 'error a<U+001B>[2Jb\n  help: Mend it.\n'],
  ])('prints %s', (_name, message, want) => {
    expect(printFailure(new ApigenFailure('remote', message, { help: 'Mend it.' }), 'import', plain)).toBe(want)
  })
})

describe('printGithub', () => {
  it('escapes what would end an annotation or begin another', () => {
    const found = diagnose('load/syntax', '100%\n::error::x', { file: 'a,b:c%.yaml', pointer: '' })
    expect(printGithub([found], { files: {} })).toBe('::error file=a%2Cb%3Ac%25.yaml,title=load/syntax::100%25\\n::error::x\n')
  })

  it('says how many are beyond what GitHub shows', () => {
    const many = Array.from({ length: 13 }, (_, index) => diagnose('load/not-json', `${index}.`))
    const lines = printGithub(many, { files: {} }).trim().split('\n')
    expect([lines.length, lines[0]?.startsWith('::warning title='), lines.at(-1)]).toEqual([
      11,
      true,
      '3 more of severity warning: run `apigen lint` to see them.',
    ])
  })
})

describe('diagnosticsJson', () => {
  it('has the place as pointer and as line and column, and what it stops', () => {
    const found = diagnose('load/syntax', 'x.', { file: 'api.yaml', pointer: '/a' }, { help: 'h' })
    expect(diagnosticsJson([found], yaml('a: 1\n'))).toEqual([
      {
        code: 'load/syntax',
        severity: 'error',
        message: 'x.',
        at: { file: 'api.yaml', pointer: '/a', line: 1, column: 4, length: 1 },
        help: 'h',
        stops: 'everything',
        related: [],
      },
    ])
  })
})

describe('paintFor', () => {
  const table: readonly [name: string, isTTY: boolean, env: Record<string, string>, wanted: boolean, colors: boolean][] = [
    ['a terminal', true, {}, true, true],
    ['a pipe', false, {}, true, false],
    ['a pipe and FORCE_COLOR', false, { FORCE_COLOR: '1' }, true, true],
    ['FORCE_COLOR=0', false, { FORCE_COLOR: '0' }, true, false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR', true, { NO_COLOR: '' }, true, true],
    ['NO_COLOR before FORCE_COLOR', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ['a dumb terminal', true, { TERM: 'dumb' }, true, false],
    ['--no-color', true, { FORCE_COLOR: '1' }, false, false],
  ]
  it.each(table)('%s', (_, isTTY, env, wanted, colors) => {
    const painted = paintFor({ isTTY, write: () => {} }, env, wanted)('red', 'x')
    expect(painted === 'x').toBe(!colors)
  })
})

describe('the plan of files', () => {
  it('has a sign for each change and counts them', async () => {
    const disk = memoryDisk(new Map([['generated/edited.ts', 'mine']]))
    const files = [
      { path: 'generated/new.ts', text: 'n', owner: 'apigen' },
      { path: 'generated/edited.ts', text: 'e', owner: 'apigen' },
    ] as const
    const plan = await planFiles(files, disk, { force: false, partial: false })
    expect(printPlan(plan, plain)).toBe('+ generated/.manifest.json\n! generated/edited.ts  (It was edited by hand.)\n+ generated/new.ts\n')
    expect(countPlan(plan, 'done')).toBe('2 created, 1 left as edited by hand')
    expect(printConflicts(plan, plain)).toContain('  - mine\n  + e\n')
  })
})

describe('small words', () => {
  it('counts findings', () => {
    expect(countDiagnostics([diagnose('load/syntax', 'x'), diagnose('load/not-json', 'x'), diagnose('load/not-json', 'y')])).toBe(
      '1 error, 2 warnings',
    )
    expect(countDiagnostics([])).toBe('')
  })
  it('breaks texts at blanks only', () => {
    expect(wrap('aa bb cc', 5)).toEqual(['aa bb', 'cc'])
    expect(wrap('aaaaaaaa b', 3)).toEqual(['aaaaaaaa', 'b'])
    expect(wrap('', 3)).toEqual([''])
  })
})
