import { CONSOLE_PATH, createConsole } from '../../../runtime/gateway/index.ts'
import type { Given, Run } from '../command.ts'
import { createContext, text } from '../context.ts'
import { type DevSession, serveSpec } from '../dev-session.ts'
import { forwardOf } from '../forward.ts'
import { hotKeys } from '../hot-keys.ts'
import { listenForInterruption } from '../interruption.ts'
import { openGateway } from '../local-gateway.ts'
import { createLull } from '../lull.ts'
import { checkReplayFlags } from '../replay/check-replay-flags.ts'
import { createRecorder } from '../replay/recorder.ts'
import { replayRecording } from '../replay/replay-recording.ts'
import { visible } from '../report/escape.ts'
import { printRequest } from '../report/request-line.ts'
import { printServiceCalls } from '../report/service-calls.ts'
import { runAgainst } from '../run-against.ts'
import { listenNear, listenOn, portOf } from '../serving.ts'
import { DEFAULT_STAGE, stageOf } from '../stage.ts'
import { refuseInput, watchFiles } from '../watch.ts'

const PORT = 3000
/** Where debuggers look first. */
const INSPECT_PORT = 9229

/** Generates, imports into an embedded gateway of its own, serves at `/`, and does it again at every change of the spec. */
export const dev: Run = async ({ host }, typed) => {
  const given: Given = { ...typed, flags: { stage: DEFAULT_STAGE, ...typed.flags } }
  refuseInput(given)
  checkReplayFlags(given)
  const context = await createContext(host, given)
  const stage = stageOf(context, given)
  const wanted = portOf(given)
  const record = text(given.flags.record)
  const recording = text(given.flags.replay)
  const interruption = listenForInterruption(context.host)
  const known: Pick<DevSession, 'functions' | 'keySets' | 'credentials'> = { functions: {}, keySets: {}, credentials: {} }
  const console = createConsole()
  const lull = createLull()
  const gateway = await openGateway({
    ...known,
    console,
    ...(record !== undefined && { trace: createRecorder(context, record) }),
    allowEgress: given.flags.allowEgress === true,
    forward: forwardOf(given),
    ...(given.flags.inspect === true && { inspectPort: INSPECT_PORT }),
    log: (line) => context.say(`  ${visible(line)}`),
    answered(request) {
      lull.stir()
      context.say(printRequest(request, context.paint))
    },
  })
  const session: DevSession = { gateway, ...known, console, interrupted: interruption.happened, lull, routes: '', said: new Set() }
  let reload = (): void => {}
  let unlisten: (() => void) | undefined
  try {
    if (recording !== undefined)
      return await replayRecording(context, given, session, { file: recording, namedStage: typed.flags.stage !== undefined, interruption })
    // The port comes first: whoever has it in use should know before everything is generated.
    const root = () => session.served
    const { url } =
      wanted === undefined
        ? await listenNear(gateway, PORT, 'apigen dev', { root })
        : await listenOn(gateway, wanted, 'apigen dev', { root })
    const first = await serveSpec(context, given, session)
    if (first.refused !== undefined) return first.refused
    const command = text(given.flags.exec)
    if (command !== undefined) return await runAgainst(command, url, context, interruption)
    if (wanted === undefined && !url.endsWith(`:${PORT}`)) context.say(`Port ${PORT} is in use, so another was taken.`)
    context.print(`${url}\n`)
    context.say(`As on AWS: ${url}/_aws/execute-api/${session.served?.apiId}/${stage.name}`)
    const page = `Console: ${url}${CONSOLE_PATH}/`
    context.say(page)
    unlisten = context.host.onKey(
      hotKeys(
        [
          { key: 'r', summary: 'read everything again', act: () => reload() },
          { key: 'l', summary: 'list the operations', act: () => context.say(session.routes) },
          {
            key: 's',
            summary: 'list calls of AWS services that were recorded',
            act: () => context.say(printServiceCalls(gateway.serviceCalls())),
          },
          { key: 'o', summary: 'where the console is', act: () => context.say(page) },
          { key: 'c', summary: 'clear the screen', act: () => context.host.stderr.write('\u001b[2J\u001b[3J\u001b[H') },
          { key: 'q', summary: 'quit, as Ctrl-C does', act: () => interruption.interrupt() },
        ],
        (line) => context.say(line),
      ),
    )
    if (unlisten !== undefined) context.say('Keys: h for help.')
    return await watchFiles(
      context,
      given,
      interruption,
      first,
      async (fresh) => {
        try {
          const round = await serveSpec(fresh, given, session)
          if (round.refused === undefined) context.say('Imported again.')
          return round
        } catch (error) {
          if (!interruption.happened()) context.say('It cannot be served; what was served before still is.')
          throw error
        }
      },
      (ask) => {
        reload = ask
      },
    )
  } catch (error) {
    if (!interruption.happened()) throw error
    return 130
  } finally {
    unlisten?.()
    interruption.stop()
    await gateway.close()
  }
}
