import type { Answer } from './velocity-oracle.ts'

type Applies = (template: string, answer: NonNullable<Answer>) => boolean

/** Differences that are meant to be, by what the template asks or Velocity answers; each with its reason. */
const meant: readonly (readonly [reason: string, applies: Applies])[] = [
  [
    'the class of $input, $util and $context is one of the oracle, and their hash code an address',
    (template) => /\$!?\{?(input|util|context)[.[]/.test(template) && /[.](class|hashCode|Class|getClass)\b/.test(template),
  ],
  [
    'of a class object the engine knows the name alone',
    (template, { error }) => /[cC]lass[.[]/.test(template) || error?.message.includes('not an instance of declaring class') === true,
  ],
  [
    'an empty pattern does not match between the halves of a character',
    (template, { output }) => /(replaceAll|replaceFirst|split)\(\s*(''|""|\$e)/.test(template) && output?.includes('?') === true,
  ],
  [
    'an override that is a #define or a Character is its text, not an object of the oracle',
    (template) => /#define|charAt/.test(template) && /Override/.test(template),
  ],
  [
    'a reference that is printed as it stands loses no `$` before a dot in it',
    (template) => /\w\$!?\./.test(template) && /\\[$]/.test(template),
  ],
]

/** Why a template is meant to print something else than the oracle; undefined: it is not. */
export function meantToDiffer(template: string, answer: NonNullable<Answer>): string | undefined {
  return meant.find(([, applies]) => applies(template, answer))?.[0]
}
