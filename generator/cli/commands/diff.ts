import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { type JsonObject, printJson } from '../../base/json.ts'
import { compareExport } from '../../deploy/compare-export.ts'
import { chooseApi } from '../../deploy/observe.ts'
import { memoryReader, type Reader } from '../../load/reader.ts'
import { diffSpecs, gatewayDocumentOf, readSpec, type Spec } from '../../pipeline.ts'
import type { Given, Run } from '../command.ts'
import { type Context, printDiagnostics, text } from '../context.ts'
import { gitReader, gitSource } from '../git-reader.ts'
import { openSpec, specOf } from '../read.ts'
import { connect } from '../remote.ts'
import { differencesJson, printDifferencesGithub, printDifferencesMarkdown, printDifferencesText } from '../report/differences.ts'
import { visible } from '../report/escape.ts'

/** Compares two specs. 1 when a difference is as bad as `--fail-on` says, 2 when one of them cannot be read: that is never "clean". */
export const diff: Run = async (context, given) => {
  const [baseName, headName] = sidesOf(context, given)
  // The side that is a file comes first: it names the API that the stage of the other belongs to.
  const stageIsHead = headName.startsWith('stage:')
  const first = await readSide(context, given, stageIsHead ? baseName : headName, undefined)
  const second = await readSide(context, given, stageIsHead ? headName : baseName, first?.model.name)
  const [readBase, readHead] = stageIsHead ? [first, second] : [second, first]
  if (!readBase || !readHead) return 2
  const { base, head } = await asImported(context, { base: readBase, head: readHead }, { base: baseName, head: headName })
  const { severity: severities, ignore, failOn: configured } = context.settings.diff
  const differences = (await diffSpecs(base, head))
    .filter(({ code, fingerprint }) => !ignore.includes(code) && !ignore.includes(fingerprint))
    .map((difference) => ({
      ...difference,
      severity: (Object.hasOwn(severities, difference.code) ? severities[difference.code] : undefined) ?? difference.severity,
    }))
  const failOn = text(given.flags.failOn) ?? configured ?? 'breaking'
  const bad = differences.filter(
    ({ severity }) => failOn === 'any' || (failOn === 'breaking' && severity === 'error') || (failOn === 'warning' && severity !== 'note'),
  )
  const exitCode = failOn !== 'none' && bad.length > 0 ? 1 : 0
  const texts = { files: { ...base.loaded.files, ...head.loaded.files } }
  switch (text(given.flags.format) ?? 'text') {
    case 'json':
      context.printJson({ base: baseName, head: headName, exitCode, differences: differencesJson(differences, texts) })
      break
    case 'markdown':
      context.print(printDifferencesMarkdown(differences, texts))
      break
    case 'github':
      context.print(printDifferencesGithub(differences, texts))
      break
    default:
      context.print(printDifferencesText(differences, texts, context.paintOut))
  }
  return exitCode
}

/** Without a base, what git has of the head; without a head, the spec of the config. */
function sidesOf(context: Context, given: Given): readonly [base: string, head: string] {
  const [first, second] = given.args
  if (first !== undefined && second !== undefined) return [first, second]
  const spec = specOf(context, undefined)
  return first === undefined ? [`HEAD:${spec}`, spec] : [first, spec]
}

async function readSide(context: Context, given: Given, name: string, apiName: string | undefined): Promise<Spec | undefined> {
  const { entry, reader } = await sourceOf(context, given, name, apiName)
  const { options, findings } = await openSpec(context, entry, given, reader)
  const spec = await readSpec(entry, options, findings.report)
  if (!spec) {
    printDiagnostics(
      context,
      'pretty',
      findings.all().filter(({ severity }) => severity === 'error'),
      findings.texts,
    )
    context.say(`${visible(name)} cannot be read, so nothing was compared.`)
  }
  return spec
}

interface Sides<T> {
  readonly base: T
  readonly head: T
}

/**
 * A stage holds what was imported: integrations that apigen wrote are there, texts for people are not. So a spec is compared with it
 * in the form in which it would be imported; otherwise every difference of form would hide those that matter.
 */
async function asImported(context: Context, sides: Sides<Spec>, names: Sides<string>): Promise<Sides<Spec>> {
  const stages = { base: names.base.startsWith('stage:'), head: names.head.startsWith('stage:') }
  if (stages.base === stages.head) return sides
  const [stage, spec] = stages.base ? [sides.base, sides.head] : [sides.head, sides.base]
  if (spec.model.kind === 'http') return sides
  const { document } = await gatewayDocumentOf(spec, context.settings.bind, () => {})
  const { wanted, found } = compareExport(document, stage.loaded.files[stage.loaded.entry]?.value as JsonObject)
  const read = async (name: string, value: JsonObject): Promise<Spec> => {
    const again = await readSpec(
      name,
      { reader: memoryReader({ [name]: printJson(value) }), functions: context.settings.functions },
      () => {},
    )
    if (!again) throw new Error(`the imported form of ${name} cannot be read`)
    return again
  }
  return stages.base
    ? { base: await read(names.base, found), head: await read(`${names.head} as imported`, wanted) }
    : { base: await read(`${names.base} as imported`, wanted), head: await read(names.head, found) }
}

/** A file wins over a revision of the same spelling. */
async function sourceOf(
  context: Context,
  given: Given,
  name: string,
  apiName: string | undefined,
): Promise<{ readonly entry: string; readonly reader: Reader | undefined }> {
  if (name === '-' || existsSync(resolve(context.host.cwd, name.replace(/#.*$/, '')))) return { entry: name, reader: undefined }
  if (name.startsWith('stage:')) {
    const key = `${name}.json`
    return { entry: key, reader: memoryReader({ [key]: await stageDocument(context, given, name.slice('stage:'.length), apiName) }) }
  }
  const git = gitSource(name)
  if (git) return { entry: `${git.revision}:${git.path}`, reader: gitReader(context.host, git.revision) }
  return { entry: name, reader: undefined }
}

async function stageDocument(context: Context, given: Given, stage: string, apiName: string | undefined): Promise<string> {
  const settings = Object.hasOwn(context.settings.stages, stage) ? context.settings.stages[stage] : undefined
  const remote = await connect(context, given, settings)
  try {
    const id = text(given.flags.apiId) ?? settings?.apiId
    const api = await chooseApi(remote.cloud, { ...(id !== undefined && { id }), name: apiName ?? '' })
    const document =
      api && (await remote.cloud.exportStage(api.id, stage, { type: 'oas30', accepts: 'application/json', extensions: ['apigateway'] }))
    if (document !== undefined) return document
    throw new ApigenFailure(
      'remote',
      `There is no stage \`${stage}\` of ${api ? `the API \`${api.id}\`` : `\`${apiName ?? 'the API'}\``} at ${remote.cloud.place}.`,
      {
        help: 'Check the name, --api-id and the remote flags.',
      },
    )
  } finally {
    await remote.close()
  }
}
