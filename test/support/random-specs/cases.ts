import fc, { type Arbitrary } from 'fast-check'
import type { JsonObject } from '../../../generator/base/json.ts'
import { damaged, withLateBound } from './damage.ts'
import { document } from './documents.ts'
import type { Dialect } from './schemas.ts'

/** A random document. */
export interface Case {
  readonly dialect: Dialect
  /** `plain`: API Gateway may be asked for all of it. `late`: with late-bound values anywhere. `damaged`: as hasty editing leaves it. */
  readonly kind: 'plain' | 'late' | 'damaged'
  readonly spec: JsonObject
}

/** A document of any version, in any state. */
export const anyCase: Arbitrary<Case> = fc
  .record({
    dialect: fc.constantFrom<Dialect>('2.0', '3.0', '3.1'),
    kind: fc.constantFrom<Case['kind']>('plain', 'plain', 'late', 'damaged'),
  })
  .chain(({ dialect, kind }) => {
    const plain = document(dialect)
    const spec = kind === 'plain' ? plain : plain.chain(kind === 'late' ? withLateBound : damaged)
    return spec.map((value): Case => ({ dialect, kind, spec: value }))
  })

/** The same documents for the same seed. */
export function sampleCases(count: number, seed: number): readonly Case[] {
  return fc.sample(anyCase, { numRuns: count, seed })
}
