import { parseBody } from '../../../runtime/gateway/velocity/java/parse-json.ts'
import { isMap } from '../../../runtime/gateway/velocity/java/value.ts'
import { matchesPattern } from '../../../runtime/gateway/velocity/java-regex.ts'
import { asObject, own } from '../../base/json.ts'
import type { Rule, TemplateNode } from '../rule.ts'
import { templateRule } from '../template/template-rule.ts'

/** The request template of a mock that names no status, or one that no response takes. */
export const mockStatus: Rule = templateRule('templates/mock-status', ({ node, view }, tell) => {
  if (node.integration.type !== 'mock' || node.side !== 'request') return
  const start = Math.max(0, node.value.search(/\S/))
  const place = { offset: start, length: Math.max(1, node.value.slice(start).split('\n')[0]?.length ?? 1) }
  for (const { output } of view.trials(node).outcomes) {
    const status = statusIn(output)
    const shown = output.replace(/\s+/g, ' ').trim()
    if (status === undefined) {
      tell(
        `This template prints \`${shown.length > 60 ? `${shown.slice(0, 59)}…` : shown}\`, which has no whole number as \`statusCode\`, so the mock answers 500.`,
        place,
      )
      return
    }
    if (!isTaken(status, node)) {
      tell(`No response of this mock takes \`${status}\`, and there is no \`default\`, so it answers 500.`, place)
      return
    }
  }
})

/** As API Gateway reads it: names without quotes will do (recorded). */
function statusIn(text: string): number | undefined {
  try {
    const value = parseBody(text)
    const status = isMap(value) ? value.get('statusCode') : null
    if (typeof status === 'number') return status
    return typeof status === 'string' && /^\d{3}$/.test(status) ? Number(status) : undefined
  } catch {
    return undefined
  }
}

function isTaken(status: number, { integration }: TemplateNode): boolean {
  const patterns = Object.keys(asObject(own(integration.value, 'responses')))
  return patterns.some((pattern) => {
    if (pattern === 'default' || pattern === '' || pattern.includes('${')) return true
    try {
      return matchesPattern(pattern, String(status))
    } catch {
      return true
    }
  })
}
