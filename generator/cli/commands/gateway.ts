import { resolve } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Run } from '../command.ts'
import { text } from '../context.ts'
import { listenForInterruption } from '../interruption.ts'
import { openGateway } from '../local-gateway.ts'
import { gatewayFolder } from '../remote.ts'
import { visible } from '../report/escape.ts'
import { listenOn, portOf } from '../serving.ts'

/** Runs the embedded API Gateway for any AWS client until it is interrupted. */
export const gateway: Run = async (context, given) => {
  const data = text(given.flags.data)
  if (data !== undefined && given.flags.ephemeral === true)
    throw new ApigenFailure('usage', '--data and --ephemeral exclude each other.', { help: 'Leave one of them out.' })
  const folder = given.flags.ephemeral === true ? undefined : data === undefined ? gatewayFolder(context) : resolve(context.host.cwd, data)
  const port = portOf(given) ?? 4566
  const interruption = listenForInterruption(context.host)
  try {
    const running = await openGateway({
      ...(folder !== undefined && { directory: folder }),
      allowEgress: given.flags.allowEgress === true,
      log: (line) => context.say(visible(line)),
      logged: ({ group, lines }) => context.say(lines.map((line) => visible(`${group} ${line}`)).join('\n')),
      functionLog: ({ functionName, text }) => {
        for (const line of text.split('\n')) context.say(visible(`[${functionName}] ${line}`))
      },
    })
    try {
      const { url } = await listenOn(running, port, 'apigen gateway')
      context.print(`${url}\n`)
      context.say(
        [
          `Any AWS client: AWS_ENDPOINT_URL=${url}`,
          `An API: ${url}/_aws/execute-api/API-ID/STAGE/PATH`,
          folder === undefined ? 'Nothing is kept.' : `State: ${folder}`,
          'Ctrl-C ends it.',
        ].join('\n'),
      )
      // Waiting does not keep Node alive; the open port does.
      await interruption.wait
    } finally {
      await running.close()
    }
  } finally {
    interruption.stop()
  }
  return 130
}
