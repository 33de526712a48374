import { ApigenFailure } from '../../base/diagnostic.ts'
import { suggest } from '../../base/suggest.ts'
import { targetNames } from '../../targets.ts'
import type { Run } from '../command.ts'
import { bashScript } from '../completion/bash.ts'
import { fishScript } from '../completion/fish.ts'
import { powershellScript } from '../completion/powershell.ts'
import { completionWords } from '../completion/words.ts'
import { zshScript } from '../completion/zsh.ts'
import { explainedCodes } from './explain.ts'
import { commands, globalFlags } from './index.ts'
import { VIEWS } from './inspect.ts'

/** Static scripts: a shell that completes must not wait for a program to start. */
const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript, powershell: powershellScript } as const

const SHELLS = Object.keys(scripts) as (keyof typeof scripts)[]

/** Prints the script that completes commands, flags and their values in a shell. */
export const completion: Run = async (context, given) => {
  const [wanted = ''] = given.args
  const shell = SHELLS.find((name) => name === wanted)
  if (shell === undefined) {
    const near = suggest(wanted, SHELLS)
    throw new ApigenFailure('usage', `There is no completion for \`${wanted}\`.`, {
      help: near ? `Did you mean \`${near}\`?` : `There is one for ${SHELLS.join(', ')}.`,
    })
  }
  const words = completionWords(commands, globalFlags, {
    inspect: VIEWS,
    explain: explainedCodes(),
    completion: SHELLS,
    'generate --target': targetNames,
  })
  context.print(scripts[shell](words))
  return 0
}
