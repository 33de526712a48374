import type { NamedSchema } from '../../model/schema.ts'
import type { FileMaker } from '../code.ts'
import { typeName } from '../languages/java.ts'
import type { JavaModel } from '../languages/java-model.ts'
import { javaTypes } from '../languages/java-types.ts'
import type { View } from '../languages/type-names.ts'

/** `generated/handlers/java/models/<Type>.java`: the type of a named schema, as it is answered or sent. */
export function modelFile(named: NamedSchema, view: View, model: JavaModel, newFile: FileMaker): string {
  const name = typeName(model.names.of(named.name, view))
  const file = newFile([name])
  file.print`${javaTypes(file, model, name, 'models').declareNamed(named, view)}`
  return file.toString()
}
