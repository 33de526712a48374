import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OutputFile } from '../../../../generator/model/output.ts'
import { compile } from '../../../support/compile.ts'
import { generateFrom } from '../../../support/generate.ts'

const FUNCTION = 'generated/handlers/typescript/functions/many.ts'

/** What is generated for one function of so many operations. */
async function generate(operations: number): Promise<readonly OutputFile[]> {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-many-'))
  const names = Array.from({ length: operations }, (_, index) => `op${index}`)
  const operation = (operationId: string): object => ({ operationId, responses: { 204: { description: 'Done.' } } })
  const paths = Object.fromEntries(names.map((name) => [`/${name}`, { get: operation(name) }]))
  const spec = join(folder, 'openapi.json')
  writeFileSync(spec, JSON.stringify({ openapi: '3.1.0', info: { title: 'many', version: '1' }, 'x-apigen': { grouping: 'api' }, paths }))
  try {
    const result = await generateFrom(spec, ['types', 'validators', 'handlers-typescript'])
    return 'files' in result ? result.files : []
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('a function of many operations', () => {
  it('imports the code of each when it is asked for, and one of few with itself', async () => {
    const textOf = async (operations: number): Promise<string> =>
      (await generate(operations)).find(({ path }) => path === FUNCTION)?.text ?? ''
    const [few, many] = [await textOf(24), await textOf(25)]
    expect([few.match(/^import op\d+ from/gm)?.length, few.includes('import(')]).toEqual([24, false])
    expect(many).not.toContain('import op')
    expect(many).toContain(
      '{ id: "op24", method: "GET", path: "/op24", event: "proxy", load: () => import("../../../../handlers/typescript/op24.js") },',
    )
  })

  it('does not compile without the code of one, nor with a module of something else', async () => {
    const files = await generate(25)
    const without = files.filter(({ path }) => path !== 'handlers/typescript/op7.ts')
    const other: OutputFile = { path: 'handlers/typescript/op7.ts', text: 'export default 7\n', owner: 'you' }
    expect(compile({ without, other: [...without, other] }).sort()).toEqual([
      expect.stringMatching(`^other/${FUNCTION}:\\d+ TS2322 `),
      expect.stringMatching(`^without/${FUNCTION}:\\d+ TS2307 `),
    ])
  })
})
