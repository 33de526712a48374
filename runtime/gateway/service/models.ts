import { validationResult } from '../definition/mapping-errors.ts'
import { checkModelSchema } from '../definition/model-schema.ts'
import type { Model, RestApi } from '../definition/rest-api.ts'
import { MODEL_NAME } from '../facts.ts'
import { compareText, type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { badRequest, conflict, notFound } from './errors.ts'
import { findApi, withApi } from './find.ts'
import { flatSchema } from './flat-model.ts'
import { page, param, text } from './input.ts'
import { sampleTemplate } from './model-template.ts'
import { allowPaths, patchOperations, withMember } from './patch.ts'

const JSON_TYPE = /^application\/([\w.-]+\+)?json\b/i

function viewModel(model: Model): JsonObject {
  return { ...model }
}

/** The model that the call names; of an API that is not there the service misses the model (recorded). */
function findModel(call: Call): { readonly api: RestApi; readonly model: Model } {
  const name = param(call, 'modelName')
  const api = own(call.state.restApis, param(call, 'restApiId'))
  const model = api === undefined ? undefined : own(api.models, name)
  if (api === undefined || model === undefined) throw notFound(`Invalid model name specified: ${name}`)
  return { api, model }
}

function withModel(call: Call, api: RestApi, model: Model): Call['state'] {
  return withApi(call.state, { ...api, models: withEntry(api.models, model.name, model) })
}

export const getModels: Operation = (call) => {
  const models = Object.values(findApi(call).models).sort((a, b) => compareText(a.name, b.name))
  return { body: page(call, models.map(viewModel)) }
}

export const getModel: Operation = (call) => {
  const { api, model } = findModel(call)
  const flat = call.query.get('flatten') === 'true' && JSON_TYPE.test(model.contentType)
  return { body: viewModel(flat ? { ...model, schema: flatSchema(api.id, api.models, model) } : model) }
}

export const getModelTemplate: Operation = (call) => {
  const { api, model } = findModel(call)
  return { body: { value: sampleTemplate(api.id, api.models, model) } }
}

export const createModel: Operation = (call) => {
  const { body } = call
  const api = findApi(call)
  const name = text(body, 'name') ?? ''
  if (name === '') throw badRequest('Model name must be non-empty')
  if (!MODEL_NAME.test(name)) throw badRequest(`Model name must be alphanumeric: ${name}`)
  if (own(api.models, name) !== undefined) throw conflict('Model name already exists for this REST API')
  const description = text(body, 'description')
  const model: Model = {
    id: call.world.ids.next(6),
    name,
    ...(description !== undefined && description !== '' && { description }),
    contentType: text(body, 'contentType') ?? '',
    schema: text(body, 'schema') ?? '',
  }
  check(api, model)
  return { body: viewModel(model), next: withModel(call, api, model) }
}

function check(api: RestApi, model: Model): void {
  if (model.schema.trim() === '') throw badRequest('Model schema must have at least 1 property or array items defined')
  if (!JSON_TYPE.test(model.contentType)) return
  const errors = checkModelSchema(model.schema, new Set([...Object.keys(api.models), model.name]))
  if (errors.length > 0) throw badRequest(`Invalid model specified: ${validationResult(errors)}`)
}

export const updateModel: Operation = (call) => {
  const { api, model: before } = findModel(call)
  const operations = patchOperations(call.body)
  allowPaths(operations, { replace: ['/description', '/schema'] })
  let model = before
  for (const { path, value = '' } of operations) {
    model = path === '/schema' ? { ...model, schema: value } : withMember(model, 'description', value === '' ? undefined : value)
  }
  check(api, model)
  return { body: viewModel(model), next: withModel(call, api, model) }
}

/** A model that a method or another model names stays (recorded for method requests: the last path is named). */
export const deleteModel: Operation = (call) => {
  const { api, model } = findModel(call)
  const user = userOf(api, model.name)
  if (user !== undefined) throw conflict(`Cannot delete model '${model.name}', is referenced in ${user}`)
  return { next: withApi(call.state, { ...api, models: withoutEntry(api.models, model.name) }) }
}

function userOf(api: RestApi, name: string): string | undefined {
  const names = (models: Readonly<Record<string, string>> | undefined): boolean => Object.values(models ?? {}).includes(name)
  const resources = Object.values(api.resources).sort((a, b) => compareText(b.path, a.path))
  for (const { path, methods } of resources) {
    for (const method of Object.values(methods)) {
      if (names(method.requestModels)) return `method request: ${path}/${method.httpMethod}`
      if (Object.values(method.methodResponses ?? {}).some((response) => names(response.responseModels))) {
        return `method response: ${path}/${method.httpMethod}`
      }
    }
  }
  const other = Object.values(api.models).find((model) => model.name !== name && model.schema.includes(`/models/${name}"`))
  return other === undefined ? undefined : `model: ${other.name}`
}
