import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type CodeToPack, packageFunction } from '../../../../generator/deploy/package/package-function.ts'
import { zipFiles } from '../../../../generator/deploy/package/zip.ts'
import { unzip } from '../../../../runtime/gateway/lambda/unzip.ts'
import { present } from '../../../support/program.ts'

const text = new TextEncoder()
const file = (path: string, content: string): { readonly path: string; readonly bytes: Uint8Array } => ({
  path,
  bytes: text.encode(content),
})
const names = (zip: Uint8Array): string[] => unzip(zip).map(({ name }) => name)
const contentOf = (zip: Uint8Array, path: string): string =>
  new TextDecoder().decode(unzip(zip).find(({ name }) => name === path)?.bytes ?? text.encode('not there'))

let folder = ''
beforeEach(() => {
  if (folder !== '') rmSync(folder, { recursive: true })
  folder = mkdtempSync(join(tmpdir(), 'apigen-package-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
const write = (files: Readonly<Record<string, string | Uint8Array>>): void => {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}
const code = (root: string, runtime: string, architecture: 'x86_64' | 'arm64' = 'x86_64'): CodeToPack => ({
  kind: 'code',
  root: join(folder, root),
  runtime,
  handler: 'app.handler',
  architecture,
})
const pack = async (given: CodeToPack): Promise<Uint8Array> => (await packageFunction(given, folder)).zip

describe('a zip file', () => {
  it('has the same bytes whatever the order, on every machine', () => {
    const files = [file('b/ü.txt', 'two'), file('a.txt', 'one'), file('b.txt', '')]
    const zip = zipFiles(files)
    expect(zipFiles([...files].reverse())).toEqual(zip)
    expect(createHash('sha256').update(zip).digest('hex')).toBe('bb0081aa964d5bf5fcf0e1850bb877eb19f272dc6a2789a8144bb5cf712089b2')
    expect(unzip(zip).map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])).toEqual([
      ['a.txt', 'one'],
      ['b.txt', ''],
      ['b/ü.txt', 'two'],
    ])
  })

  it('is compressed where it would be too large for a request', () => {
    const large = { path: 'large', bytes: new Uint8Array(41 * 1024 * 1024) }
    const zip = zipFiles([large, file('small', 'x')])
    expect(zip.length).toBeLessThan(1024 * 1024)
    expect(unzip(zip).map(({ bytes }) => bytes.length)).toEqual([large.bytes.length, 1])
  })

  it.skipIf(!present('python3', '--version'))('is read by others, and says that everybody may read and run its files', () => {
    write({ 'code.zip': zipFiles([file('bootstrap', 'x'), file('b/ü.txt', 'two')]) })
    const script =
      'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; ' +
      'print([(i.filename, oct(i.external_attr >> 16), i.date_time[0], z.read(i).decode()) for i in z.infolist()])'
    const told = execFileSync('python3', ['-c', script, join(folder, 'code.zip')], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
    })
    expect(told.trim()).toBe("[('b/ü.txt', '0o100755', 1980, 'two'), ('bootstrap', '0o100755', 1980, 'x')]")
  })
})

describe('the package of a function', () => {
  it('is its folder, without what tools leave there', async () => {
    write({
      'app/app.js': '1',
      'app/node_modules/x/index.js': '2',
      'app/.git/HEAD': '3',
      'app/.DS_Store': '4',
      'app/__pycache__/a.pyc': '5',
    })
    symlinkSync('..', join(folder, 'app', 'loop'), 'dir')
    const zip = await pack(code('app', 'nodejs22.x'))
    expect(names(zip)).toContain('node_modules/x/index.js')
    expect(names(zip).filter((name) => /git|DS_Store|pyc/.test(name))).toEqual([])
  })

  it('does not depend on when and in which order files were written', async () => {
    write({ 'app/a.js': '1', 'app/b.js': '2' })
    const before = await packageFunction(code('app', 'nodejs22.x'), folder)
    rmSync(join(folder, 'app'), { recursive: true })
    write({ 'app/b.js': '2', 'app/a.js': '1' })
    utimesSync(join(folder, 'app/a.js'), 1, 1)
    expect(await packageFunction(code('app', 'nodejs22.x'), folder)).toEqual(before)
    expect(before.sha256).toBe(createHash('sha256').update(before.zip).digest('base64'))
  })

  it('is a zip or jar file as it is', async () => {
    write({ 'app.jar': 'any bytes' })
    expect(new TextDecoder().decode(await pack(code('app.jar', 'java21')))).toBe('any bytes')
  })

  const refused: readonly (readonly [string, Readonly<Record<string, string>>, CodeToPack['runtime'], string])[] = [
    ['no folder', {}, 'nodejs22.x', 'There is no code at `app`'],
    ['sources of Java', { 'app/src/A.java': '' }, 'java21', 'builds only handlers that it generates'],
    ['no program', { 'app/main.go': '' }, 'provided.al2023', 'There is no code at `app/bootstrap`'],
  ]
  it.each(refused)('is refused where there is %s', async (_, files, runtime, message) => {
    write(files)
    await expect(pack(code('app', runtime))).rejects.toThrow(message)
  })
})

describe.skipIf(process.platform === 'win32')('the package of a Java function', () => {
  const java = (): CodeToPack =>
    ({ ...code('.', 'java21'), kind: 'code', root: folder, folders: ['target/classes', 'target/dependency'] }) as CodeToPack
  /** A Maven that does what a script says. */
  const withMaven = async <T>(script: string, run: () => Promise<T>): Promise<T> => {
    const { PATH } = process.env
    write({ 'bin/mvn': `#!/bin/sh\n${script}\n` })
    chmodSync(join(folder, 'bin/mvn'), 0o755)
    process.env.PATH = `${join(folder, 'bin')}:/bin:/usr/bin`
    try {
      return await run()
    } finally {
      process.env.PATH = PATH
    }
  }
  const BUILDS =
    'mkdir -p target/classes/a target/dependency; echo class > target/classes/a/A.class; echo jar > target/dependency/j.jar; echo x > target/dependency/x.txt'

  it('is what Maven builds: classes, and the libraries below lib', async () => {
    write({ 'pom.xml': '' })
    const zip = await withMaven(BUILDS, () => pack(java()))
    expect(names(zip)).toEqual(['a/A.class', 'lib/j.jar'])
    expect(await withMaven(BUILDS, () => pack(java()))).toEqual(zip)
  })

  it('is refused where Maven is, with what it says', async () => {
    write({ 'pom.xml': '' })
    const failing = 'echo "[ERROR] handlers/java/A.java:[3,5] cannot find symbol"; exit 1'
    await expect(withMaven(failing, () => pack(java()))).rejects.toThrow(
      'Maven could not build the functions on Java: handlers/java/A.java:[3,5] cannot find symbol',
    )
  })

  it('needs a pom.xml', async () => {
    await expect(pack(java())).rejects.toThrow('There is no `pom.xml`')
  })
})

describe('the package of a TypeScript function', () => {
  const module = (): CodeToPack => ({
    kind: 'module',
    file: join(folder, 'generated/index.ts'),
    runtime: 'nodejs22.x',
  })
  const withEsbuild = (): void => {
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(resolve(import.meta.dirname, '../../../../node_modules/esbuild'), join(folder, 'node_modules/esbuild'), 'dir')
  }

  it('is one module with all that it imports, save what Lambda ships', async () => {
    withEsbuild()
    write({
      'generated/index.ts':
        "import { help } from './help.js'\nimport { S3Client } from '@aws-sdk/client-s3'\nexport const handler = async (): Promise<string> => help(S3Client)\n",
      'generated/help.ts': 'export const help = (value: unknown): string => `helped ${typeof value}`\n',
    })
    const built = await packageFunction(module(), folder)
    expect([names(built.zip), built.handler]).toEqual([['index.mjs'], 'index.handler'])
    expect(contentOf(built.zip, 'index.mjs')).toMatch(/helped[\s\S]*from"@aws-sdk\/client-s3"/)
    expect(await packageFunction(module(), folder)).toEqual(built)
  })

  it('keeps what is imported when it is asked for in modules of their own, and what they share once', async () => {
    withEsbuild()
    write({
      'generated/index.ts': `export const handler = async (name: string): Promise<string> =>
        name === 'a' ? (await import('./a.js')).say() : (await import('./b.js')).say()\n`,
      'generated/a.ts': "import { shared } from './shared.js'\nexport const say = (): string => `a ${shared}`\n",
      'generated/b.ts': "import { shared } from './shared.js'\nexport const say = (): string => `b ${shared}`\n",
      'generated/shared.ts': "export const shared = 'is shared'\n",
    })
    const files = unzip(await pack(module()))
    expect(files.map(({ name }) => name.replace(/-[A-Z0-9]{8}/, ''))).toEqual(['a.mjs', 'b.mjs', 'index.mjs'])
    expect(files.filter(({ bytes }) => new TextDecoder().decode(bytes).includes('is shared'))).toHaveLength(1)
    for (const { name, bytes } of files) write({ [`run/${name}`]: bytes })
    const { handler } = (await import(pathToFileURL(join(folder, 'run/index.mjs')).href)) as { handler(name: string): Promise<string> }
    expect([await handler('a'), await handler('b')]).toEqual(['a is shared', 'b is shared'])
  })

  it('gives CommonJS packages the `require` that they look for', async () => {
    withEsbuild()
    write({
      'generated/index.ts': "import { base } from 'old'\nexport const handler = base\n",
      'node_modules/old/package.json': '{"name":"old","main":"index.js"}',
      'node_modules/old/index.js': "exports.base = require('path').basename('a/b')\n",
    })
    const built = await packageFunction(module(), folder)
    write({ 'run/index.mjs': contentOf(built.zip, 'index.mjs') })
    expect(await import(pathToFileURL(join(folder, 'run/index.mjs')).href)).toMatchObject({ handler: 'b' })
  })

  it('needs the esbuild of the project', async () => {
    write({ 'generated/index.ts': '' })
    await expect(pack(module())).rejects.toMatchObject({ kind: 'usage', help: 'npm install --save-dev esbuild' })
  })

  it('is refused with the place of what is wrong', async () => {
    withEsbuild()
    write({ 'generated/index.ts': "import { gone } from './gone.js'\nexport const handler = gone\n" })
    await expect(pack(module())).rejects.toThrow('generated/index.ts:1:21 Could not resolve "./gone.js"')
    rmSync(join(folder, 'generated'), { recursive: true })
    await expect(pack(module())).rejects.toMatchObject({
      message: 'There is no code at `generated/index.ts`.',
      help: 'Run apigen generate first.',
    })
  })
})

describe.skipIf(!present('python3', '-m', 'pip', '--version'))('the package of a Python function', () => {
  const wheel = (name: string, tag: string): Uint8Array =>
    zipFiles([
      file(`${name}/__init__.py`, `tag = '${tag}'\n`),
      file(`${name}-1.0.dist-info/METADATA`, `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n`),
      file(`${name}-1.0.dist-info/WHEEL`, `Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: ${tag}\n`),
      file(`${name}-1.0.dist-info/entry_points.txt`, `[console_scripts]\n${name} = ${name}:main\n`),
      file(`${name}-1.0.dist-info/RECORD`, ''),
    ])
  const tagOf = (machine: string): string => `cp313-cp313-manylinux2014_${machine}`

  it('holds what requirements.txt names, for the machine of Lambda and not for this one', async () => {
    for (const machine of ['x86_64', 'aarch64']) write({ [`wheels/fast-1.0-${tagOf(machine)}.whl`]: wheel('fast', tagOf(machine)) })
    write({ 'app/app.py': 'import fast\n', 'app/requirements.txt': `--no-index\n--find-links ${join(folder, 'wheels')}\nfast==1.0\n` })
    const given = code('app', 'python3.13')
    const zip = await pack(code('app', 'python3.13', 'arm64'))
    expect(contentOf(zip, 'fast/__init__.py')).toBe("tag = 'cp313-cp313-manylinux2014_aarch64'\n")
    expect(names(zip)).toContain('app.py')
    expect(names(zip).filter((name) => /^bin\/|pyc/.test(name))).toEqual([])
    expect(contentOf(await pack(given), 'fast/__init__.py')).toBe("tag = 'cp313-cp313-manylinux2014_x86_64'\n")
    expect(await pack(given)).toEqual(await pack(given))
  })

  it('is refused where a handler is gone that the generated entry point runs', async () => {
    const given: CodeToPack = {
      ...code('gone', 'python3.13'),
      folders: ['generated', 'handlers'],
      handler: 'generated.pets.handler',
    } as CodeToPack
    write({ 'gone/generated/pets.py': 'from handlers.python.get_pet import handler as get_pet\n', 'gone/handlers/python/other.py': '' })
    await expect(pack(given)).rejects.toThrow('`handlers/python/get_pet.py` is not there, and `generated.pets.handler` runs it.')
    write({ 'gone/handlers/python/get_pet.py': '' })
    expect(names(await pack(given))).toContain('handlers/python/get_pet.py')
  })

  it('is refused where a package has no wheel for it', async () => {
    write({ 'app/app.py': '', 'app/requirements.txt': '--no-index\nnot-there==1.0\n' })
    await expect(pack(code('app', 'python3.13'))).rejects.toThrow(/pip could not install .*not-there/)
  })
})
