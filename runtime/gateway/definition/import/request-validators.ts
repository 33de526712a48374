import { asString, isObject, type JsonObject, own, pointer } from '../../json.ts'
import type { RequestValidator } from '../rest-api.ts'
import { entries, type ImportContext } from './context.ts'

/** The request validators after an import. */
export interface ImportedValidators {
  /** By id. */
  readonly validators: Readonly<Record<string, RequestValidator>>
  /** The id of the validator of an operation: the one it names, else the one the document names. */
  idOf(operation: JsonObject, at: string): string | undefined
}

const MAP = 'x-amazon-apigateway-request-validators'
const NAME = 'x-amazon-apigateway-request-validator'

/** Makes the validators of the document; one of the same name keeps its id. */
export function importRequestValidators(
  context: ImportContext,
  base: Readonly<Record<string, RequestValidator>>,
  former: Readonly<Record<string, RequestValidator>>,
): ImportedValidators {
  const validators: Record<string, RequestValidator> = { ...base }
  const formerIds = new Map(Object.values(former).map((validator) => [validator.name, validator.id]))
  const ids = new Map(Object.values(base).map((validator) => [validator.name, validator.id]))
  for (const { key, value } of entries(own(context.root, MAP), pointer('', MAP))) {
    if (!isObject(value)) continue
    const id = formerIds.get(key) ?? context.options.ids.next(6)
    ids.set(key, id)
    validators[id] = {
      id,
      name: key,
      validateRequestBody: isOn(value, 'validateRequestBody'),
      validateRequestParameters: isOn(value, 'validateRequestParameters'),
    }
  }
  return {
    validators,
    idOf(operation, at) {
      const ofOperation = asString(own(operation, NAME))
      const name = ofOperation ?? asString(own(context.root, NAME))
      if (name === undefined) return undefined
      const id = ids.get(name)
      if (id === undefined) {
        context.warn(`Request validator '${name}' not found. Ignoring.`, ofOperation === undefined ? pointer('', NAME) : pointer(at, NAME))
      }
      return id
    },
  }
}

function isOn(value: JsonObject, key: string): boolean {
  const flag = own(value, key)
  return flag === true || flag === 'true'
}
