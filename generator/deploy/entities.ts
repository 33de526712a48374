import { asObject, type Json, type JsonObject } from '../base/json.ts'
import { methodOf } from '../base/methods.ts'

/** One thing of an API that a plan speaks of. */
export interface Entity {
  readonly kind: 'method' | 'model' | 'authorizer' | 'validator' | 'gateway-response' | 'setting'
  readonly id: string
  readonly value: Json
}

/** The things a gateway document (or an export) describes, each under its kind and name. */
export function entitiesOf(document: JsonObject): ReadonlyMap<string, Entity> {
  const found = new Map<string, Entity>()
  const add = (kind: Entity['kind'], id: string, value: Json): void => {
    found.set(`${kind} ${id}`, { kind, id, value })
  }
  for (const [path, item] of Object.entries(asObject(document.paths))) {
    for (const [key, operation] of Object.entries(asObject(item))) {
      const method = methodOf(key)
      if (method !== undefined) add('method', `${method} ${path}`, operation)
    }
  }
  const components = asObject(document.components)
  for (const [name, schema] of Object.entries(asObject(components.schemas))) add('model', name, schema)
  for (const [name, scheme] of Object.entries(asObject(components.securitySchemes))) add('authorizer', name, scheme)
  for (const [name, validator] of Object.entries(asObject(document['x-amazon-apigateway-request-validators'])))
    add('validator', name, validator)
  for (const [type, response] of Object.entries(asObject(document['x-amazon-apigateway-gateway-responses'])))
    add('gateway-response', type, response)
  for (const [name, value] of Object.entries(asObject(document.info))) add('setting', `info.${name}`, value)
  for (const [key, value] of Object.entries(document)) {
    if (key.startsWith('x-amazon-apigateway-') && !/-(request-validators|gateway-responses)$/.test(key)) add('setting', key, value)
  }
  return found
}
