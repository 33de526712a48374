import { ApigenFailure } from '../../base/diagnostic.ts'
import { type Json, printJson } from '../../base/json.ts'
import { suggest } from '../../base/suggest.ts'
import { generateFiles, readSpec } from '../../pipeline.ts'
import { nodeDisk } from '../../write/disk.ts'
import { planFiles } from '../../write/plan-files.ts'
import type { Run } from '../command.ts'
import { printDiagnostics } from '../context.ts'
import { openSpec, specOf } from '../read.ts'

const VIEWS = ['document', 'normalized', 'model', 'files', 'plan'] as const

/** Prints one of the representations between the stages as JSON. */
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
    printDiagnostics(context, 'pretty', findings.all(), findings.texts)
    return 2
  }
  const print = (value: unknown): void => context.print(printJson(value as Json))
  if (view === 'document')
    print({
      ...spec.loaded,
      files: Object.fromEntries(Object.entries(spec.loaded.files).map(([file, { syntax, value }]) => [file, { syntax, value }])),
    })
  else if (view === 'normalized') print(spec.document)
  else if (view === 'model') print(spec.model)
  else {
    const files = generateFiles(spec, context.settings.targets, findings.report)
    if (view === 'plan')
      print(await planFiles(files, nodeDisk(context.settings.output), { force: false, partial: context.settings.targets.length > 0 }))
    else {
      const listed = []
      for await (const { path, owner, text } of files) listed.push({ path, owner, text })
      print(listed)
    }
  }
  return 0
}
