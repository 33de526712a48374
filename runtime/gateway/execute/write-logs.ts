import type { Stage } from '../definition/rest-api.ts'
import { accessLogLine } from './access-log.ts'
import { templateContext } from './context.ts'
import type { Caller, Exchange, RoutedExchange } from './exchange.ts'
import { executionLog } from './execution-log.ts'
import { methodSetting } from './method-setting.ts'
import type { Trace } from './trace.ts'

/** Whether a stage writes logs of any kind: then its requests are traced. */
export function writesLogs(stage: Stage): boolean {
  return accessLogOf(stage) !== undefined || logsExecutions(stage)
}

function logsExecutions({ methodSettings }: Stage): boolean {
  // Most stages have none.
  return Object.keys(methodSettings).length > 0 && Object.values(methodSettings).some(({ loggingLevel }) => isLevel(loggingLevel))
}

function isLevel(level: string | undefined): level is 'INFO' | 'ERROR' {
  return level === 'INFO' || level === 'ERROR'
}

interface AccessLog {
  readonly group: string
  readonly format: string
}

/** The log group, or delivery stream, that a stage's access log goes to; it needs a format, too. */
function accessLogOf({ accessLogSettings }: Stage): AccessLog | undefined {
  const { destinationArn, format } = accessLogSettings ?? {}
  if (destinationArn === undefined || format === undefined) return undefined
  const group = /:log-group:([^:]+)/.exec(destinationArn)?.[1] ?? /:deliverystream\/(.+)$/.exec(destinationArn)?.[1]
  return group === undefined ? undefined : { group, format }
}

/** Writes what the stage wants to be written of a request that is answered. */
export function writeLogs(exchange: Exchange | RoutedExchange, caller: Caller, trace: Trace): void {
  const { api, stage } = exchange.target
  const access = accessLogOf(stage)
  if (access !== undefined) {
    const line = accessLogLine(access.format, templateContext(exchange, caller), trace)
    exchange.ports.writeLog({ group: access.group, lines: [line] })
  }
  if (!('resource' in exchange)) return
  const setting = methodSetting(stage, exchange.resource, exchange.method, exchange.verb)
  if (!isLevel(setting?.loggingLevel)) return
  const wanted = setting.loggingLevel === 'ERROR' ? ['error'] : setting.dataTraceEnabled ? ['error', 'info', 'data'] : ['error', 'info']
  const lines = executionLog(trace)
    .filter(({ level }) => wanted.includes(level))
    .map(({ time, text }) => `${new Date(time).toISOString()} (${trace.requestId}) ${text}`)
  if (lines.length > 0) exchange.ports.writeLog({ group: `API-Gateway-Execution-Logs_${api.id}/${stage.stageName}`, lines })
}
