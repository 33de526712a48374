import type { Json, JsonObject } from '../../../base/json.ts'
import type { Content, Operation, Parameter } from '../../../model/api-model.ts'
import { partsOf, partsShape } from './parts.ts'
import { formShape, parameterShape, type Schemas, type Shape } from './shape.ts'

/** How the text of a parameter is read, as the run time of every language takes it. */
export function parameterSpec(parameter: Parameter, schemas: Schemas): JsonObject {
  const { name, in: place, style, explode } = parameter
  return { name, in: place, shape: parameterShape(parameter, schemas) as Json, style, explode }
}

/** How a body of a media type is written, as the run time of every language takes it. */
export function contentSpec({ mediaType, form }: Content): JsonObject {
  return { mediaType, form }
}

/** How the body of a request is read: with the fields of a form, and the parts of a multipart one. */
export function bodySpec(operation: Operation, content: Content, schemas: Schemas): JsonObject {
  const shape = bodyShape(operation, content, schemas)
  return { ...contentSpec(content), ...(shape !== undefined && { shape: shape as Json }) }
}

/** The shapes of the fields or parts of a request's body; undefined for one that has none. */
export function bodyShape(operation: Operation, content: Content, schemas: Schemas): Shape | undefined {
  const parts = partsOf(operation, content)
  return parts ? partsShape(parts, schemas) : formShape(content, schemas)
}
