/** What the REPORT line says. Milliseconds and MB. */
export interface InvocationReport {
  readonly requestId: string
  readonly duration: number
  readonly memorySize: number
  readonly memoryUsed: number
  /** Of the first invocation of an instance: how long its code took to load. */
  readonly initDuration?: number
  readonly status?: 'timeout' | 'error'
  readonly errorType?: string
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

/** The end of a log. */
export interface LogTail {
  add(line: string): void
  text(): string
}

/** Keeps the last 4 KB of a log. */
export function createLogTail(): LogTail {
  let kept = ''
  return {
    add(line) {
      kept += `${line}\n`
      // Cut now and then only: most invocations print little.
      if (kept.length > 4 * mostBytes) kept = lastBytes(kept)
    },
    text: () => lastBytes(kept),
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
