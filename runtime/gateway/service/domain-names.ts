import type { DomainName } from '../definition/account.ts'
import type { EndpointType } from '../definition/rest-api.ts'
import { IP_ADDRESS_TYPES } from '../facts.ts'
import { asObject, type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import { type Call, type ControlWorld, type Operation, seconds } from './call.ts'
import { badRequest, notFound, unsupportedOperation } from './errors.ts'
import { member, page, param, text, textList, texts } from './input.ts'
import { invalidPath, type PatchOperation, patchOperations, withMember } from './patch.ts'

/** The hosted zone of CloudFront, the same for every edge-optimized domain (guide). */
const EDGE_ZONE = 'Z2FDTNDATAQYW2'

/** A domain as the service answers it: ready at once, its certificates are names only. */
function viewDomain(world: ControlWorld, { mappings: _, ...domain }: DomainName): JsonObject {
  const { domainName, endpointConfiguration } = domain
  const label = domainName.replace(/[^a-z0-9]/gi, '-')
  const target =
    endpointConfiguration.types[0] === 'EDGE'
      ? { distributionDomainName: `${label}.cloudfront.net`, distributionHostedZoneId: EDGE_ZONE }
      : { regionalDomainName: `d-${label}.execute-api.${world.region}.amazonaws.com` }
  return { ...(domain as unknown as JsonObject), ...target, domainNameStatus: 'AVAILABLE' }
}

export function findDomain(call: Call): DomainName {
  const domain = own(call.state.domainNames, param(call, 'domainName'))
  if (domain === undefined) throw notFound('Invalid domain name identifier specified')
  return domain
}

export function withDomain(call: Call, domain: DomainName): Call['state'] {
  return { ...call.state, domainNames: withEntry(call.state.domainNames, domain.domainName, domain) }
}

const CERTIFICATES = [
  'certificateArn',
  'certificateName',
  'regionalCertificateArn',
  'regionalCertificateName',
  'ownershipVerificationCertificateArn',
] as const

export const createDomainName: Operation = (call) => {
  const { body } = call
  const domainName = text(body, 'domainName') ?? ''
  if (!/^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(domainName))
    throw badRequest(`Invalid domain name specified: ${domainName}`)
  if (own(call.state.domainNames, domainName) !== undefined) throw badRequest('The domain name you provided already exists.')
  const endpoint = asObject(own(body, 'endpointConfiguration'))
  const types = textList(endpoint, 'types') as EndpointType[]
  if (types.includes('PRIVATE')) throw unsupportedOperation('CreateDomainName for private domain names')
  if (types.length > 1) throw badRequest('Cannot create a domain name with multiple Endpoint Types.')
  const policy = text(body, 'policy')
  const tls = asObject(own(body, 'mutualTlsAuthentication'))
  const [truststoreUri, truststoreVersion] = [text(tls, 'truststoreUri'), text(tls, 'truststoreVersion')]
  let domain: DomainName = {
    domainName,
    endpointConfiguration: { types: [types[0] ?? 'EDGE'], ipAddressType: member(endpoint, 'ipAddressType', IP_ADDRESS_TYPES) ?? 'ipv4' },
    securityPolicy: text(body, 'securityPolicy') ?? 'TLS_1_2',
    ...(truststoreUri !== undefined && {
      mutualTlsAuthentication: { truststoreUri, ...(truststoreVersion !== undefined && { truststoreVersion }) },
    }),
    ...(policy !== undefined && { policy }),
    tags: texts(body, 'tags') ?? {},
    mappings: {},
  }
  for (const key of CERTIFICATES) domain = withMember(domain, key, text(body, key))
  if (domain.certificateArn !== undefined) domain = { ...domain, certificateUploadDate: seconds(call.world) }
  return { body: viewDomain(call.world, domain), next: withDomain(call, domain) }
}

export const getDomainNames: Operation = (call) => ({
  body: page(
    call,
    Object.values(call.state.domainNames).map((domain) => viewDomain(call.world, domain)),
  ),
})

export const getDomainName: Operation = (call) => ({ body: viewDomain(call.world, findDomain(call)) })

export const updateDomainName: Operation = (call) => {
  let domain = findDomain(call)
  for (const operation of patchOperations(call.body)) domain = patchDomain(domain, operation)
  return { body: viewDomain(call.world, domain), next: withDomain(call, domain) }
}

/** The paths of the guide's table of patch operations. */
function patchDomain(domain: DomainName, { op, path, value }: PatchOperation): DomainName {
  const given = op === 'remove' || value === '' ? undefined : value
  const certificate = CERTIFICATES.find((key) => path === `/${key}`)
  if (certificate !== undefined) return withMember(domain, certificate, given)
  if (path === '/securityPolicy' && given !== undefined) return { ...domain, securityPolicy: given }
  if (path === '/policy') return withMember(domain, 'policy', given)
  const tls = /^\/mutualTlsAuthentication\/(truststoreUri|truststoreVersion)$/.exec(path)?.[1] as
    | 'truststoreUri'
    | 'truststoreVersion'
    | undefined
  if (tls !== undefined) {
    const settings = withMember(domain.mutualTlsAuthentication ?? {}, tls, given)
    return withMember(domain, 'mutualTlsAuthentication', Object.keys(settings).length > 0 ? settings : undefined)
  }
  if (path.startsWith('/endpointConfiguration/types/')) {
    const type = (['REGIONAL', 'EDGE', 'PRIVATE'] as const).find((item) => item === value)
    if (type === undefined) throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE')
    return { ...domain, endpointConfiguration: { ...domain.endpointConfiguration, types: [type] } }
  }
  if (path === '/endpointConfiguration/ipAddressType') {
    const ipAddressType = IP_ADDRESS_TYPES.find((item) => item === value)
    if (ipAddressType === undefined) throw badRequest('ipAddressType must be either ipv4 or dualstack.')
    return { ...domain, endpointConfiguration: { ...domain.endpointConfiguration, ipAddressType } }
  }
  throw invalidPath(path)
}

export const deleteDomainName: Operation = (call) => {
  const { domainName } = findDomain(call)
  return { next: { ...call.state, domainNames: withoutEntry(call.state.domainNames, domainName) } }
}
