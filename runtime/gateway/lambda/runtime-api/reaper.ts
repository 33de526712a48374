import { type ChildProcess, spawn } from 'node:child_process'

/** Ends processes that would outlive the gateway. */
export interface Reaper {
  watch(pid: number): void
  forget(pid: number): void
  close(): void
}

/** Keeps a list of process groups; at the end of its input it ends them all. */
const script = `
running=' '
while read -r change pid; do
  case $change in
    watch) running="$running$pid " ;;
    forget) running="\${running%% $pid *} \${running#* $pid }" ;;
  esac
done
for pid in $running; do kill -KILL "-$pid" 2>/dev/null; done
`

/**
 * A reaper is a small shell of its own that learns the gateway's end from its closed input, so that a handler that blocks ends with a
 * gateway that was killed. On Windows, which knows no process groups, there is none.
 */
export function createReaper(): Reaper {
  let shell: ChildProcess | undefined
  const tell = (line: string): void => {
    if (process.platform === 'win32') return
    shell ??= open()
    shell.stdin?.write(`${line}\n`)
  }
  return {
    watch: (pid) => tell(`watch ${pid}`),
    forget: (pid) => tell(`forget ${pid}`),
    close: () => shell?.stdin?.end(),
  }
}

function open(): ChildProcess {
  // Detached: what the terminal sends to the gateway, such as Ctrl-C, is not for it.
  const shell = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  shell.on('error', () => {})
  shell.stdin?.on('error', () => {})
  shell.unref()
  return shell
}
