import { MODEL_NAME } from '../../facts.ts'
import { asString, compareText, isObject, type Json, own } from '../../json.ts'
import type { Model } from '../rest-api.ts'
import { entries, type ImportContext } from './context.ts'
import { generatedName, modelSchema, schemasOf, schemaText } from './schema.ts'

/** Models by name while a document is imported. */
export interface ModelStore {
  /** The model of an anonymous schema, made on first use; undefined where the service refuses it (an issue says why). */
  generate(schema: Json, at: string, what: string): string | undefined
  /** All of them, in the order of their names. */
  finish(): Record<string, Model>
}

/** A model whose schema has no text yet: whoever only asks what an import would say needs none. */
type Unprinted = Omit<Model, 'schema'> & { readonly schema: Json }

function printed(model: Model | Unprinted): Model {
  const { schema } = model
  return { ...model, schema: typeof schema === 'string' ? schema : schemaText(schema) }
}

/** Makes a model of every schema that the document names; the models of `base` stay, and one of the same name keeps its id. */
export function importModels(
  context: ImportContext,
  base: Readonly<Record<string, Model>>,
  former: Readonly<Record<string, Model>>,
): ModelStore {
  const models: Record<string, Model | Unprinted> = { ...base }
  const named = entries(schemasOf(context), context.dialect === 'swagger' ? '/definitions' : '/components/schemas')
  for (const { key } of named) if (MODEL_NAME.test(key)) context.modelNames.add(key)

  const add = (name: string, schema: Json, at: string, what: string): boolean => {
    const converted = modelSchema(context, schema, at)
    if ('refusal' in converted) {
      context.fail(`Unable to create model for '${what}': ${converted.refusal}`, converted.pointer)
      return false
    }
    const description = isObject(schema) ? asString(own(schema, 'description')) : undefined
    const id = own(former, name)?.id ?? context.options.ids.next(6)
    models[name] = {
      id,
      name,
      ...(description !== undefined && { description }),
      contentType: 'application/json',
      schema: converted.schema,
    }
    return true
  }

  for (const { key, value, pointer } of named) {
    if (MODEL_NAME.test(key)) add(key, value, pointer, key)
    else context.fail(`Unable to create model for '${key}': Model name must be alphanumeric: ${key}`, pointer)
  }

  return {
    generate(schema, at, what) {
      const name = generatedName(schema)
      if (own(models, name) !== undefined) return name
      return add(name, schema, at, what) ? name : undefined
    },
    finish() {
      const all = Object.entries(models).sort(([a], [b]) => compareText(a, b))
      return Object.fromEntries(all.map(([name, model]) => [name, printed(model)]))
    },
  }
}
