import { ApigenFailure } from '../base/diagnostic.ts'
import { suggest } from '../base/suggest.ts'
import type { StageSettings } from '../model/settings.ts'
import type { Given } from './command.ts'
import { type Context, text } from './context.ts'

/** The stage of `apigen dev` when nobody names one. */
export const DEFAULT_STAGE = 'dev'

/** A stage by its name, with what the config says of it: nothing, for one that the config does not know. */
export interface Stage {
  readonly name: string
  readonly settings: StageSettings | undefined
}

/** The stage that `--stage` names. */
export function stageOf(context: Context, given: Given): Stage {
  const name = text(given.flags.stage)
  if (name === undefined)
    throw new ApigenFailure('usage', 'No stage was named.', { help: `--stage ${Object.keys(context.settings.stages)[0] ?? DEFAULT_STAGE}` })
  return stageNamed(context, name, '--stage ')
}

/**
 * The stage of a name. One that the config does not know may be new; but one that is nearly spelled like a stage of the config is
 * taken for a slip, since it would make a second stage beside the one that was meant. `written` is what stands before the name where
 * the user wrote it.
 */
export function stageNamed(context: Context, name: string, written: string): Stage {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name))
    throw new ApigenFailure('usage', `\`${name}\` is no name for a stage.`, { help: 'Letters, digits, `_` and `-`; at most 128.' })
  const { stages } = context.settings
  if (Object.hasOwn(stages, name)) return { name, settings: stages[name] }
  const near = name === DEFAULT_STAGE ? undefined : suggest(name, Object.keys(stages))
  if (near === undefined) return { name, settings: undefined }
  throw new ApigenFailure('usage', `The config has no stage \`${name}\`.`, {
    help: `Did you mean \`${written}${near}\`? If \`${name}\` is a stage of its own, add it to \`stages\` of the config: \`${name}: {}\`.`,
  })
}
