import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { CONSOLE_PATH, type Credential, createConsole, type KeySet } from '../../../runtime/gateway/index.ts'
import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Given, Run } from '../command.ts'
import { type Context, text } from '../context.ts'
import { forwardOf } from '../forward.ts'
import { openInputFiles } from '../input-files.ts'
import { listenForInterruption } from '../interruption.ts'
import { LOCAL_CREDENTIALS } from '../local-credentials.ts'
import { openGateway } from '../local-gateway.ts'
import { type LocalWorld, readLocalWorld } from '../local-world.ts'
import { gatewayFolder } from '../remote.ts'
import { replaceEntries } from '../replace-entries.ts'
import { visible } from '../report/escape.ts'
import { listenOn, portOf } from '../serving.ts'
import { systemReason } from '../system-reason.ts'
import { watchFiles } from '../watch.ts'

/** Runs the embedded API Gateway for any AWS client until it is interrupted. */
export const gateway: Run = async (context, given) => {
  const data = text(given.flags.data)
  if (data !== undefined && given.flags.ephemeral === true)
    throw new ApigenFailure('usage', '--data and --ephemeral exclude each other.', { help: 'Leave one of them out.' })
  const folder = given.flags.ephemeral === true ? undefined : data === undefined ? gatewayFolder(context) : resolve(context.host.cwd, data)
  const save = text(given.flags.snapshot)
  const from = text(given.flags.restore)
  if (save !== undefined && from !== undefined)
    throw new ApigenFailure('usage', '--snapshot and --restore exclude each other.', { help: 'Leave one of them out.' })
  if (save !== undefined) return takeSnapshot(context, folder, resolve(context.host.cwd, save))
  const port = portOf(given) ?? 4566
  const began = Date.now()
  const told = await readLocalWorld(context, given)
  // The gateway looks into them at every request, and so they are followed.
  const keySets: Record<string, KeySet> = { ...told.keySets }
  const credentials: Record<string, string | Credential> = callersOf(context, given, told)
  // Traces show what callers sent, and whoever sees the page may call: nothing for a gateway that asks for signatures.
  const console = given.flags.auth === 'iam' ? undefined : createConsole()
  const interruption = listenForInterruption(context.host)
  try {
    const running = await openGateway({
      ...(folder !== undefined && { directory: folder }),
      ...(given.flags.auth === 'iam' && { auth: 'iam' }),
      credentials,
      keySets,
      ...(console !== undefined && { console, changed: () => show() }),
      ...(from !== undefined && { restore: await openInputFiles(context).read(from, 'snapshot') }),
      allowEgress: given.flags.allowEgress === true,
      forward: forwardOf(given),
      log: (line) => context.say(visible(line)),
      logged: ({ group, lines }) => context.say(lines.map((line) => visible(`${group} ${line}`)).join('\n')),
      functionLog: ({ functionName, text }) => {
        for (const line of text.split('\n')) context.say(visible(`[${functionName}] ${line}`))
      },
    })
    const show = (): void => console?.show(() => running.describeStages())
    show()
    try {
      const { url } = await listenOn(running, port, 'apigen gateway')
      context.print(`${url}\n`)
      context.say(
        [
          `Any AWS client: AWS_ENDPOINT_URL=${url}`,
          `An API: ${url}/_aws/execute-api/API-ID/STAGE/PATH`,
          ...(console === undefined ? [] : [`Console: ${url}${CONSOLE_PATH}/`]),
          folder === undefined ? 'Nothing is kept.' : `State: ${folder}`,
          'Ctrl-C ends it.',
        ].join('\n'),
      )
      // Waiting does not keep Node alive; the open port does.
      if (told.files.length === 0) await interruption.wait
      else
        await watchFiles(context, given, interruption, { began, files: told.files }, async (fresh) => {
          const again = Date.now()
          const now = await readLocalWorld(fresh, given)
          replaceEntries(keySets, now.keySets)
          replaceEntries(credentials, callersOf(fresh, given, now))
          context.say('Keys read again.')
          return { began: again, files: now.files }
        })
    } finally {
      await running.close()
    }
  } finally {
    interruption.stop()
  }
  return 130
}

function callersOf(context: Context, given: Given, { credentials }: LocalWorld): Record<string, string | Credential> {
  return { ...(given.flags.auth === 'iam' ? signers(context, credentials) : credentials) }
}

/** Whose calls count with `--auth iam`: the key of whoever starts the gateway, and those that it was told of. */
function signers({ host: { env } }: Context, credentials: LocalWorld['credentials']): LocalWorld['credentials'] {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = env
  if (id === undefined || secret === undefined)
    throw new ApigenFailure('usage', '--auth iam needs a key that calls are signed with.', {
      help: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for the gateway and for its clients.',
    })
  // Everybody knows the secret of the key of this machine.
  const { [LOCAL_CREDENTIALS.accessKeyId]: _, ...told } = credentials
  return { ...told, [id]: secret }
}

/** Writes what the gateway of a folder keeps into one file, and ends. */
async function takeSnapshot(context: Context, folder: string | undefined, file: string): Promise<number> {
  if (folder === undefined)
    throw new ApigenFailure('usage', '--snapshot and --ephemeral exclude each other: nothing is kept.', { help: 'Leave one of them out.' })
  const kept = await openGateway({ directory: folder, log: (line) => context.say(visible(line)) })
  try {
    await writeFile(file, await kept.snapshot())
  } catch (error) {
    throw new ApigenFailure('usage', `The snapshot \`${file}\` cannot be written: ${systemReason(error)}.`, { cause: error })
  } finally {
    await kept.close()
  }
  context.print(`${file}\n`)
  return 0
}
