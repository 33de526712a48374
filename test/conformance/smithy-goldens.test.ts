import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkSpec } from '../../generator/pipeline.ts'
import { conformance } from '../support/conformance.ts'
import { generateFrom } from '../support/generate.ts'
import { specFiles } from '../support/spec-files.ts'

const folder = conformance('smithy-goldens') ?? ''
const goldens = folder === '' ? [] : specFiles(folder).filter((file) => file.endsWith('.openapi.json'))

/** What AWS's own converter writes is right by definition; `npm run prove -- compile` compiles what becomes of it. */
describe.skipIf(goldens.length === 0)('documents of AWS’s own converter', () => {
  it.each(goldens.map((file) => [file.slice(file.lastIndexOf('/') + 1), file] as const))(
    'generate without an error: %s',
    async (_, file) => {
      const result = await generateFrom(join(folder, file))
      if (!('files' in result)) throw new Error(result.diagnostics.map(({ message }) => message).join(' '))
      const diagnostics = [...result.diagnostics]
      await checkSpec(result.spec, (diagnostic) => diagnostics.push(diagnostic))
      expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`)).toEqual([])
      const handlers = result.files.filter(({ owner, path }) => owner === 'you' && path.startsWith('handlers/typescript/'))
      expect(handlers.length).toBeGreaterThanOrEqual(result.spec.model.operations.filter((operation) => operation.function).length)
    },
  )
})
