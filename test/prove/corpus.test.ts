import { describe, expect, it } from 'vitest'
import { asObject, type Json } from '../../generator/base/json.ts'
import type { OutputFile } from '../../generator/model/output.ts'
import { annotatedSpecs, corpusFile } from '../support/corpus.ts'
import { generateFrom } from '../support/generate.ts'

/** Specs that do not generate, each with its reason; one that generates after all is a failure too. */
const exceptions: Readonly<Record<string, string>> = {
  'awslabs__aws-solutions-constructs__test-integ.opilam-substringUriNames.js.snapshot-asset.ed35d2706e8ad9a78b03dd5d76fe0fc020e594d-bcfbca0f':
    'It has the key `post` twice in one path item, so one of two operations would be lost: a duplicate key is an error.',
}

describe('corpus', () => {
  const specs = annotatedSpecs()
  it.skipIf(specs.length === 0)('generates', { timeout: 3_600_000 }, async () => {
    const failed: string[] = []
    const counts = { operations: 0, methods: 0, handlers: 0, wantedHandlers: 0, clients: 0, wantedClients: 0 }
    const missing: string[] = []
    for (const spec of specs) {
      try {
        const result = await generateFrom(corpusFile(spec))
        if (!('files' in result)) {
          failed.push(`${spec.slug}: ${result.diagnostics.find(({ severity }) => severity === 'error')?.message}`)
          continue
        }
        const { model } = result.spec
        const gateway = find(result.files, 'generated/gateway/openapi.json')
        const paths = gateway ? asObject(asObject(JSON.parse(gateway.text) as Json).paths) : {}
        const client = result.files
          .filter(({ path }) => path.startsWith('generated/clients/typescript/'))
          .map(({ text }) => text)
          .join('\n')
        for (const operation of model.operations) {
          if (model.kind === 'rest') {
            counts.operations++
            const key = operation.method === 'ANY' ? 'x-amazon-apigateway-any-method' : operation.method.toLowerCase()
            if (JSON.stringify(paths[operation.path] ?? null).includes(`"${key}"`)) counts.methods++
            else missing.push(`${spec.slug}: ${operation.method} ${operation.path}`)
          }
          if (operation.function !== undefined) {
            counts.wantedHandlers++
            if (find(result.files, `handlers/typescript/${operation.id}.ts`)) counts.handlers++
          }
          if (!operation.preflight) {
            counts.wantedClients++
            if (new RegExp(`export (async )?(function|const) ${operation.id}_?\\b`).test(client)) counts.clients++
            else missing.push(`${spec.slug}: no client function ${operation.id}`)
          }
        }
      } catch (error) {
        failed.push(`${spec.slug}: CRASH ${(error as Error).stack?.split('\n').slice(0, 3).join(' | ')}`)
      }
    }
    console.log(`${specs.length - failed.length} of ${specs.length} generate`, counts, `\n${[...failed, ...missing].join('\n')}`)
    expect(failed.filter((line) => !Object.hasOwn(exceptions, line.slice(0, line.indexOf(':'))))).toEqual([])
    expect(Object.keys(exceptions).filter((slug) => !failed.some((line) => line.startsWith(`${slug}:`)))).toEqual([])
    expect(counts.methods / counts.operations).toBeGreaterThanOrEqual(0.99)
    expect(counts.handlers).toBe(counts.wantedHandlers)
    expect(counts.clients).toBe(counts.wantedClients)
  })
})

function find(files: readonly OutputFile[], path: string): OutputFile | undefined {
  return files.find((file) => file.path === path)
}
