import type { Once } from '../../base/once.ts'
import type { ApiModel } from '../../model/api-model.ts'
import type { NamedSchema } from '../../model/schema.ts'
import type { Code } from '../code.ts'
import { schemaNames, type View } from './type-names.ts'
import { declareSchema } from './typescript-types.ts'

/** The declaration of a schema in a view, for a module that declares all others too: several targets have one, and each is printed once. */
export type SchemaDeclarations = (named: NamedSchema, view: View) => Code

/** Prints declarations when they are first asked for. */
export function schemaDeclarations(_model: ApiModel, once: Once<ApiModel>): SchemaDeclarations {
  const names = once(schemaNames)
  const known: Readonly<Record<View, Map<NamedSchema, Code>>> = { read: new Map(), write: new Map() }
  return (named, view) => {
    const found = known[view].get(named)
    if (found !== undefined) return found
    const declared = declareSchema(named, { view, names })
    known[view].set(named, declared)
    return declared
  }
}
