import { diagnose, type Report } from '../../base/diagnostic.ts'
import type { JsonObject } from '../../base/json.ts'
import { originOf } from '../../base/origin.ts'
import type { Emitter } from '../../model/emitter.ts'
import { header } from '../languages/typescript.ts'
import { longestChain } from './longest-chain.ts'
import { openPackages } from './packages.ts'
import { safeDocument } from './safe-document.ts'

/** `generated/openapi.ts`: `paths`, `components` and `operations` as openapi-typescript prints them, for openapi-fetch and its like. */
export const openapiTypes: Emitter = {
  name: 'openapi-types',
  async *emit({ model, document }, report) {
    const text = await print(document.root, (why) => skip(report, why, originOf(document.origins, '')))
    if (text !== undefined) yield { path: 'generated/openapi.ts', text: `${header(model.source)}\n\n${text}`, owner: 'apigen' }
  },
}

function skip(report: Report, why: string, at: ReturnType<typeof originOf>): undefined {
  report(diagnose('emit/openapi-types-skipped', `openapi-typescript could not print \`openapi.ts\`: ${why}`, at))
  return undefined
}

/** It follows every reference to its end each time it meets one: a hundred in a row take it seconds, thousands hours and all memory. */
const LONGEST_CHAIN = 100

async function print(root: JsonObject, fail: (why: string) => undefined): Promise<string | undefined> {
  const chain = longestChain(root)
  if (chain > LONGEST_CHAIN) return fail(`${chain} references in a row are more than it can follow (${LONGEST_CHAIN}).`)
  try {
    const { openapiTypescript, ts } = openPackages()
    const { default: openapiTs, astToString } = openapiTypescript
    // Its types know OpenAPI's, not ours; what it cannot read it says.
    const nodes = await openapiTs(safeDocument(root) as never, { silent: true })
    const text = astToString(nodes)
    const problem = problemOf(ts, text)
    return problem === undefined ? text : fail(problem)
  } catch (error) {
    return fail(error instanceof Error ? (error.message.split('\n')[0] ?? 'it failed') : 'it failed')
  }
}

/** What it prints is read back, because a text that no longer parses is worse than none. */
function problemOf(ts: typeof import('typescript'), text: string): string | undefined {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true })
  const [first] = diagnostics
  return first && `what it printed is not TypeScript (${ts.flattenDiagnosticMessageText(first.messageText, ' ')})`
}
