import { styleText } from 'node:util'
import type { Output } from '../host.ts'

type Format = Parameters<typeof styleText>[0]

/** Paints a text where colors are wanted. */
export type Paint = (format: Format, text: string) => string

/** Colors only on a terminal; `NO_COLOR`, `FORCE_COLOR`, `TERM=dumb` and `--no-color` decide before that. */
export function paintFor(output: Output, env: Readonly<Record<string, string | undefined>>, wanted: boolean): Paint {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0'
  const refused = !wanted || (env.NO_COLOR !== undefined && env.NO_COLOR !== '') || env.TERM === 'dumb'
  const colors = !refused && (forced || output.isTTY)
  // The decision is made here, so styleText must not make another one by looking at streams.
  return colors ? (format, text) => styleText(format, text, { validateStream: false }) : (_, text) => text
}
