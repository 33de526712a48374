import type { Report } from '../../base/diagnostic.ts'
import { printJson } from '../../base/json.ts'
import type { Emitter, EmitterInput } from '../../model/emitter.ts'
import type { OutputFile } from '../../model/output.ts'
import { cleanDocument } from './clean-document.ts'

/** The document for readers of the API: OpenAPI 3.1 without a word of how it is run. */
export const publicDocument: Emitter = {
  name: 'public',
  *emit({ document, model }: EmitterInput, _report: Report): Iterable<OutputFile> {
    yield { path: 'generated/openapi.json', text: printJson(cleanDocument(document.root, model)), owner: 'apigen' }
  },
}
