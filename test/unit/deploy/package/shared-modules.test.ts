import { describe, expect, it } from 'vitest'
import type { BundleGraph } from '../../../../generator/deploy/package/esbuild.ts'
import { sharedModules } from '../../../../generator/deploy/package/shared-modules.ts'

/** A function of so many operations, and files that the first ones of them import: `[name, bytes, users]`. */
function graph(operations: number, shared: readonly (readonly [name: string, bytes: number, users: number])[]): BundleGraph {
  const asked = Array.from({ length: operations }, (_, index) => `op${index}`)
  const statement = (name: string): { path: string; kind: string } => ({ path: `${name}.mjs`, kind: 'import-statement' })
  const output = (name: string, bytes: number, imports: readonly { path: string; kind: string }[], entryPoint?: string) => {
    return [
      `${name}.mjs`,
      { bytes, imports, inputs: { [`${name}.ts`]: { bytesInOutput: bytes } }, ...(entryPoint && { entryPoint }) },
    ] as const
  }
  const outputs = Object.fromEntries([
    output('index', 5000, [statement('common'), ...asked.map((name) => ({ path: `${name}.mjs`, kind: 'dynamic-import' }))], 'index.ts'),
    output('common', 90_000, []),
    ...asked.map((name, index) => {
      const needed = shared.filter(([, , users]) => index < users).map(([file]) => statement(file))
      return output(name, 2000, [statement('common'), ...needed], `${name}.ts`)
    }),
    ...shared.map(([name, bytes]) => output(name, bytes, [])),
  ])
  const inputs = Object.fromEntries(
    ['index', 'common', ...asked, ...shared.map(([name]) => name)].map((name) => [`${name}.ts`, { format: 'esm', imports: [] }]),
  )
  return { inputs, outputs }
}

describe('modules that are loaded with a function', () => {
  it('are what it loads anyway, what most operations need, and what is small', () => {
    const { modules, users } = sharedModules(
      graph(100, [
        ['all', 100_000, 100],
        ['most', 20_000, 80],
        ['few', 20_000, 20],
        ['small', 100, 2],
      ]),
    )
    expect(modules).toEqual(['all.ts', 'common.ts', 'most.ts', 'small.ts'])
    expect(users).toHaveLength(101)
  })

  it('are none where nothing is loaded when it is asked for', () => {
    expect(sharedModules(graph(0, [])).modules).toEqual([])
  })
})
