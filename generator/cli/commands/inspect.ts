import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Json } from '../../base/json.ts'
import { unreachable } from '../../base/never.ts'
import { suggest } from '../../base/suggest.ts'
import type { OutputFile } from '../../model/output.ts'
import { generateFiles, readSpec, type Spec } from '../../pipeline.ts'
import { nodeDisk } from '../../write/disk.ts'
import { planFiles } from '../../write/plan-files.ts'
import type { Run } from '../command.ts'
import { type Context, sayDiagnostics } from '../context.ts'
import { openSpec, specOf } from '../read.ts'

/** What can be looked at, in the order of the stages. */
export const VIEWS = ['document', 'normalized', 'model', 'files', 'plan'] as const

/** Prints one of the representations between the stages as JSON. 2 when the spec cannot be read. */
export const inspect: Run = async (context, given) => {
  const [what = '', argument] = given.args
  const view = VIEWS.find((name) => name === what)
  if (view === undefined) {
    const near = suggest(what, VIEWS)
    throw new ApigenFailure('usage', `\`apigen inspect\` does not know \`${what}\`.`, {
      help: near ? `Did you mean \`${near}\`?` : `It knows ${VIEWS.join(', ')}.`,
    })
  }
  const { entry, options, findings } = await openSpec(context, specOf(context, argument), given)
  const spec = await readSpec(entry, options, findings.report)
  if (!spec) {
    // What stands on stdout is the representation, and there is none.
    sayDiagnostics(context, 'pretty', findings.all(), findings.texts)
    return 2
  }
  context.printJson((await lookAt(view, spec, context)) as Readonly<Record<string, Json>>)
  return 0
}

async function lookAt(view: (typeof VIEWS)[number], spec: Spec, context: Context): Promise<object> {
  const { targets, partial, output } = context.settings
  const files = generateFiles(spec, targets, () => {})
  switch (view) {
    case 'document':
      return {
        ...spec.loaded,
        files: Object.fromEntries(Object.entries(spec.loaded.files).map(([file, { syntax, value }]) => [file, { syntax, value }])),
      }
    case 'normalized':
      return spec.document
    case 'model':
      return spec.model
    case 'files': {
      const listed: OutputFile[] = []
      for await (const { path, owner, text } of files) listed.push({ path, owner, text })
      return { files: listed }
    }
    case 'plan': {
      const { changes, basis } = await planFiles(files, nodeDisk(output), { force: false, partial })
      return { changes, basis }
    }
    default:
      return unreachable(view)
  }
}
