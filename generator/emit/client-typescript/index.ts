import { onceFor } from '../../base/once.ts'
import type { Emitter } from '../../model/emitter.ts'
import { reportLosses } from '../languages/client/describe.ts'
import { clientFiles } from '../languages/client/files.ts'
import { runtimeSources } from '../runtime-sources.ts'

const FOLDER = 'generated/clients/typescript'

/** A client of the API as TypeScript: one function for every operation, over `fetch`, without dependencies. */
export const clientTypescript: Emitter = {
  name: 'client-typescript',
  *emit({ model, once = onceFor(model) }, report) {
    reportLosses(model, report)
    for (const file of clientFiles(model, once, 'typescript')) yield { ...file, path: `${FOLDER}/${file.path}` }
    for (const { path, text } of runtimeSources('typescript/client')) {
      yield { path: `${FOLDER}/runtime/client/${path}`, text, owner: 'apigen' }
    }
    for (const { path, text } of runtimeSources('typescript/sigv4.ts')) yield { path: `${FOLDER}/runtime/${path}`, text, owner: 'apigen' }
  },
}
