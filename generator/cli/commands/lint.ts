import { printJson } from '../../base/json.ts'
import { stopsImport } from '../../pipeline.ts'
import { checkedSpec } from '../checked-spec.ts'
import type { Run } from '../command.ts'
import { printDiagnostics, text } from '../context.ts'
import { visible } from '../report/escape.ts'
import { countDiagnostics } from '../report/summary.ts'

/** Prints everything apigen has to say about a spec. 1 when there is an error, 2 when the spec cannot be read. */
export const lint: Run = async (context, given) => {
  const { entry, spec, findings } = await checkedSpec(context, given)
  const all = findings.all()
  const errors = all.filter(({ severity }) => severity === 'error').length
  const exitCode = spec === undefined ? 2 : errors > 0 ? 1 : 0
  const format = text(given.flags.format) ?? 'pretty'
  if (format === 'sarif') {
    const { diagnosticsSarif } = await import('../report/diagnostics-sarif.ts')
    context.print(printJson(diagnosticsSarif(all, findings.texts)))
  } else printDiagnostics(context, format, all, findings.texts, { exitCode })
  const verdict = !spec ? 'The spec cannot be read.' : stopsImport(all) ? 'API Gateway would refuse it.' : ''
  context.say(
    [`${visible(entry)}:`, all.length === 0 ? 'nothing to say.' : `${countDiagnostics(all)}.`, verdict]
      .filter((part) => part !== '')
      .join(' '),
  )
  return exitCode
}
