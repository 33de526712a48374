import { asArray, asObject, type Json, type JsonObject } from '../base/json.ts'

/**
 * Settings of an API that an import in the mode `overwrite` returns to their defaults where the document does not say them
 * (hashicorp/terraform-provider-aws#13841, #17209, aws/aws-sam-cli#2353: production down until they were set again).
 */
const SETTINGS = ['policy', 'binary-media-types', 'minimum-compression-size', 'api-key-source'].map((name) => `x-amazon-apigateway-${name}`)
const ENDPOINT = 'x-amazon-apigateway-endpoint-configuration'

/** A document that resets nothing, and the settings that it took from the API for that. */
export interface Carried {
  readonly document: JsonObject
  readonly settings: readonly string[]
}

/** Adds to a document the settings of the API that it does not say; `found` is the export of the stage. One that it says wins, an empty one, too. */
export function carrySettings(document: JsonObject, found: JsonObject | undefined): Carried {
  if (found === undefined) return { document, settings: [] }
  const missing = SETTINGS.filter((name) => !Object.hasOwn(document, name) && Object.hasOwn(found, name))
  const servers = carryEndpoint(document, found)
  return {
    document: {
      ...document,
      ...Object.fromEntries(missing.map((name) => [name, found[name] as Json])),
      ...(servers && { servers }),
    },
    settings: [...missing, ...(servers ? [ENDPOINT] : [])],
  }
}

/** In OpenAPI 3.0 the endpoint stands in the first server (docs.aws.amazon.com: x-amazon-apigateway-endpoint-configuration). */
function carryEndpoint(document: JsonObject, found: JsonObject): Json[] | undefined {
  const [server, ...others] = asArray(document.servers)
  const [deployed] = asArray(found.servers)
  const endpoint = asObject(deployed)[ENDPOINT]
  if (endpoint === undefined || asObject(server)[ENDPOINT] !== undefined) return undefined
  return [{ ...asObject(server ?? deployed), [ENDPOINT]: endpoint }, ...others]
}
