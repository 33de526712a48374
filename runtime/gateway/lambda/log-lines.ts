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

/** Characters after which the beginning of a log is dropped: not at every line, since that counts bytes. */
const mostKept = 4 * mostBytes

/** The end of a log. */
export interface LogTail {
  add(line: string): void
  /** Each line with its end. */
  text(): string
}

/** Keeps the last 4 KB of a log. */
export function createLogTail(): LogTail {
  let kept = ''
  return {
    add(line) {
      kept += `${line}\n`
      if (kept.length > mostKept) kept = lastBytes(kept)
    },
    text: () => lastBytes(kept),
  }
}

/** The end of the log of an invocation, by its lines and what was printed between them. */
export function wholeLog(start: string, printed: string, end: string, report: string): string {
  return lastBytes(`${start}\n${printed}${end}\n${report}\n`)
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
