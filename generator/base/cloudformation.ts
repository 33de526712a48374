import { asObject, isObject, type Json, own } from './json.ts'
import { join } from './pointer.ts'

/** Pointers to the OpenAPI documents that stand in a CloudFormation or SAM template. */
export function embeddedSpecs(template: Json): string[] {
  const resources = asObject(own(asObject(template), 'Resources'))
  const found: string[] = []
  for (const [name, resource] of Object.entries(resources)) {
    for (const member of ['Body', 'DefinitionBody']) {
      const body = own(asObject(own(asObject(resource), 'Properties')), member)
      if (isObject(body) && (Object.hasOwn(body, 'openapi') || Object.hasOwn(body, 'swagger'))) {
        found.push(join('/Resources', name, 'Properties', member))
      }
    }
  }
  return found
}
