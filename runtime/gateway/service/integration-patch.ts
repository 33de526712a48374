import type { Integration, PassthroughBehavior } from '../definition/rest-api.ts'
import { CONNECTION_TYPES, CONTENT_HANDLINGS, INTEGRATION_TYPES, PASSTHROUGH_BEHAVIORS, RESPONSE_TRANSFER_MODES } from '../facts.ts'
import { badRequest } from './errors.ts'
import { entryOf, invalidPath, isTrue, oneOf, onlyReplace, type PatchOperation, patchMaps, withMember } from './patch.ts'

/** An integration after one step of an update (guide, patch operations). */
export function patchIntegration(integration: Integration, operation: PatchOperation): Integration {
  const { op, path, value = '' } = operation
  const patched = patchMaps(integration, operation, { requestParameters: () => value, requestTemplates: () => value })
  if (patched !== undefined) return patched
  const cacheKey = entryOf(path, 'cacheKeyParameters')
  if (cacheKey !== undefined) {
    const others = integration.cacheKeyParameters.filter((item) => item !== cacheKey)
    return { ...integration, cacheKeyParameters: op === 'remove' ? others : [...others, value === '' ? cacheKey : value] }
  }
  if (path === '/tlsConfig' || path === '/tlsConfig/insecureSkipVerification') {
    return withMember(integration, 'tlsConfig', op === 'remove' ? undefined : { insecureSkipVerification: isTrue(value) })
  }
  if (!SCALARS.includes(path)) throw invalidPath(path)
  onlyReplace(operation)
  return patchScalar(integration, path, value)
}

const SCALARS: readonly string[] = [
  '/cacheNamespace',
  '/connectionId',
  '/connectionType',
  '/contentHandling',
  '/credentials',
  '/httpMethod',
  '/integrationTarget',
  '/passthroughBehavior',
  '/responseTransferMode',
  '/timeoutInMillis',
  '/type',
  '/uri',
]

function patchScalar(integration: Integration, path: string, value: string): Integration {
  const given = value === '' ? undefined : value
  switch (path) {
    case '/cacheNamespace':
      return { ...integration, cacheNamespace: value }
    case '/connectionType':
      return withMember(integration, 'connectionType', oneOf(path, given, CONNECTION_TYPES))
    case '/contentHandling':
      return withMember(integration, 'contentHandling', oneOf(path, given, CONTENT_HANDLINGS))
    case '/httpMethod':
      return withMember(integration, 'httpMethod', given?.toUpperCase())
    case '/passthroughBehavior':
      return { ...integration, passthroughBehavior: passthroughBehavior(given) }
    case '/responseTransferMode':
      return withMember(integration, 'responseTransferMode', oneOf(path, given, RESPONSE_TRANSFER_MODES))
    case '/timeoutInMillis':
      return { ...integration, timeoutInMillis: Number(value) }
    case '/type':
      return { ...integration, type: oneOf(path, given, INTEGRATION_TYPES) ?? integration.type }
    default:
      return withMember(integration, path.slice(1) as 'connectionId' | 'credentials' | 'integrationTarget' | 'uri', given)
  }
}

/** A way of passing bodies through, WHEN_NO_MATCH where none is named. */
export function passthroughBehavior(value: string | undefined): PassthroughBehavior {
  if (value === undefined || value === '') return 'WHEN_NO_MATCH'
  const known = PASSTHROUGH_BEHAVIORS.find((item) => item === value.toUpperCase())
  if (known === undefined) throw badRequest(`Invalid passthrough behavior specified. Valid options are ${PASSTHROUGH_BEHAVIORS.join(',')}`)
  return known
}
