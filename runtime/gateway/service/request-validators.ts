import type { RequestValidator, RestApi } from '../definition/rest-api.ts'
import { compareText, type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { badRequest, conflict, notFound } from './errors.ts'
import { findApi, methodsOf, withApi } from './find.ts'
import { flag, page, param, text } from './input.ts'
import { allowPaths, isTrue, patchOperations } from './patch.ts'

function viewValidator(validator: RequestValidator): JsonObject {
  return { ...validator }
}

/** The validator that the call names; of an API that is not there the service misses the validator (recorded). */
function findValidator(call: Call): { readonly api: RestApi; readonly validator: RequestValidator } {
  const api = own(call.state.restApis, param(call, 'restApiId'))
  const validator = api === undefined ? undefined : own(api.requestValidators, param(call, 'requestValidatorId'))
  if (api === undefined || validator === undefined) throw notFound('Invalid Request Validator identifier specified')
  return { api, validator }
}

function withValidator(call: Call, api: RestApi, validator: RequestValidator): Call['state'] {
  return withApi(call.state, { ...api, requestValidators: withEntry(api.requestValidators, validator.id, validator) })
}

function checkName(name: string): string {
  if (name.trim() === '') throw badRequest('Request Validator name cannot be blank')
  return name
}

export const getRequestValidators: Operation = (call) => {
  const validators = Object.values(findApi(call).requestValidators).sort((a, b) => compareText(a.name, b.name))
  return { body: page(call, validators.map(viewValidator)) }
}

export const getRequestValidator: Operation = (call) => ({ body: viewValidator(findValidator(call).validator) })

export const createRequestValidator: Operation = (call) => {
  const api = own(call.state.restApis, param(call, 'restApiId'))
  if (api === undefined) throw badRequest('Invalid REST API identifier specified')
  const validator: RequestValidator = {
    id: call.world.ids.next(6),
    name: checkName(text(call.body, 'name') ?? ''),
    validateRequestBody: flag(call.body, 'validateRequestBody') ?? false,
    validateRequestParameters: flag(call.body, 'validateRequestParameters') ?? false,
  }
  return { body: viewValidator(validator), next: withValidator(call, api, validator) }
}

export const updateRequestValidator: Operation = (call) => {
  const { api, validator: before } = findValidator(call)
  const operations = patchOperations(call.body)
  allowPaths(operations, { replace: ['/name', '/validateRequestParameters', '/validateRequestBody'] })
  let validator = before
  for (const { path, value } of operations) {
    validator = path === '/name' ? { ...validator, name: checkName(value ?? '') } : { ...validator, [path.slice(1)]: isTrue(value) }
  }
  return { body: viewValidator(validator), next: withValidator(call, api, validator) }
}

export const deleteRequestValidator: Operation = (call) => {
  const { api, validator } = findValidator(call)
  const user = methodsOf(api).find(({ method }) => method.requestValidatorId === validator.id)
  if (user !== undefined) {
    throw conflict(`Cannot delete request validator '${validator.name}', is referenced in method: ${user.path}/${user.method.httpMethod}`)
  }
  return { next: withApi(call.state, { ...api, requestValidators: withoutEntry(api.requestValidators, validator.id) }) }
}
