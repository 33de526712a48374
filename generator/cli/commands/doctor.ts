import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Json } from '../../base/json.ts'
import { readSpec } from '../../pipeline.ts'
import type { Given, Run } from '../command.ts'
import type { Context } from '../context.ts'
import { openSpec, specOf } from '../read.ts'
import { visible } from '../report/escape.ts'
import { plural } from '../report/summary.ts'
import { version } from '../version.ts'

interface Finding {
  readonly state: 'ok' | 'missing' | 'wrong'
  readonly what: string
  readonly detail: string
  /** What to do about it. */
  readonly help?: string
}

/** Says what of this machine apigen can use, and how to mend the rest. 1 when something is wrong that apigen needs. */
export const doctor: Run = async (context, given) => {
  const { host, config } = context
  const findings: Finding[] = [
    { state: 'ok', what: 'apigen', detail: version },
    node(process.versions.node),
    config.file === undefined
      ? {
          state: 'missing',
          what: 'config',
          detail: 'no apigen.config.* from here upwards',
          help: 'apigen init makes one; it is not needed for one spec.',
        }
      : { state: 'ok', what: 'config', detail: config.file },
    await spec(context, given),
    program('git', 'to compare revisions with apigen diff'),
    program('python3', 'to run functions in Python'),
    program('javac', 'to run functions in Java'),
    credentials(host.env),
    await port(3000, 'apigen dev', 'It takes the next free one.'),
    await port(4566, 'apigen gateway', 'It takes another with --port.'),
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

function node(found: string): Finding {
  const [major = 0, minor = 0] = found.split('.').map(Number)
  const what = 'Node'
  if (major < 20 || (major === 20 && minor < 19))
    return { state: 'wrong', what, detail: `${found}; apigen needs 20.19 or newer`, help: 'Install a current Node.' }
  const outlook = 'The AWS SDK wants Node 22 from its releases of 2027 on.'
  return { state: 'ok', what, detail: found, ...(major < 22 && { help: outlook }) }
}

async function spec(context: Context, given: Given): Promise<Finding> {
  const what = 'spec'
  let entry: string
  try {
    entry = specOf(context, undefined)
  } catch (error) {
    if (!(error instanceof ApigenFailure)) throw error
    return { state: 'missing', what, detail: error.message, help: 'Name one on the command line or in the config.' }
  }
  const { options, findings } = await openSpec(context, entry, given)
  const read = await readSpec(entry, options, findings.report)
  if (!read) {
    const reason = findings.all().find(({ severity }) => severity === 'error')?.message ?? ''
    return { state: 'wrong', what, detail: `${entry}: ${reason}`, help: 'apigen lint says where and why.' }
  }
  const { document, model } = read
  const operations = plural(model.operations.length, 'operation') || 'no operation'
  return {
    state: 'ok',
    what,
    detail: `${entry}: ${document.version.startsWith('2') ? 'Swagger' : 'OpenAPI'} ${document.version}, ${operations}`,
  }
}

function program(name: string, use: string): Finding {
  const { status, stdout } = spawnSync(name, ['--version'], { encoding: 'utf8', timeout: 10_000 })
  return status === 0
    ? { state: 'ok', what: name, detail: stdout.split('\n')[0] ?? '' }
    : { state: 'missing', what: name, detail: `not found; needed only ${use}` }
}

/** Looks at names only: no call to AWS, and no secret is read. */
function credentials(env: Readonly<Record<string, string | undefined>>): Finding {
  const what = 'AWS'
  const given = (name: string): boolean => env[name] !== undefined && env[name] !== ''
  const variable = ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_ROLE_ARN', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'].find(given)
  if (variable !== undefined) return { state: 'ok', what, detail: `${variable} is set` }
  const home = env.HOME ?? env.USERPROFILE ?? ''
  const file = [
    env.AWS_SHARED_CREDENTIALS_FILE ?? join(home, '.aws', 'credentials'),
    env.AWS_CONFIG_FILE ?? join(home, '.aws', 'config'),
  ].find((path) => existsSync(path))
  if (file !== undefined) return { state: 'ok', what, detail: `the default profile, or one that --profile names, of ${file}` }
  return { state: 'missing', what, detail: 'no profile and no keys', help: 'Needed only to talk to AWS; --local needs none.' }
}

async function port(number: number, use: string, help: string): Promise<Finding> {
  const free = await new Promise<boolean>((done) => {
    const server = createServer()
    server.once('error', () => done(false))
    server.listen(number, '127.0.0.1', () => server.close(() => done(true)))
  })
  return free
    ? { state: 'ok', what: `port ${number}`, detail: `free for ${use}` }
    : { state: 'missing', what: `port ${number}`, detail: `in use; ${use} wants it`, help }
}
