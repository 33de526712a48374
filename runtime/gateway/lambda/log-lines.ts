/** What the REPORT line says. Milliseconds and MB. */
export interface InvocationReport {
  readonly requestId: string
  readonly duration: number
  readonly memorySize: number
  readonly memoryUsed: number
  /** Of the first invocation of an instance: how long its code took to load. */
  readonly initDuration: number | undefined
  readonly status: 'timeout' | 'error' | undefined
  readonly errorType: string | undefined
}

/** The line before an invocation. */
export function startLine(requestId: string, version: string): string {
  return `START RequestId: ${requestId} Version: ${version}`
}

/** The line after it. */
export function endLine(requestId: string): string {
  return `END RequestId: ${requestId}`
}

/** The line that sums it up; loading the code is billed since August 2025. */
export function reportLine({ requestId, duration, memorySize, memoryUsed, initDuration, status, errorType }: InvocationReport): string {
  const fields = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${duration.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(duration + (initDuration ?? 0))} ms`,
    `Memory Size: ${memorySize} MB`,
    `Max Memory Used: ${Math.ceil(memoryUsed)} MB`,
    ...(initDuration === undefined ? [] : [`Init Duration: ${initDuration.toFixed(2)} ms`]),
    ...(status === undefined ? [] : [`Status: ${status}`]),
    ...(errorType === undefined ? [] : [`Error Type: ${errorType}`]),
  ]
  return `${fields.join('\t')}\t`
}

/** A line of Node's console, as Lambda's runtime for Node.js prints it. */
export function consoleLine(now: number, requestId: string | undefined, level: string, text: string): string {
  return `${new Date(now).toISOString()}\t${requestId ?? 'undefined'}\t${level}\t${text}`
}

/** Most bytes of a log that an invocation answers. */
const mostBytes = 4096

/** A line that is made when somebody reads it: most logs are read by nobody. */
export interface LogLine {
  readonly text: string
}

/** The end of a log. */
export interface LogTail {
  add(line: LogLine): void
  text(): string
}

/** Lines after which a log is cut: what an invocation has without printing anything is less. */
const mostLines = 16

/** Keeps the last 4 KB of a log. */
export function createLogTail(): LogTail {
  let before = ''
  let lines: LogLine[] = []
  const text = (): string => {
    for (const line of lines) before += `${line.text}\n`
    lines = []
    before = lastBytes(before)
    return before
  }
  return {
    add(line) {
      lines.push(line)
      if (lines.length > mostLines) text()
    },
    text,
  }
}

function lastBytes(text: string): string {
  if (text.length * 3 <= mostBytes) return text
  const bytes = Buffer.from(text)
  if (bytes.length <= mostBytes) return text
  let start = bytes.length - mostBytes
  // Not in the middle of a character.
  while (((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1
  return bytes.toString('utf8', start)
}
