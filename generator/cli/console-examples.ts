import { asArray, asObject, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { follow } from '../base/pointer.ts'
import { sampleBody } from '../lint/template/sample-body.ts'
import type { ApiModel, Parameter } from '../model/api-model.ts'
import type { SpecDocument } from '../model/document.ts'
import type { Schema } from '../model/schema.ts'

/** Values of schemas. */
export interface Examples {
  /** One that fits: the author's, else one made up; undefined where the schema says nothing. */
  of(schema: JsonObject | boolean): Json | undefined
  /** One for a parameter: what the author wrote beside its schema comes first. */
  ofParameter(parameter: Parameter): Json | undefined
  /** All values, where there are only some. */
  valuesOf(schema: Schema): readonly Json[] | undefined
}

/** As many references after another as anybody writes. */
const MOST_REFERENCES = 32

/** Examples of the schemas of a model, and of the document that it was made of. */
export function examplesOf(model: ApiModel, document: SpecDocument): Examples {
  const byReference = new Map(model.schemas.map(({ key, json }) => [`#/components/schemas/${key}`, json]))
  const byName = new Map(model.schemas.map(({ name, schema }) => [name, schema]))

  function resolve(value: Json | undefined): JsonObject {
    let found = value
    for (let left = MOST_REFERENCES; left > 0 && isObject(found); left -= 1) {
      const reference = own(found, '$ref')
      if (typeof reference !== 'string') return found
      found = byReference.get(reference)
    }
    return isObject(found) && !Object.hasOwn(found, '$ref') ? found : {}
  }

  function exampleOf(schema: JsonObject | boolean): Json | undefined {
    if (!isObject(schema) || Object.keys(schema).length === 0) return undefined
    const said = resolve(schema)
    const written = own(said, 'example') ?? asArray(own(said, 'examples'))[0] ?? own(said, 'default')
    return written ?? sampleBody(schema, 'all', { resolve }).value
  }

  return {
    of: exampleOf,
    ofParameter({ pointer, json }) {
      const written = asObject(follow(document.root, pointer))
      const [first] = Object.values(asObject(own(written, 'examples')))
      return own(written, 'example') ?? own(asObject(first), 'value') ?? exampleOf(json)
    },
    valuesOf(schema) {
      let found: Schema | undefined = schema
      for (let left = MOST_REFERENCES; left > 0 && found?.kind === 'ref'; left -= 1) found = byName.get(found.to)
      if (found?.kind === 'enum') return found.values
      return found?.kind === 'boolean' ? [true, false] : undefined
    },
  }
}
