import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Json } from '../../base/json.ts'
import { chooseApi } from '../../deploy/observe.ts'
import { readSpec } from '../../pipeline.ts'
import { findOperation } from '../../render/find-operation.ts'
import { requestFor } from '../../render/operation-request.ts'
import { type Message, readMessage } from '../../render/request.ts'
import type { Given, Run } from '../command.ts'
import { type Context, sayDiagnostics, text } from '../context.ts'
import { openInputFiles } from '../input-files.ts'
import { type Target, targetOf } from '../invocation-target.ts'
import { openSpec, specOf } from '../read.ts'
import { visible, visibleLines } from '../report/escape.ts'
import { DEFAULT_STAGE, stageOf } from '../stage.ts'

/** Calls an operation on the embedded gateway or on a stage, and prints what it answers. Every answer is data: 0, whatever its status. */
export const invoke: Run = async (context, typed) => {
  const [wanted] = typed.args
  if (wanted === undefined)
    throw new ApigenFailure('usage', '`apigen invoke` needs an operation.', { help: "An operation id, or 'GET /path'." })
  const given = withDefaults(typed)
  const { entry, options, findings } = await openSpec(context, specOf(context, given.args[1]), given)
  const spec = await readSpec(entry, options, findings.report)
  if (!spec) {
    sayDiagnostics(context, 'pretty', findings.all(), findings.texts)
    return 2
  }
  const found = await findOperation(spec, wanted)
  const request = requestFor(found, await messageOf(context, given), {
    path: pairs(given, 'path'),
    query: pairs(given, 'query'),
    headers: pairs(given, 'header', ':'),
  })
  const stage = stageOf(context, given)
  const target = await targetOf(context, given, stage, { spec, signed: found.operation.auth.kind === 'iam' })
  try {
    const id = text(given.flags.apiId) ?? stage.settings?.apiId
    const api = await chooseApi(target.cloud, { ...(id !== undefined && { id }), name: spec.model.name })
    if (api === undefined)
      throw new ApigenFailure('remote', `No API at ${target.cloud.place} bears the name \`${spec.model.name}\`.`, {
        help:
          given.flags.local === true ? `apigen import --stage ${stage.name} --local puts it there.` : 'Import it first, or give --api-id.',
      })
    const began = performance.now()
    const answer = await target.send(api.id, stage.name, request)
    const took = Math.round(performance.now() - began)
    context.say(`${answer.status} ${visible(`${request.method} ${request.path}`)}  ${found.operation.id}  ${took} ms`)
    print(context, given, answer)
    return 0
  } finally {
    await target.close()
  }
}

/** Without a stage, and without a word of where, it is the embedded gateway. */
function withDefaults(given: Given): Given {
  const { stage, endpointUrl, local } = given.flags
  const isLocal = local === true || (stage === undefined && endpointUrl === undefined)
  return { ...given, flags: { ...given.flags, stage: stage ?? DEFAULT_STAGE, ...(isLocal && { local: true }) } }
}

async function messageOf(context: Context, given: Given): Promise<Message> {
  const inputs = openInputFiles(context)
  const file = text(given.flags.request)
  const written = file === undefined ? undefined : await inputs.read(file, 'request file')
  const message: Message =
    written === undefined ? { pathParameters: {}, query: '', headers: [], body: '' } : readMessage(parse(written), 'request')
  const body = text(given.flags.body)
  if (body === undefined) return message
  return { ...message, body: body.startsWith('@') ? await inputs.read(body.slice(1), 'body') : body }
}

/** What is no JSON is a body. */
function parse(written: string): Json {
  try {
    return JSON.parse(written) as Json
  } catch {
    return written
  }
}

/** The values of a flag that is written `name=value`, or `Name: value`. */
function pairs(given: Given, flag: string, separator: '=' | ':' = '='): readonly (readonly [name: string, value: string])[] {
  const values = given.flags[flag]
  return (Array.isArray(values) ? (values as readonly string[]) : []).map((pair) => {
    const at = Math.min(...['=', separator].map((one) => pair.indexOf(one)).filter((index) => index > 0))
    if (Number.isFinite(at)) return [pair.slice(0, at).trim(), pair.slice(at + 1).trimStart()]
    throw new ApigenFailure('usage', `--${flag} takes name=value, not \`${pair}\`.`, { help: `For example: --${flag} name=value` })
  })
}

function print(context: Context, given: Given, answer: Awaited<ReturnType<Target['send']>>): void {
  const body = new TextDecoder().decode(answer.body)
  if (given.flags.json === true) {
    const headers = answer.headers.map(([name, value]) => ({ name, value }))
    context.printJson({ status: answer.status, headers, body })
    return
  }
  const shown = context.host.stdout.isTTY ? visibleLines : (line: string): string => line
  if (given.flags.include === true) {
    const lines = answer.headers.map(([name, value]) => `${name}: ${value}\n`).join('')
    context.print(shown(`HTTP/1.1 ${answer.status}\n${lines}\n`))
  }
  if (body !== '') context.print(`${shown(body)}${context.host.stdout.isTTY && !body.endsWith('\n') ? '\n' : ''}`)
}
