import type { TextMap } from '../definition/rest-api.ts'
import { own, withEntry } from '../json.ts'
import type { GatewayState } from '../store/state.ts'
import type { Call, Operation } from './call.ts'
import { badRequest, notFound } from './errors.ts'
import { withApi } from './find.ts'
import { param } from './input.ts'
import { type Tagged, tagging, untagging } from './tagged.ts'

/** What an ARN names: an API, a stage, a key or a usage plan. */
function findTagged(call: Call): Tagged {
  const arn = param(call, 'resourceArn')
  const path = /^arn:[^:]+:apigateway:[^:]*::(\/.+)$/.exec(arn)?.[1]
  if (path === undefined) throw badRequest(`Invalid ARN. ARN is not well formed ${arn}`)
  const [kind = '', id = '', below, name = ''] = path.slice(1).split('/')
  const { state } = call
  if (kind === 'restapis') {
    const api = own(state.restApis, id)
    if (api === undefined) throw notFound(`Invalid API identifier specified ${call.world.accountId}:${id}`)
    if (below === undefined) return { tags: api.tags, with: (tags) => withApi(state, { ...api, tags }) }
    const stage = below === 'stages' ? own(api.stages, name) : undefined
    if (stage === undefined) throw notFound('Invalid stage identifier specified')
    return {
      tags: stage.tags ?? {},
      with: (tags) => withApi(state, { ...api, stages: withEntry(api.stages, name, { ...stage, tags }) }),
    }
  }
  if (kind === 'apikeys') {
    const key = own(state.apiKeys, id)
    if (key === undefined) throw notFound('Invalid API Key identifier specified')
    return { tags: key.tags ?? {}, with: (tags) => ({ ...state, apiKeys: withEntry(state.apiKeys, id, { ...key, tags }) }) }
  }
  if (kind === 'usageplans') {
    const plan = own(state.usagePlans, id)
    if (plan === undefined) throw notFound('Invalid Usage Plan ID specified')
    return { tags: plan.tags ?? {}, with: (tags) => ({ ...state, usagePlans: withEntry(state.usagePlans, id, { ...plan, tags }) }) }
  }
  if (kind === 'vpclinks') {
    const link = own(state.vpcLinks, id)
    if (link === undefined) throw notFound('Invalid Vpc Link identifier specified')
    return { tags: link.tags, with: (tags) => ({ ...state, vpcLinks: withEntry(state.vpcLinks, id, { ...link, tags }) }) }
  }
  if (kind === 'clientcertificates') {
    const certificate = own(state.clientCertificates, id)
    if (certificate === undefined) throw notFound('Invalid Client Certificate identifier specified')
    const withTags = (tags: TextMap): GatewayState['clientCertificates'] =>
      withEntry(state.clientCertificates, id, { ...certificate, tags })
    return { tags: certificate.tags, with: (tags) => ({ ...state, clientCertificates: withTags(tags) }) }
  }
  if (kind === 'domainnames') {
    const domain = own(state.domainNames, id)
    if (domain === undefined) throw notFound('Invalid domain name identifier specified')
    return { tags: domain.tags, with: (tags) => ({ ...state, domainNames: withEntry(state.domainNames, id, { ...domain, tags }) }) }
  }
  throw badRequest(`Invalid ARN. ARN is not well formed ${arn}`)
}

export const getTags: Operation = (call) => ({ body: { tags: findTagged(call).tags } })

export const tagResource: Operation = tagging(findTagged, 'tags')

export const untagResource: Operation = untagging(findTagged)
