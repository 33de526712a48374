import { checkDocument } from '../../runtime/gateway/definition/import.ts'
import { diagnose, type Report } from '../base/diagnostic.ts'
import type { JsonObject } from '../base/json.ts'
import { originOf, translate } from '../base/origin.ts'
import type { SpecDocument } from '../model/document.ts'
import { withPlaceholders } from './placeholders.ts'

/**
 * Says what API Gateway would answer to an import of the gateway document, at the author's lines: its importer runs on the document
 * as the embedded gateway's does. Late-bound values count as valid, whatever they will be.
 */
export function judge(
  input: { readonly document: JsonObject; readonly pointers: Readonly<Record<string, string>>; readonly origins: SpecDocument['origins'] },
  report: Report,
): void {
  const judgeable = withPlaceholders(input.document)
  let count = 0
  const { issues } = checkDocument(judgeable.document, {
    mode: 'create',
    ids: { next: (length) => (count++).toString(36).padStart(length, '0') },
    region: 'us-east-1',
    accountId: '000000000000',
    partition: 'aws',
    now: 0,
  })
  for (const issue of issues) {
    const gateway = translate(judgeable.pointers, issue.pointer)
    const normalized = translate(input.pointers, gateway)
    const code = issue.severity === 'error' ? 'judge/refused' : 'judge/warning'
    report(
      diagnose(
        code,
        `API Gateway ${issue.severity === 'error' ? 'refuses the document' : 'warns'}: ${issue.message}`,
        originOf(input.origins, normalized),
      ),
    )
  }
}
