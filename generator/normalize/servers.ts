import { asArray, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { type Context, child, moved, type Place, tell } from './context.ts'
import { describe } from './references.ts'

/**
 * The servers of the document, made when the walk over the root meets the first member that says something about them: `servers` itself,
 * or Swagger 2.0's `host`, `basePath` and `schemes`. Undefined for every other member.
 */
export function servers(context: Context, key: string): readonly Json[] | undefined {
  const { source, root } = context
  const given = own(source, 'servers')
  if (key === 'servers') {
    if (Array.isArray(given)) return given.some((server) => !isObject(server)) ? given.filter(isObject) : given
    if (given !== null)
      tell(context, 'normalize/wrong-shape', `\`servers\` must be a list, but here it is ${describe(given)}.`, child(root, 'servers'))
    return isObject(given) ? [given] : []
  }
  const endpoint = context.version === '2.0' ? own(source, 'x-amazon-apigateway-endpoint-configuration') : undefined
  const starts =
    key === 'host' ||
    key === 'basePath' ||
    key === 'schemes' ||
    (key === 'x-amazon-apigateway-endpoint-configuration' && endpoint !== undefined)
  if (!starts || Array.isArray(given)) return undefined
  if (context.version !== '2.0') {
    tell(context, 'normalize/foreign-member', `\`${key}\` belongs into \`servers\` since OpenAPI 3.0.`, child(root, key), 'key')
  }
  return oldServers(context, endpoint)
}

function oldServers(context: Context, endpoint: Json | undefined): JsonObject[] {
  const { source, root } = context
  const host = own(source, 'host')
  const base = own(source, 'basePath')
  const path = typeof base === 'string' ? (base.startsWith('/') || base.startsWith('${') ? base : `/${base}`) : ''
  const schemes = asArray(own(source, 'schemes')).filter((scheme) => typeof scheme === 'string')
  const at: Place = child(child(root, 'servers'), 0)
  moved(
    context,
    child(root, 'servers'),
    child(root, ['host', 'basePath', 'schemes'].find((key) => Object.hasOwn(source, key)) ?? 'x-amazon-apigateway-endpoint-configuration'),
  )
  const urls =
    typeof host === 'string' ? (schemes.length > 0 ? schemes : ['https']).map((scheme) => `${scheme}://${host}${path}`) : [path || '/']
  const list: JsonObject[] = urls.map((url) => ({ url }))
  if (endpoint === undefined) return list
  // OpenAPI 3 has this extension in the first server, and the rest of apigen looks for it there only.
  const name = 'x-amazon-apigateway-endpoint-configuration'
  moved(context, child(at, name), child(root, name))
  return [{ ...list[0], [name]: endpoint }, ...list.slice(1)]
}
