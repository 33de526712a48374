import type { RuleId } from '../../../../generator/diff/registry.ts'
import type { Root } from '../../../support/difference.ts'

/** A pair of documents that shows one rule, and the other rules that have a word to say on it. */
export type Case = readonly [rule: RuleId, base: Root, head: Root, also?: readonly RuleId[]]
