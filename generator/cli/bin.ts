#!/usr/bin/env node
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { commands, globalFlags } from './commands/index.ts'
import { rootHelp } from './help.ts'
import { guardStreams } from './standard-streams.ts'

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
  keepCompiled()
  const [{ run }, { nodeHost }] = await Promise.all([import('./main.ts'), import('./host.ts')])
  process.exitCode = await run(nodeHost())
}

/**
 * From Node 22.8 on, what V8 compiled is kept for the next start, which takes a tenth less for it. It is kept beside the program, because
 * whoever may write there says what runs anyway; where it cannot be written, nothing is kept.
 */
function keepCompiled(): void {
  const { enableCompileCache }: Pick<typeof module, never> & { enableCompileCache?(folder: string): unknown } = module
  enableCompileCache?.(fileURLToPath(new URL('./.compiled', import.meta.url)))
}
