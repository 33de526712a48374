import type { BasePathMapping, DomainName } from '../definition/account.ts'
import { type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { findDomain, withDomain } from './domain-names.ts'
import { badRequest, conflict, notFound } from './errors.ts'
import { page, param, text } from './input.ts'
import { allowPaths, patchOperations, withMember } from './patch.ts'

/** What the service calls the mapping of all paths that no other takes. */
const NONE = '(none)'

function viewMapping(mapping: BasePathMapping): JsonObject {
  return { ...mapping }
}

function findMapping(domain: DomainName, call: Call): BasePathMapping {
  const mapping = own(domain.mappings, param(call, 'basePath'))
  if (mapping === undefined) throw notFound('Invalid base path mapping identifier specified')
  return mapping
}

/** A domain with a mapping beside its others, after all that it names was looked for. */
function mapped(call: Call, domain: DomainName, mapping: BasePathMapping): DomainName {
  if (mapping.basePath.includes('/')) {
    throw badRequest(
      "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
    )
  }
  const api = own(call.state.restApis, mapping.restApiId)
  if (api === undefined) throw badRequest('Invalid REST API identifier specified')
  if (mapping.stage !== undefined && own(api.stages, mapping.stage) === undefined) throw badRequest('Invalid stage identifier specified')
  if (own(domain.mappings, mapping.basePath) !== undefined) throw conflict('Base path already exists for this domain name')
  return { ...domain, mappings: withEntry(domain.mappings, mapping.basePath, mapping) }
}

function basePathOf(value: string | undefined): string {
  return value === undefined || value === '' ? NONE : value
}

export const createBasePathMapping: Operation = (call) => {
  const stage = text(call.body, 'stage')
  const mapping: BasePathMapping = {
    basePath: basePathOf(text(call.body, 'basePath')),
    restApiId: text(call.body, 'restApiId') ?? '',
    ...(stage !== undefined && stage !== '' && { stage }),
  }
  return { body: viewMapping(mapping), next: withDomain(call, mapped(call, findDomain(call), mapping)) }
}

export const getBasePathMappings: Operation = (call) => ({ body: page(call, Object.values(findDomain(call).mappings).map(viewMapping)) })

export const getBasePathMapping: Operation = (call) => ({ body: viewMapping(findMapping(findDomain(call), call)) })

export const updateBasePathMapping: Operation = (call) => {
  const domain = findDomain(call)
  const before = findMapping(domain, call)
  const operations = patchOperations(call.body)
  allowPaths(operations, { replace: ['/basePath', '/restApiId', '/restapiId', '/stage'] })
  let mapping = before
  for (const { path, value } of operations) {
    if (path === '/basePath') mapping = { ...mapping, basePath: basePathOf(value) }
    else if (path === '/stage') mapping = withMember(mapping, 'stage', value === '' ? undefined : value)
    else mapping = { ...mapping, restApiId: value ?? '' }
  }
  const others = { ...domain, mappings: withoutEntry(domain.mappings, before.basePath) }
  return { body: viewMapping(mapping), next: withDomain(call, mapped(call, others, mapping)) }
}

export const deleteBasePathMapping: Operation = (call) => {
  const domain = findDomain(call)
  const { basePath } = findMapping(domain, call)
  return { next: withDomain(call, { ...domain, mappings: withoutEntry(domain.mappings, basePath) }) }
}
