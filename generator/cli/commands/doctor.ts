import { spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import type { Json } from '../../base/json.ts'
import type { Run } from '../command.ts'
import { specOf } from '../read.ts'
import { visible } from '../report/escape.ts'
import { version } from '../version.ts'

interface Finding {
  readonly state: 'ok' | 'missing' | 'wrong'
  readonly what: string
  readonly detail: string
  /** What to do about it. */
  readonly help?: string
}

/** Says what of this machine apigen can use, and how to mend the rest. 1 when something that apigen itself needs is wrong. */
export const doctor: Run = async (context, given) => {
  const { host, config } = context
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const findings: Finding[] = [
    { state: 'ok', what: 'apigen', detail: version },
    major > 20 || (major === 20 && minor >= 19)
      ? { state: 'ok', what: 'Node', detail: process.version }
      : { state: 'wrong', what: 'Node', detail: `${process.version}; apigen needs 20.19 or newer`, help: 'Install a current Node.' },
    config.file === undefined
      ? {
          state: 'missing',
          what: 'config',
          detail: 'no apigen.config.* from here upwards',
          help: 'apigen init makes one; it is not needed for one spec.',
        }
      : { state: 'ok', what: 'config', detail: config.file },
    specFinding(() => specOf(context, undefined)),
    program('git', 'to compare revisions with apigen diff'),
    program('python3', 'to run Python handlers'),
    program('java', 'to run Java handlers'),
    credentials(host.env),
    await port(3000, 'apigen dev'),
    await port(4566, 'apigen gateway'),
  ]
  if (given.flags.format === 'json') context.printJson({ findings: findings as unknown as Json })
  else {
    const width = Math.max(...findings.map(({ what }) => what.length))
    for (const { state, what, detail, help } of findings) {
      const mark =
        state === 'ok'
          ? context.paintOut('green', '✓')
          : state === 'missing'
            ? context.paintOut('yellow', '–')
            : context.paintOut('red', '✗')
      context.print(`${mark} ${what.padEnd(width)}  ${visible(detail)}${help === undefined ? '' : `\n  ${' '.repeat(width)}  ${help}`}\n`)
    }
  }
  return findings.some(({ state }) => state === 'wrong') ? 1 : 0
}

function specFinding(find: () => string): Finding {
  try {
    return { state: 'ok', what: 'spec', detail: find() }
  } catch (error) {
    return {
      state: 'missing',
      what: 'spec',
      detail: error instanceof Error ? error.message : 'none',
      help: 'Name one on the command line or in the config.',
    }
  }
}

function program(name: string, use: string): Finding {
  const { status, stdout, stderr } = spawnSync(name, [name === 'java' ? '-version' : '--version'], { encoding: 'utf8', timeout: 10_000 })
  return status === 0
    ? { state: 'ok', what: name, detail: `${stdout}${stderr}`.split('\n')[0] ?? '' }
    : { state: 'missing', what: name, detail: `not found; needed only ${use}` }
}

/** Looks at names only: no call to AWS, and no secret is read. */
function credentials(env: Readonly<Record<string, string | undefined>>): Finding {
  const found = ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_ROLE_ARN', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'].find(
    (name) => env[name] !== undefined && env[name] !== '',
  )
  return found === undefined
    ? {
        state: 'missing',
        what: 'AWS',
        detail: 'no AWS_PROFILE and no keys in the environment',
        help: 'The default profile is used if there is one; --local needs none.',
      }
    : { state: 'ok', what: 'AWS', detail: `${found} is set` }
}

async function port(number: number, use: string): Promise<Finding> {
  const free = await new Promise<boolean>((done) => {
    const server = createServer()
    server.once('error', () => done(false))
    server.listen(number, '127.0.0.1', () => server.close(() => done(true)))
  })
  return free
    ? { state: 'ok', what: `port ${number}`, detail: `free for ${use}` }
    : { state: 'missing', what: `port ${number}`, detail: 'in use', help: `${use} takes another with --port.` }
}
