import type { Stage } from '../definition/rest-api.ts'
import { isEmpty } from '../json.ts'
import { AUTHORIZATION_REFUSALS, accessLogLine } from './access-log.ts'
import { templateContext } from './context.ts'
import type { Caller, Exchange, RoutedExchange } from './exchange.ts'
import { type ExecutionLogLine, executionLog } from './execution-log.ts'
import { methodSetting } from './method-setting.ts'
import type { Trace } from './trace.ts'

/** Whether a stage writes logs of any kind: then its requests are traced. */
export function writesLogs(stage: Stage): boolean {
  return accessLogOf(stage) !== undefined || logsExecutions(stage)
}

function logsExecutions({ methodSettings }: Stage): boolean {
  // Most stages have none.
  return !isEmpty(methodSettings) && Object.values(methodSettings).some(({ loggingLevel }) => isLevel(loggingLevel))
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
  const lines = [...usagePlanLines(exchange, caller, trace), ...executionLog(trace)]
    .filter(({ level }) => wanted.includes(level))
    .map(({ time, text }) => `${new Date(time).toISOString()} (${trace.requestId}) ${text}`)
  if (lines.length > 0) exchange.ports.writeLog({ group: `API-Gateway-Execution-Logs_${api.id}/${stage.stageName}`, lines })
}

/** Gateway responses that say of a key that it may not, or not so often. */
const USAGE_REFUSALS: ReadonlySet<string> = new Set(['INVALID_API_KEY', 'QUOTA_EXCEEDED', 'THROTTLED'])

/** What stands in front of an execution on a stage (quoted logs): how it came past the check of API keys, where it came that far. */
function usagePlanLines(exchange: RoutedExchange, caller: Caller, { time, steps }: Trace): readonly ExecutionLogLine[] {
  const { api, stage } = exchange.target
  const { httpMethod, apiKeyRequired } = exchange.method
  const place = `${api.id}/${stage.stageName}`
  const key = hidden(caller.apiKey)
  const texts = [`Extended Request Id: ${exchange.extendedRequestId}`]
  if (!steps.some((step) => step.kind === 'rejected' && AUTHORIZATION_REFUSALS.has(step.responseType))) {
    texts.push(`Verifying Usage Plan for request: ${exchange.requestId}. API Key: ${key} API Stage: ${place}`)
    if (!apiKeyRequired)
      texts.push(
        `API Key ${key} authorized because method '${httpMethod} ${exchange.resource.path}' does not require API Key. Request will not contribute to throttle or quota limits`,
      )
    if (!steps.some((step) => step.kind === 'rejected' && USAGE_REFUSALS.has(step.responseType)))
      texts.push(`Usage Plan check succeeded for API Key ${key} and API Stage ${place}`)
  }
  return texts.map((text) => ({ time, level: 'info', text }))
}

/** Of a key its end alone; a request without one leaves its place empty. */
function hidden(key: string | undefined): string {
  return key === undefined ? '' : `**********${key.slice(-6)}`
}
