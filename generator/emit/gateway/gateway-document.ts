import { diagnose, type Report } from '../../base/diagnostic.ts'
import { isObject, own } from '../../base/json.ts'
import type { EmitterInput, GatewayDocument } from '../../model/emitter.ts'
import { type Context, createContext, placeOf } from './context.ts'
import { awsExtensions } from './extensions.ts'
import { lowerInfo, lowerServers, lowerTags } from './info.ts'
import { lowerModels } from './models.ts'
import { lowerPaths } from './paths.ts'
import { lowerSchemes, reportSchemes } from './security.ts'

/**
 * The OpenAPI 3.0.1 document that API Gateway imports, made of the normalized document and the model; pure. Every extension of AWS's
 * is as the author wrote it; integrations and templates that the author left to apigen are added; apigen's own extensions and what API Gateway refuses are gone.
 */
export function gatewayDocument(input: EmitterInput, report: Report): GatewayDocument {
  const context = createContext(input, report)
  const schemes = lowerSchemes(context)
  // Before the models: operations note what they lose in the order of the document.
  const paths = lowerPaths(context, schemes)
  const models = lowerModels(context)
  const components = own(context.root, 'components')
  const document = {
    openapi: '3.0.1',
    info: lowerInfo(context),
    ...lowerServers(context),
    ...lowerTags(context),
    paths,
    components: {
      ...(Object.keys(models).length > 0 && { schemas: models }),
      ...(Object.keys(schemes.value).length > 0 && { securitySchemes: schemes.value }),
      ...(isObject(components) && awsExtensions(components)),
    },
    ...awsExtensions(context.root),
  }
  reportSchemes(context, schemes)
  reportLosses(context)
  return { document, pointers: context.pointers }
}

/** One note for the whole document: what the generated validators check and API Gateway does not. */
function reportLosses(context: Context): void {
  const { all } = context.losses
  if (all.size === 0) return
  const list = [...all].map(([kind, places]) => `${kind} (${places.length})`).join(', ')
  const [first] = all.values()
  const related = [...all]
    .slice(0, 5)
    .map(([kind, places]) => ({ at: placeOf(context, places[0] ?? ''), message: `${kind}: the first of ${places.length}.` }))
  context.report(
    diagnose(
      'emit/unenforced',
      `API Gateway does not check all that the document says: ${list}. The generated validators do.`,
      placeOf(context, first?.[0] ?? ''),
      { related },
    ),
  )
}
