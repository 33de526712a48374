import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../../generator/base/diagnostic.ts'
import { diskReader, rootFor } from '../../../generator/load/disk.ts'
import { load } from '../../../generator/load/load.ts'
import type { ParsedTrees } from '../../../generator/load/parse.ts'
import { memoryReader, ReadFailure, resolveKey } from '../../../generator/load/reader.ts'
import { refuse } from '../../../generator/load/remote.ts'
import type { Loaded } from '../../../generator/model/document.ts'

async function run(files: Record<string, string>, entry: string): Promise<{ loaded: Loaded | undefined; codes: string[] }> {
  const found: Diagnostic[] = []
  const loaded = await load(entry, { reader: memoryReader(files) }, (diagnostic) => found.push(diagnostic))
  return { loaded, codes: found.map((diagnostic) => diagnostic.code) }
}

const ref = (target: string): string => `openapi: 3.0.3\npaths: { /a: { get: { responses: { 200: { $ref: '${target}' } } } } }\n`

describe('load', () => {
  it('reads the files that files refer to, each once', async () => {
    const { loaded, codes } = await run(
      {
        'api/openapi.yaml': ref('../shared/a.yaml#/A'),
        'shared/a.yaml': "A: { $ref: './b%20c.json#/x' }\nB: { $ref: '../api/openapi.yaml#/paths' }\n",
        'shared/b c.json': '{"x": {"$ref": "a.yaml#/B"}}',
      },
      'api/openapi.yaml',
    )
    expect(codes).toEqual([])
    expect(Object.keys(loaded?.files ?? {}).sort()).toEqual(['api/openapi.yaml', 'shared/a.yaml', 'shared/b c.json'])
    expect(loaded?.links).toEqual({
      'api/openapi.yaml': { '../shared/a.yaml': 'shared/a.yaml' },
      'shared/a.yaml': { '../api/openapi.yaml': 'api/openapi.yaml', './b%20c.json': 'shared/b c.json' },
      'shared/b c.json': { 'a.yaml': 'shared/a.yaml' },
    })
  })

  const template = 'A:\n  Body: { openapi: 3.0.3 }\n  Type: x\nB:\n  Size: 1\n  Size: 2\n'
  const repeated: [string, string, string, readonly string[]][] = [
    ['elsewhere in a template', template, 't.yaml#/A/Body', []],
    ['elsewhere in a template in JSON', '{"A": {"Body": {"openapi": "3.0.3"}}, "B": {"Size": 1, "Size": 2}}', 't.yaml#/A/Body', []],
    ['in the document', template.replace('3.0.3', '3.0.3, openapi: 3.0.1'), 't.yaml#/A/Body', ['load/duplicate-key']],
    ['on the way to the document', `${template}A: {}\n`, 't.yaml#/A/Body', ['load/duplicate-key']],
    ['anywhere in a file that is the document', template, 't.yaml', ['load/duplicate-key']],
  ]
  it.each(repeated)('hears of keys that stand twice %s', async (_, text, entry, want) => {
    const { loaded, codes } = await run({ 't.yaml': text }, entry)
    expect(codes).toEqual(want)
    expect(loaded === undefined).toBe(want.length > 0)
  })

  const sharp = { 'C#/a.yaml': 'openapi: 3.0.3\npaths: {}\n', 'C#/t.yaml': 'Body: { openapi: 3.0.3, paths: {} }\n' }
  const named: [string, string | undefined, string | undefined][] = [
    ['C#/a.yaml', 'C#/a.yaml', ''],
    ['C#/t.yaml#/Body', 'C#/t.yaml', '/Body'],
    ['C#/none.yaml', undefined, undefined],
  ]
  it.each(named)('takes the longest name that is there: %s', async (entry, file, pointer) => {
    const loaded = await load(entry, { reader: memoryReader(sharp) }, () => {})
    expect([loaded?.entry, loaded?.pointer]).toEqual([file, pointer])
  })

  it('hands over what all files were parsed as', async () => {
    const files = { 'openapi.yaml': ref('b.yaml#/x'), 'b.yaml': "x: { $ref: 'c.json#/y' }\n", 'c.json': '{"y": {}}' }
    const trees: ParsedTrees = new Map()
    await load('openapi.yaml', { reader: memoryReader(files), trees }, () => {})
    expect([...trees].map(([file, tree]) => [file, tree === 'json'])).toEqual([
      ['openapi.yaml', false],
      ['b.yaml', false],
      ['c.json', true],
    ])
  })

  const lost: [string, string, string][] = [
    ['a missing file', './none.yaml', 'load/unresolved-ref'],
    ['a file above the root', '../../etc/passwd', 'load/outside-root'],
    ['an absolute path', '/etc/passwd', 'load/outside-root'],
    ['a file address', 'file:///etc/passwd', 'load/remote-ref'],
    ['an https address', 'https://specs.example/a.yaml', 'load/remote-ref'],
    ['an http address', 'http://specs.example/a.yaml', 'load/remote-ref'],
    ['an address without a protocol', '//specs.example/a.yaml', 'load/remote-ref'],
    ['a data address', 'data:application/json,{}', 'load/remote-ref'],
    ['a markdown file', './readme.md', 'load/unresolved-ref'],
    ['an encoded climb', '%2e%2e/%2e%2e/etc/passwd', 'load/outside-root'],
  ]

  it.each(lost)('says why %s was not read', async (_name, target, code) => {
    const { loaded, codes } = await run({ 'api/openapi.yaml': ref(target), 'api/readme.md': '# Hello: [' }, 'api/openapi.yaml')
    expect(codes).toEqual([])
    expect(loaded?.links['api/openapi.yaml']).toEqual({ [target]: null })
    expect(loaded?.failures['api/openapi.yaml']?.[target]?.code).toBe(code)
  })

  it('is unreadable when a file it refers to does not parse', async () => {
    const { loaded, codes } = await run({ 'a.yaml': ref('b.yaml'), 'b.yaml': 'x: [' }, 'a.yaml')
    expect(loaded).toBeUndefined()
    expect(codes).toEqual(['load/syntax'])
  })

  it('reads numbers as versions, and documents without versions or paths, past the check of swagger-parser', async () => {
    for (const head of ['swagger: 2.0', 'openapi: 3.0', 'openapi: 3.2.0', 'x: 1', 'openapi: 3.1.0\ninfo: { version: 1 }', 'info: text']) {
      const { loaded, codes } = await run({ 'a.yaml': `${head}\ncomponents: { $ref: b.yaml }\n`, 'b.yaml': 'x: 1' }, 'a.yaml')
      expect(codes).toEqual([])
      expect(Object.keys(loaded?.files ?? {})).toEqual(['a.yaml', 'b.yaml'])
    }
  })

  it('finds the document inside a template', async () => {
    const template = 'Resources: { Api: { Properties: { Body: { openapi: 3.0.3, paths: { $ref: p.yaml } } } } }'
    const { loaded } = await run({ 't.yaml': template, 'p.yaml': '/a: {}' }, 't.yaml#/Resources/Api/Properties/Body')
    expect(loaded?.pointer).toBe('/Resources/Api/Properties/Body')
    expect(Object.keys(loaded?.files ?? {})).toEqual(['t.yaml', 'p.yaml'])
  })

  it('names a definition without # without looking for a file', async () => {
    const text = 'swagger: "2.0"\ndefinitions: { v1.Pet: {}, B: { $ref: v1.Pet } }\n'
    expect((await run({ 'a.yaml': text }, 'a.yaml')).loaded?.links['a.yaml']).toEqual({})
  })
})

describe('resolveKey', () => {
  it.each([
    ['a/b.yaml', './c.yaml', 'a/c.yaml'],
    ['a/b.yaml', '../c.yaml', 'c.yaml'],
    ['a/b.yaml', '../../c.yaml', undefined],
    ['b.yaml', 'x/../../c.yaml', undefined],
    ['b.yaml', '..\\c.yaml', undefined],
    ['b.yaml', 'C:\\c.yaml', undefined],
    ['b.yaml', 'a%20b.yaml', 'a b.yaml'],
    ['b.yaml', '100%.yaml', '100%.yaml'],
  ])('resolves from %s the reference %s', (from, target, want) => {
    expect(resolveKey(from, target)).toBe(want)
  })
})

describe('diskReader', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'apigen-load-'))
    mkdirSync(join(folder, 'project/sub'), { recursive: true })
    writeFileSync(join(folder, 'secret.yaml'), 'secret: 1\n')
    writeFileSync(join(folder, 'project/a.yaml'), '\uFEFFa: 1\n')
    writeFileSync(join(folder, 'project/utf16.yaml'), Buffer.from('\uFEFFa: é\n', 'utf16le'))
    writeFileSync(join(folder, 'project/empty.yaml'), ' \n')
    writeFileSync(join(folder, 'project/binary.yaml'), Buffer.from([0xff, 0x00, 0x80]))
    writeFileSync(join(folder, 'project/nulls.yaml'), 'a\0b')
    symlinkSync(join(folder, 'secret.yaml'), join(folder, 'project/link.yaml'))
    symlinkSync(join(folder, 'project/a.yaml'), join(folder, 'project/inside.yaml'))
    symlinkSync(join(folder, 'project/loop.yaml'), join(folder, 'project/loop.yaml'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('reads texts without their byte order mark', async () => {
    const reader = diskReader(join(folder, 'project'))
    expect(await reader.read(join(folder, 'project/a.yaml'))).toEqual({ text: 'a: 1\n' })
    expect(await reader.read(join(folder, 'project/inside.yaml'))).toEqual({ text: 'a: 1\n' })
    expect(await reader.read(join(folder, 'project/utf16.yaml'))).toEqual({ text: 'a: é\n' })
  })

  it.each([
    ['none.yaml', 'missing'],
    ['a.yaml/b.yaml', 'missing'],
    ['sub', 'folder'],
    ['empty.yaml', 'empty'],
    ['binary.yaml', 'binary'],
    ['nulls.yaml', 'binary'],
    ['link.yaml', 'outside'],
    ['loop.yaml', 'unreadable'],
    ['../secret.yaml', 'outside'],
  ])('refuses %s: %s', async (name, reason) => {
    const refused = await diskReader(join(folder, 'project'))
      .read(join(folder, 'project', name))
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(ReadFailure)
    expect(refused).toMatchObject({ reason })
  })

  it.skipIf(process.platform === 'win32')('refuses what is no regular file without waiting for it', async () => {
    await expect(diskReader('/dev').read('/dev/null')).rejects.toMatchObject({ reason: 'special' })
  })

  it('resolves below its root only', () => {
    const reader = diskReader(join(folder, 'project'))
    expect(reader.resolve(join(folder, 'project/sub/b.yaml'), '../a.yaml')).toBe(reader.display(join(folder, 'project/a.yaml')))
    expect(reader.resolve(join(folder, 'project/a.yaml'), '../secret.yaml')).toBeUndefined()
    expect(reader.resolve(join(folder, 'project/a.yaml'), '/etc/passwd')).toBeUndefined()
  })

  it('reads from the folder of an entry outside the project', () => {
    expect(rootFor(join(folder, 'project/sub/a.yaml'), join(folder, 'project'))).toBe(join(folder, 'project'))
    expect(rootFor(join(folder, 'secret.yaml'), join(folder, 'project'))).toBe(folder)
  })
})

describe('remote addresses', () => {
  it.each([
    'http://specs.example/a',
    'https://localhost/a',
    'https://127.0.0.1/a',
    'https://2130706433/a',
    'https://0x7f.1/a',
    'https://10.1.2.3/a',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/a',
    'https://[::ffff:a9fe:a9fe]/a',
    'https://[fd00::1]/a',
    'https://metadata.google.internal/a',
    'https://intranet/a',
    'https://user:secret@specs.example/a',
    'not an address',
  ])('refuses %s', (address) => {
    expect(refuse(address)).toBeDefined()
  })

  it('takes public https addresses', () => {
    expect(refuse('https://specs.example/a.yaml')).toBeUndefined()
    expect(refuse('https://[2600::1]/a.yaml')).toBeUndefined()
  })
})
