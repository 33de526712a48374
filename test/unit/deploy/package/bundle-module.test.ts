import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { bundleModule } from '../../../../generator/deploy/package/typescript.ts'

const root = mkdtempSync(join(tmpdir(), 'apigen-bundle-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, content: string | Uint8Array): string {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

const operations = Array.from({ length: 30 }, (_, index) => `op${index}`)
mkdirSync(join(root, 'node_modules'))
symlinkSync(resolve(import.meta.dirname, '../../../../node_modules/esbuild'), join(root, 'node_modules/esbuild'), 'dir')
write('package.json', '{ "type": "module" }')
write('src/counter.ts', 'let count = 0\nexport const next = (): number => ++count\n')
// Two operations of thirty share it: too few to load it with the function, and too little for a file of its own.
write(
  'generated/checks/schemaPet.ts',
  `export const schemaPet = (value: unknown): string => value === ${JSON.stringify('pet'.repeat(300))} ? 'a' : 'no pet'\n`,
)
for (const id of operations) {
  const isOfPets = id === 'op0' || id === 'op1'
  write(
    `generated/checks/${id}.ts`,
    isOfPets
      ? `import { schemaPet } from './schemaPet.js'\nexport const check = (value: unknown): string => schemaPet(value)\n`
      : 'export const check = (): string => ""\n',
  )
  write(
    `handlers/${id}.ts`,
    `import { check } from '../generated/checks/${id}.js'\nimport { next } from '../src/counter.js'\nexport default () => \`${id} \${next()} \${check(7)}\`\n`,
  )
}
const loads = operations.map((id) => `${id}: () => import('../handlers/${id}.js')`).join(',\n')
const entry = write(
  'generated/all.ts',
  `import { next } from '../src/counter.js'
const loads: Record<string, () => Promise<{ default: () => string }>> = {
${loads}
}
export const handler = async (id: string): Promise<string> => \`\${next()} \${(await loads[id]?.())?.default()}\`
`,
)

describe('a function whose operations are loaded when they are asked for', () => {
  it('is its entry and a file for each operation, which hold everything once but checks', async () => {
    const files = await bundleModule(entry, 'nodejs22.x', root)
    const names = files.map(({ path }) => path.replace(/-[A-Z0-9]{8}\.mjs$/, '.mjs')).sort()
    expect(names).toEqual(['index.mjs', ...operations.map((id) => `${id}.mjs`)].sort())
    const holding = (text: string): string[] =>
      files.filter(({ bytes }) => Buffer.from(bytes).includes(text)).map(({ path }) => path.replace(/-[A-Z0-9]{8}\.mjs$/, ''))
    expect(holding('no pet').sort()).toEqual(['op0', 'op1'])
    for (const { path, bytes } of files) write(`out/${path}`, bytes)
    const { handler } = (await import(pathToFileURL(join(root, 'out/index.mjs')).href)) as { handler: (id: string) => Promise<string> }
    // Both count with the same counter.
    expect(await handler('op0')).toBe('1 op0 2 no pet')
    expect(await handler('op5')).toBe('3 op5 4 ')
  })

  it('stays in the files that esbuild makes where it holds CommonJS', async () => {
    write('src/old.cjs', 'exports.old = () => "old"\n')
    const old = write(
      'generated/old.ts',
      `import { old } from '../src/old.cjs'\nexport const handler = async (): Promise<string> => old() + (await import('../src/later.js')).later()\n`,
    )
    write('src/later.ts', `import { old } from './old.cjs'\nexport const later = (): string => old()\n`)
    const files = await bundleModule(old, 'nodejs22.x', root)
    for (const { path, bytes } of files) write(`old/${path}`, bytes)
    const { handler } = (await import(pathToFileURL(join(root, 'old/index.mjs')).href)) as { handler: () => Promise<string> }
    expect(await handler()).toBe('oldold')
  })
})
