import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { ApigenFailure } from '../../../generator/base/diagnostic.ts'
import type { OutputFile } from '../../../generator/model/output.ts'
import { applyFiles } from '../../../generator/write/apply-files.ts'
import { memoryDisk, nodeDisk } from '../../../generator/write/disk.ts'
import { diffLines } from '../../../generator/write/line-diff.ts'
import { MANIFEST, parseManifest } from '../../../generator/write/manifest.ts'
import { planFiles } from '../../../generator/write/plan-files.ts'

const ours = (path: string, text: string): OutputFile => ({ path: `generated/${path}`, text, owner: 'apigen' })
const yours = (path: string, text: string): OutputFile => ({ path: `handlers/${path}`, text, owner: 'you' })
const options = { force: false, partial: false }

async function write(files: readonly OutputFile[], disk = memoryDisk(), more: Partial<typeof options> = {}) {
  const plan = await planFiles(files, disk, { ...options, ...more })
  await applyFiles(plan, disk)
  return { disk, plan, actions: Object.fromEntries(plan.changes.map(({ id, action }) => [id.replace(/^generated\//, ''), action])) }
}

describe('planFiles and applyFiles', () => {
  it('creates what is missing, keeps what is right', async () => {
    const first = await write([ours('a.ts', 'a'), yours('h.ts', 'h')])
    expect(first.actions).toEqual({ 'a.ts': 'create', 'handlers/h.ts': 'create', '.manifest.json': 'create' })
    const second = await write([ours('a.ts', 'a'), yours('h.ts', 'new stub')], first.disk)
    expect(second.actions).toEqual({ 'a.ts': 'keep', 'handlers/h.ts': 'keep', '.manifest.json': 'keep' })
    expect(first.disk.files.get('handlers/h.ts')).toBe('h')
  })

  it('updates its own bytes, and takes CRLF for its own', async () => {
    const { disk } = await write([ours('a.ts', 'a\nb\n')])
    disk.files.set('generated/a.ts', 'a\r\nb\r\n')
    expect((await write([ours('a.ts', 'a\nb\n')], disk)).actions['a.ts']).toBe('keep')
    expect((await write([ours('a.ts', 'c\n')], disk)).actions['a.ts']).toBe('update')
    expect(disk.files.get('generated/a.ts')).toBe('c\n')
  })

  it('reports a file that was edited by hand instead of overwriting it, until it is forced', async () => {
    const { disk } = await write([ours('a.ts', 'a')])
    disk.files.set('generated/a.ts', 'edited')
    const { plan } = await write([ours('a.ts', 'b')], disk)
    expect(plan.conflicts).toMatchObject([{ id: 'generated/a.ts', action: 'keep', conflict: { found: 'edited' } }])
    expect(disk.files.get('generated/a.ts')).toBe('edited')
    expect((await write([ours('a.ts', 'b')], disk)).plan.conflicts.length).toBe(1)
    expect((await write([ours('a.ts', 'b')], disk, { force: true })).actions['a.ts']).toBe('replace')
    expect(disk.files.get('generated/a.ts')).toBe('b')
  })

  it('takes a file that it did not write for the user’s', async () => {
    const disk = memoryDisk(new Map([['generated/a.ts', 'mine']]))
    expect((await write([ours('a.ts', 'a')], disk)).plan.conflicts.length).toBe(1)
    expect(disk.files.get('generated/a.ts')).toBe('mine')
  })

  it('removes stale files whose bytes are ours, and no others', async () => {
    const { disk } = await write([ours('a.ts', 'a'), ours('b.ts', 'b'), yours('h.ts', 'h')])
    disk.files.set('generated/b.ts', 'edited')
    const { actions, plan } = await write([], disk)
    expect(actions['a.ts']).toBe('delete')
    expect(plan.conflicts.map(({ id }) => id)).toEqual(['generated/b.ts'])
    expect([...disk.files.keys()].sort()).toEqual([MANIFEST, 'generated/b.ts', 'handlers/h.ts'])
  })

  it('leaves the files of other targets when only some are generated', async () => {
    const { disk } = await write([ours('a.ts', 'a'), ours('b.ts', 'b')])
    await write([ours('a.ts', 'A')], disk, { partial: true })
    expect(disk.files.get('generated/b.ts')).toBe('b')
    expect([...parseManifest(disk.files.get(MANIFEST)).keys()]).toEqual(['generated/a.ts', 'generated/b.ts'])
  })

  it('refuses a plan whose files changed since', async () => {
    const { disk } = await write([ours('a.ts', 'a')])
    const plan = await planFiles([ours('a.ts', 'b')], disk, options)
    disk.files.set('generated/a.ts', 'meanwhile')
    await expect(applyFiles(plan, disk)).rejects.toThrow('Files changed')
    expect(disk.files.get('generated/a.ts')).toBe('meanwhile')
  })

  it('lets a file that it does not touch change meanwhile', async () => {
    const { disk } = await write([ours('a.ts', 'a'), ours('b.ts', 'b')])
    const plan = await planFiles([ours('a.ts', 'A'), ours('b.ts', 'b')], disk, options)
    disk.files.set('generated/b.ts', 'meanwhile')
    await applyFiles(plan, disk)
    expect([disk.files.get('generated/a.ts'), disk.files.get('generated/b.ts')]).toEqual(['A', 'meanwhile'])
  })

  it('refuses a plan when a file has appeared where it wants to create one', async () => {
    const disk = memoryDisk()
    const plan = await planFiles([ours('a.ts', 'a')], disk, options)
    disk.files.set('generated/a.ts', 'mine')
    await expect(applyFiles(plan, disk)).rejects.toThrow('Files changed')
  })

  it('mends a file that the power went on', async () => {
    const { disk } = await write([ours('a.ts', 'a')])
    disk.files.set('generated/a.ts', '')
    const { plan } = await write([ours('a.ts', 'a')], disk)
    expect(plan.conflicts).toEqual([])
    expect(disk.files.get('generated/a.ts')).toBe('a')
  })

  it('refuses two outputs with one name, also when only case tells them apart', async () => {
    await expect(planFiles([ours('a.ts', '1'), ours('A.ts', '2')], memoryDisk(), options)).rejects.toThrow('Two outputs')
  })

  it('does not believe a manifest that points elsewhere', async () => {
    const text = JSON.stringify({
      version: 1,
      files: { '../secret': 'x', '/etc/passwd': 'x', 'generated/../../x': 'x', 'generated/ok.ts': 'x', 'C:\\x': 'x' },
    })
    expect([...parseManifest(text).keys()]).toEqual(['generated/ok.ts'])
    expect(parseManifest('{').size).toBe(0)
  })
})

describe('nodeDisk', () => {
  const folders: string[] = []
  const folder = (): string => {
    const made = mkdtempSync(join(tmpdir(), 'apigen-write-'))
    folders.push(made)
    return made
  }
  afterEach(() => {
    for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
  })

  it('writes whole files and leaves nothing else behind', async () => {
    const root = folder()
    const disk = nodeDisk(root)
    const plan = await planFiles([ours('deep/a.ts', 'a')], disk, options)
    await applyFiles(plan, disk)
    expect(readFileSync(join(root, 'generated/deep/a.ts'), 'utf8')).toBe('a')
    expect(readdirSync(root)).toEqual(['generated'])
  })

  it('does not touch an unchanged file', async () => {
    const root = folder()
    const disk = nodeDisk(root)
    await applyFiles(await planFiles([ours('a.ts', 'a'), ours('b.ts', 'b')], disk, options), disk)
    const before = statSync(join(root, 'generated/a.ts'), { bigint: true }).mtimeNs
    await applyFiles(await planFiles([ours('a.ts', 'a'), ours('b.ts', 'B')], disk, options), disk)
    expect(statSync(join(root, 'generated/a.ts'), { bigint: true }).mtimeNs).toBe(before)
  })

  it('changes nothing when it is interrupted before the first move', async () => {
    const root = folder()
    const disk = nodeDisk(root)
    await expect(applyFiles(await planFiles([ours('a.ts', 'a')], disk, options), disk, () => true)).rejects.toThrow('Interrupted')
    expect(readdirSync(root)).toEqual([])
  })

  it('removes folders that a removal leaves empty', async () => {
    const root = folder()
    const disk = nodeDisk(root)
    await applyFiles(await planFiles([ours('x/y/a.ts', 'a')], disk, options), disk)
    await applyFiles(await planFiles([], disk, options), disk)
    expect(readdirSync(join(root, 'generated'))).toEqual(['.manifest.json'])
  })

  it('writes through no symbolic link', async () => {
    const [root, outside] = [folder(), folder()]
    symlinkSync(outside, join(root, 'generated'))
    const disk = nodeDisk(root)
    await expect(planFiles([ours('a.ts', 'a')], disk, options).then((plan) => applyFiles(plan, disk))).rejects.toThrow('symbolic link')
    expect(readdirSync(outside)).toEqual([])
  })

  it('reads no file through a symbolic link, and says what the link is', async () => {
    const [root, outside] = [folder(), folder()]
    writeFileSync(join(outside, 'secret'), 's')
    mkdirSync(join(root, 'generated'))
    symlinkSync(join(outside, 'secret'), join(root, 'generated/a.ts'))
    symlinkSync(join(outside, 'nowhere'), join(root, 'generated/b.ts'))
    await expect(nodeDisk(root).read(['generated/a.ts'])).rejects.toThrow(`(to \`${join(outside, 'secret')}\`)`)
    await expect(nodeDisk(root).read(['generated/b.ts'])).rejects.toThrow('(to `nowhere`)')
  })

  it('reads what is there, whatever its folder looked like before', async () => {
    const root = folder()
    const disk = nodeDisk(root)
    expect([...(await disk.read(['generated/x/a.ts', 'b.ts']))]).toEqual([])
    mkdirSync(join(root, 'generated/x'), { recursive: true })
    writeFileSync(join(root, 'generated/x/a.ts'), 'a')
    expect([...(await disk.read(['generated/x/a.ts', 'b.ts']))]).toEqual([['generated/x/a.ts', 'a']])
    await expect(disk.read(['generated/x'])).rejects.toThrow('not a regular file')
  })

  it('takes everything back when a move fails in the middle', async () => {
    const root = folder()
    const disk = nodeDisk(root)
    await applyFiles(await planFiles([ours('a.ts', 'old'), ours('z/keep.ts', 'k')], disk, options), disk)
    const staged = await disk.stage([
      { path: 'generated/a.ts', text: 'new' },
      { path: 'generated/new/b.ts', text: 'b' },
      { path: 'generated/z', text: 'a folder is in the way' },
    ])
    await expect(staged.commit()).rejects.toThrow('`generated/z`')
    expect(readFileSync(join(root, 'generated/a.ts'), 'utf8')).toBe('old')
    expect(readdirSync(join(root, 'generated'))).toEqual(['.manifest.json', 'a.ts', 'z'])
    expect(readdirSync(root)).toEqual(['generated'])
  })

  it('leaves nothing where it is stopped between two files', async () => {
    const root = folder()
    let asked = 0
    const giveWay = async (): Promise<void> => {
      asked += 1
      if (asked === 2) throw new ApigenFailure('usage', 'stopped')
    }
    const files = ['a', 'b', 'c'].map((name) => ({ path: `generated/${name}.ts`, text: name }))
    await expect(nodeDisk(root).stage(files, giveWay)).rejects.toThrow('stopped')
    expect([asked, readdirSync(root)]).toEqual([2, []])
  })

  it('moves a folder that is not there yet whole, and fills one that appeared meanwhile', async () => {
    const root = folder()
    const staged = await nodeDisk(root).stage([
      { path: 'generated/a.ts', text: 'a' },
      { path: 'generated/deep/b.ts', text: 'b' },
      { path: 'handlers/c.ts', text: 'c' },
    ])
    const [name = ''] = readdirSync(join(root, '.apigen'))
    const { ino } = statSync(join(root, '.apigen', name, 'new/generated'))
    mkdirSync(join(root, 'handlers'))
    writeFileSync(join(root, 'handlers/mine.ts'), 'mine')
    await staged.commit()
    expect(statSync(join(root, 'generated')).ino).toBe(ino)
    expect(readFileSync(join(root, 'generated/deep/b.ts'), 'utf8')).toBe('b')
    expect(readdirSync(join(root, 'handlers'))).toEqual(['c.ts', 'mine.ts'])
    expect(readdirSync(root)).toEqual(['generated', 'handlers'])
  })

  it('clears away what a killed run left, and nothing of one that runs', async () => {
    const root = folder()
    const dead = spawnSync(process.execPath, ['-e', '']).pid
    for (const name of [`tmp-${dead}-00000000`, `tmp-${process.ppid}-00000000`, 'gateway'])
      mkdirSync(join(root, '.apigen', name), { recursive: true })
    const staged = await nodeDisk(root).stage([{ path: 'generated/a.ts', text: 'a' }])
    await staged.commit()
    expect(readdirSync(join(root, '.apigen'))).toEqual(['gateway', `tmp-${process.ppid}-00000000`])
  })

  it('keeps its own folder out of a link', async () => {
    const [root, outside] = [folder(), folder()]
    symlinkSync(outside, join(root, '.apigen'))
    await expect(nodeDisk(root).stage([{ path: 'generated/a.ts', text: 'a' }])).rejects.toThrow('symbolic link')
    expect(readdirSync(outside)).toEqual([])
  })

  it.each([
    ['the output folder', 'out', 'out'],
    ['a folder above it', 'out', 'out/sub/folder'],
    ['a folder in it', 'generated/types', ''],
  ])('names the file that stands in place of %s', async (_name, file, output) => {
    const root = folder()
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), 'a file')
    const disk = nodeDisk(join(root, output))
    const applied = planFiles([ours('types/a.ts', 'a')], disk, options).then((plan) => applyFiles(plan, disk))
    await expect(applied).rejects.toThrow(`\`${join(root, file)}\` is a file where a folder is needed.`)
    expect(readFileSync(join(root, file), 'utf8')).toBe('a file')
    expect(readdirSync(root)).toEqual([file.split('/')[0]])
  })
})

describe('diffLines', () => {
  const show = (a: string, b: string, context?: number) =>
    diffLines(a, b, context).map(({ kind, text }) => ({ same: ' ', added: '+', removed: '-', gap: '…' })[kind] + text)

  it('shows a change with the lines around it', () => {
    expect(show('1\n2\n3\n4\n5\n6\n7', '1\n2\n3\nfour\n5\n6\n7', 1)).toEqual([' 3', '-4', '+four', ' 5'])
    expect(show('a\nb', 'a\nb')).toEqual([])
    expect(show('a\n1\n2\n3\n4\nb', 'A\n1\n2\n3\n4\nB', 1)).toEqual(['-a', '+A', ' 1', '…', ' 4', '-b', '+B'])
  })

  it('leads from the one text to the other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }).map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(text, text, (a, b) => {
        const lines = diffLines(a, b, 100)
        if (a === b) return
        expect(
          lines
            .filter(({ kind }) => kind !== 'added')
            .map((line) => line.text)
            .join('\n'),
        ).toBe(a)
        expect(
          lines
            .filter(({ kind }) => kind !== 'removed')
            .map((line) => line.text)
            .join('\n'),
        ).toBe(b)
      }),
    )
  })
})
