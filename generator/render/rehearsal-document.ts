import type { Json, JsonObject } from '../base/json.ts'
import { withPlaceholders } from '../judge/placeholders.ts'
import { gatewayDocumentOf, type Spec } from '../pipeline.ts'
import { localBindings } from '../project-functions.ts'

/** The gateway document as the embedded gateway imports it; what nobody bound gets a value that API Gateway would take. */
export async function rehearsalDocument(spec: Spec, bind: Readonly<Record<string, Json>>): Promise<JsonObject> {
  const { document } = await gatewayDocumentOf(spec, { ...localBindings(spec.model), ...bind }, () => {})
  return withPlaceholders(document).document
}
