import { MODEL_NAME } from '../../facts.ts'
import { asObject, asString, compareText, isObject, type Json, own, withEntry } from '../../json.ts'
import type { Model } from '../rest-api.ts'
import { entries, type ImportContext } from './context.ts'
import { generatedName, modelSchema, schemaText } from './schema.ts'

/** Models by name while a document is imported. */
export interface ModelStore {
  /** The model of an anonymous schema, made on first use; undefined where the service refuses it (an issue says why). */
  generate(schema: Json, at: string, what: string): string | undefined
  /** All of them, in the order of their names. */
  finish(): Record<string, Model>
}

/** Where the document keeps its schemas. */
export function schemasOf(context: ImportContext): { readonly value: Json | undefined; readonly pointer: string } {
  return context.dialect === 'swagger'
    ? { value: own(context.root, 'definitions'), pointer: '/definitions' }
    : { value: own(asObject(own(context.root, 'components')), 'schemas'), pointer: '/components/schemas' }
}

/** Makes a model of every schema that the document names; the models of `base` stay, and one of the same name keeps its id. */
export function importModels(
  context: ImportContext,
  base: Readonly<Record<string, Model>>,
  former: Readonly<Record<string, Model>>,
): ModelStore {
  let models: Record<string, Model> = { ...base }
  const schemas = schemasOf(context)
  const named = entries(schemas.value, schemas.pointer)
  for (const { key } of named) if (MODEL_NAME.test(key)) context.modelNames.add(key)

  const add = (name: string, schema: Json, at: string, what: string): boolean => {
    const converted = modelSchema(context, schema, at)
    if ('refusal' in converted) {
      context.fail(`Unable to create model for '${what}': ${converted.refusal}`, converted.pointer)
      return false
    }
    const description = isObject(schema) ? asString(own(schema, 'description')) : undefined
    const id = own(former, name)?.id ?? context.options.ids.next(6)
    models = withEntry(models, name, {
      id,
      name,
      ...(description !== undefined && { description }),
      contentType: 'application/json',
      schema: schemaText(converted.schema),
    })
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
      return Object.fromEntries(Object.entries(models).sort(([a], [b]) => compareText(a, b)))
    },
  }
}
