#!/usr/bin/env node
import module from 'node:module'
import { commands, globalFlags } from './commands/index.ts'
import { rootHelp } from './help.ts'
import { guardStreams } from './standard-streams.ts'

// What was compiled once need not be again, where Node.js can keep it: from 22.1 on.
;(module as { enableCompileCache?: () => unknown }).enableCompileCache?.()

guardStreams(process.stdout, process.stderr, (exitCode) => {
  process.once('exit', () => {
    process.exitCode = exitCode
  })
})

// Help is what people ask for most and wait for least: it needs nothing but the table of commands.
const [first] = process.argv.slice(2)
if (process.argv.length === 3 && (first === '--help' || first === '-h' || first === 'help')) {
  process.stdout.write(rootHelp(commands, globalFlags))
} else {
  // The AWS SDK would warn of Node versions that apigen supports, in the middle of a plan.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  const [{ run }, { nodeHost }] = await Promise.all([import('./main.ts'), import('./host.ts')])
  process.exitCode = await run(nodeHost())
}
