import { createRequire } from 'node:module'

export type { Matcher, RE2JS } from 're2js'

/**
 * The engine whose regular expressions run in linear time. It is a quarter of a megabyte, and most templates and models hold no pattern: it
 * is loaded when the first one is compiled. Required, so that this can happen in the middle of a rendering.
 */
export function linearRegex(): typeof import('re2js').RE2JS {
  const { RE2JS }: typeof import('re2js') = createRequire(import.meta.url)('re2js')
  return RE2JS
}
