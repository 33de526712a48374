import { type Json, type JsonObject, put } from '../../../base/json.ts'
import type { Content, Operation, Parameter } from '../../../model/api-model.ts'
import { partsOf, partsShape } from './parts.ts'
import { formShape, parameterShape, type Schemas } from './shape.ts'

/** How the text of a parameter is read, as the run time of every language takes it. */
export function parameterSpec(parameter: Parameter, schemas: Schemas): JsonObject {
  const { name, in: place, style, explode } = parameter
  return { name, in: place, shape: parameterShape(parameter, schemas) as Json, style, explode }
}

/** How a body of a media type is read and written, as the run time of every language takes it; with `schemas` the fields of a form as well. */
export function contentSpec(content: Content, schemas?: Schemas): JsonObject {
  const spec: Record<string, Json> = { mediaType: content.mediaType, form: content.form }
  const shape = schemas && formShape(content, schemas)
  if (shape !== undefined) put(spec, 'shape', shape as Json)
  return spec
}

/** How the body of a request is read: the parts of a multipart one as well, for languages whose run time reads them. */
export function bodySpec(operation: Operation, content: Content, schemas: Schemas): JsonObject {
  const parts = partsOf(operation, content)
  return { ...contentSpec(content, schemas), ...(parts && { shape: partsShape(parts, schemas) }) }
}
