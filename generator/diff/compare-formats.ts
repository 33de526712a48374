import { equal, own } from '../base/json.ts'
import { show } from './compare-keywords.ts'
import { meaningOf } from './compare-types.ts'
import type { Found, SchemaPair } from './schema-pair.ts'
import type { SchemaView } from './schema-view.ts'

/** Formats whose values are all values of another one. */
const WIDER: Readonly<Record<string, string>> = { int32: 'int64', float: 'double' }

/** Compares the format, which is part of the type: generated clients read `date` and `int64` as types of their own. */
export function compareFormats(pair: SchemaPair, base: SchemaView, head: SchemaView, found: Found): void {
  const [before, after] = [base.keywords.get('format'), head.keywords.get('format')]
  const [old, now] = [before?.value, after?.value]
  if (old === undefined ? now === undefined : now !== undefined && equal(old, now)) return
  const narrower = old === undefined || own(WIDER, String(now)) === old
  const wider = now === undefined || own(WIDER, String(old)) === now
  // A client that reads more than it knew is broken, however much wider it is.
  const delta = narrower ? 'type-specialized' : wider && meaningOf(pair) === 'request' ? 'type-generalized' : 'type-changed'
  const text =
    old === undefined
      ? `has format ${show(now)} now; it had none.`
      : now === undefined
        ? `no longer has format ${show(old)}.`
        : `has format ${show(now)}; it was ${show(old)}.`
  found(delta, before?.pointer ?? base.pointer, after?.pointer ?? head.pointer, text)
}
