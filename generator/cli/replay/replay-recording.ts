import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Given } from '../command.ts'
import type { Context } from '../context.ts'
import { type DevSession, serveSpec } from '../dev-session.ts'
import type { Interruption } from '../interruption.ts'
import { visible } from '../report/escape.ts'
import { signLocally } from '../sign-request.ts'
import { stageOf } from '../stage.ts'
import { addressOf } from './address.ts'
import { readRecording } from './recording.ts'
import { printDeviations, replay, type Send, sendTo } from './replay.ts'

/** Replays a recording to a stage elsewhere, or to the spec in this process. Prints what deviates and gives the exit code. */
export async function replayRecording(
  context: Context,
  given: Given,
  session: DevSession,
  { file, namedStage, interruption }: { readonly file: string; readonly namedStage: boolean; readonly interruption: Interruption },
): Promise<number> {
  const exchanges = readRecording(textOf(resolve(context.host.cwd, file), file), visible(file))
  const address = addressOf(context, given, stageOf(context, given), namedStage)
  if (address === undefined) {
    const { refused } = await serveSpec(context, given, session)
    if (refused !== undefined) return refused
  }
  context.say(`Replaying to ${address === undefined ? 'the spec, in this process' : visible(address.url)}.`)
  const missing = new Set<string>()
  const stopping = new AbortController()
  void interruption.wait.then(() => stopping.abort())
  const send = address === undefined ? sendHere(session) : sendTo(address, stopping.signal)
  const deviations = await replay(exchanges, send, context.host.env, (name) => missing.add(name), stopping.signal)
  context.print(printDeviations(deviations))
  for (const name of missing) context.say(`${name} is not set in the environment, so the header that it stands for was left out.`)
  context.say(`${exchanges.length - deviations.length} of ${exchanges.length} requests are answered as recorded.`)
  return deviations.length === 0 ? 0 : 1
}

function sendHere({ gateway, served }: DevSession): Send {
  return async ({ path, signed, ...request }) => {
    const target = `/_aws/execute-api/${served?.apiId}/${served?.stageName}${path}`
    const headers = signed ? await signLocally(new URL(`http://apigen.local${target}`), request) : request.headers
    const [where = '', query = ''] = target.split(/\?(.*)/s)
    return gateway.handle({ ...request, path: where, query, headers })
  }
}

function textOf(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new ApigenFailure('usage', `The recording \`${visible(file)}\` cannot be read.`, {
      help: 'apigen dev --record FILE makes one.',
      cause,
    })
  }
}
