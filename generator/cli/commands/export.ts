import { ApigenFailure } from '../../base/diagnostic.ts'
import type { JsonObject } from '../../base/json.ts'
import { type CleanExport, cleanExport } from '../../deploy/clean-export.ts'
import { chooseApi } from '../../deploy/observe.ts'
import { printDocument } from '../../merge/print-value.ts'
import { readSpec } from '../../pipeline.ts'
import type { Run } from '../command.ts'
import { text } from '../context.ts'
import { openSpec, specOf } from '../read.ts'
import { connect } from '../remote.ts'
import { visibleLines } from '../report/escape.ts'
import { stageOf } from '../stage.ts'

/** Prints the document of a stage as somebody would keep it; or, with `--into`, brings what it has otherwise into a spec. */
export const exportStage: Run = async (context, given) => {
  const stage = stageOf(context, given)
  if (given.flags.dryRun === true && text(given.flags.into) === undefined)
    throw new ApigenFailure('usage', '--dry-run is for --into: without it nothing is written anyway.', {
      help: 'Leave it out, or name the spec.',
    })
  if (text(given.flags.into) !== undefined) return (await import('../export-into.ts')).exportInto(context, given, stage)
  const remote = await connect(context, given, stage.settings)
  try {
    const id = text(given.flags.apiId) ?? stage.settings?.apiId
    const name = id === undefined ? await nameOfSpec() : ''
    const api = await chooseApi(remote.cloud, { ...(id !== undefined && { id }), name })
    const exported =
      api &&
      (await remote.cloud.exportStage(api.id, stage.name, {
        type: given.flags.openapi === '2.0' ? 'swagger' : 'oas30',
        accepts: 'application/json',
        extensions: ['apigateway'],
      }))
    if (exported === undefined) {
      throw new ApigenFailure(
        'remote',
        api ? `The API \`${api.id}\` has no stage \`${stage.name}\`.` : `No API at ${remote.cloud.place} bears the name \`${name}\`.`,
        {
          help: api ? 'apigen import --stage makes one.' : 'Import it first, or give --api-id.',
        },
      )
    }
    // Texts of another's document steer no terminal; whatever else reads them gets every byte.
    const { document, account } = cleanExport(JSON.parse(exported) as JsonObject)
    const printed = printDocument(document, given.flags.format === 'json' ? 'json' : 'yaml')
    context.print(context.host.stdout.isTTY ? visibleLines(printed) : printed)
    const said = sayAccount(account)
    if (said !== undefined) context.say(said)
    return 0
  } finally {
    await remote.close()
  }

  async function nameOfSpec(): Promise<string> {
    const { entry, options } = await openSpec(context, specOf(context, undefined), given)
    const spec = await readSpec(entry, options, () => {})
    if (!spec)
      throw new ApigenFailure('unreadable', `\`${entry}\` cannot be read, so it is not known which API is meant.`, {
        help: 'Give --api-id, or mend the spec.',
      })
    return spec.model.name
  }
}

/** What the user has to look at, since the export does not say whose account is the API's. */
function sayAccount(account: CleanExport['account']): string | undefined {
  if (account === undefined || account.kind === 'known') return undefined
  return account.kind === 'several'
    ? `The document names ${account.ids.join(', ')}, and not which of them is the account of the API: they stay as they are.`
    : `${account.id} is taken for the account of the API, since no other is named: it is \${AWS::AccountId} in the document.`
}
