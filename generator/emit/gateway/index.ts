import { diagnose, type Report } from '../../base/diagnostic.ts'
import { printJson } from '../../base/json.ts'
import type { Emitter, EmitterInput } from '../../model/emitter.ts'
import type { OutputFile } from '../../model/output.ts'
import { gatewayDocument } from './gateway-document.ts'

/** The document that API Gateway imports. An HTTP API has none, and one note says so. */
export const gateway: Emitter = {
  name: 'gateway',
  *emit(input: EmitterInput, report: Report): Iterable<OutputFile> {
    if (input.model.kind === 'http') {
      report(
        diagnose(
          'emit/http-api',
          `\`${input.model.title}\` is an HTTP API: it has no gateway document, and cannot be imported or served locally.`,
        ),
      )
      return
    }
    const { document } = input.gateway ?? gatewayDocument(input, report)
    yield { path: 'generated/gateway/openapi.json', text: printJson(document), owner: 'apigen' }
  },
}
