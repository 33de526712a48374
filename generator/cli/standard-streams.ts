import { systemReason } from './system-reason.ts'

/** The part of a stream that is used here. */
interface Stream {
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown
  write(text: string): unknown
}

/**
 * Keeps a closed or full standard stream from ending the process in the middle of its work. A reader that closed the pipe
 * (`apigen … | head`) has what it wanted, and the exit code stays that of the work; output that was lost is exit code 2.
 */
export function guardStreams(stdout: Stream, stderr: Stream, atExit: (exitCode: number) => void): void {
  let lost = false
  stdout.on('error', (error) => {
    if (error.code === 'EPIPE' || lost) return
    lost = true
    stderr.write(`error Standard output cannot be written: ${systemReason(error)}.\n`)
    atExit(2)
  })
  // There is nowhere left to say it.
  stderr.on('error', () => {})
}
