import { readFileSync } from 'node:fs'
import type { ApigenFailure } from '../base/diagnostic.ts'
import type { Texts } from '../load/locate.ts'

/** The texts of the files that the diagnostics of a failure are about, for their source lines. */
export function configTexts(failure: ApigenFailure): Texts {
  const files: Record<string, { text: string; syntax: 'json' | 'yaml' }> = {}
  for (const { at } of failure.diagnostics) {
    if (!at || Object.hasOwn(files, at.file) || !/\.(ya?ml|json)$/.test(at.file)) continue
    try {
      const text = readFileSync(at.file, 'utf8').replace(/^\uFEFF/, '')
      files[at.file] = { text, syntax: /^\s*[{[]/.test(text) ? 'json' : 'yaml' }
    } catch {}
  }
  return { files }
}
