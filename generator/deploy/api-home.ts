import { asArray, asObject, asString, isObject, type Json, type JsonObject, put } from '../base/json.ts'
import { restoreVariables } from './aws-variables.ts'

/** Where the API of an export lives, as far as the export shows it. */
export interface ApiHome {
  readonly apiId: string | undefined
  readonly region: string | undefined
  readonly partition: string
  /** `known`: the policy or a role says so. `only`: no other account is named. `several`: any of them may be the one. */
  readonly account:
    | { readonly kind: 'known' | 'only'; readonly id: string }
    | { readonly kind: 'several'; readonly ids: readonly string[] }
    | undefined
}

/** Reads the address, the policy and the ARNs of an export (OpenAPI 3.0 or Swagger 2.0). */
export function homeOf(exported: JsonObject): ApiHome {
  const address = asString(asObject(asArray(exported.servers)[0]).url) ?? `https://${asString(exported.host) ?? ''}`
  const [, apiId, region] = /^https:\/\/([^./]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\./.exec(address) ?? []
  const partition = region?.startsWith('cn-') ? 'aws-cn' : region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
  return { apiId, region, partition, account: accountOf(exported, apiId) }
}

/** The document with `${AWS::…}` for what is only of the API's home, and the short names of its own resources in the policy. */
export function withPlaceholders(exported: JsonObject, { apiId, region, partition, account }: ApiHome): JsonObject {
  const id = account !== undefined && account.kind !== 'several' ? account.id : undefined
  const variables = {
    'AWS::Partition': partition,
    ...(region !== undefined && { 'AWS::Region': region }),
    ...(id !== undefined && { 'AWS::AccountId': id }),
  }
  const named = mapMembers(exported, (value, name) =>
    name === 'x-amazon-apigateway-policy' && apiId !== undefined ? shortened(value, apiId) : value,
  )
  const queue = (text: string): string =>
    text.replace(QUEUE, (whole, before: string, account: string) => (account === id ? `${before}\${AWS::AccountId}/` : whole))
  return restoreVariables(mapTexts(named, queue), variables) as JsonObject
}

function shortened(policy: Json, apiId: string): Json {
  const own = new RegExp(`^arn:[^:]+:execute-api:[^:]*:[^:]*:${apiId}/`)
  return mapTexts(policy, (text) => text.replace(own, 'execute-api:/'))
}

/** The account in the address of a queue, which is no ARN. */
const QUEUE = /(:sqs:path\/|\bsqs\.[a-z0-9-]+\.amazonaws\.com\/)(\d{12})\//g

/** Its policy is about itself; roles, and functions that a stage variable names, can only be of its own account. Others may be anybody's. */
function accountOf(exported: JsonObject, apiId: string | undefined): ApiHome['account'] {
  const all = new Set<string>()
  let known: string | undefined
  visit(exported, undefined, (text, key) => {
    for (const [, service, id = '', rest = ''] of text.matchAll(/arn:[a-z-]+:([a-z0-9-]+):[a-z0-9-]*:(\d{12}):([^:/\s]*)/g)) {
      all.add(id)
      const isRole = service === 'iam' && rest === 'role' && (key === 'credentials' || key === 'authorizerCredentials')
      const isNamedByStage = service === 'lambda' && rest === 'function' && text.includes('${stageVariables.')
      if (isRole || isNamedByStage || (service === 'execute-api' && rest === apiId)) known ??= id
    }
  })
  if (known !== undefined) return { kind: 'known', id: known }
  const [id, ...more] = all
  if (id === undefined) return undefined
  return more.length === 0 ? { kind: 'only', id } : { kind: 'several', ids: [...all].sort() }
}

function visit(value: Json | undefined, key: string | undefined, see: (text: string, key: string | undefined) => void): void {
  if (typeof value === 'string') see(value, key)
  else if (Array.isArray(value)) for (const item of value) visit(item as Json, key, see)
  else if (isObject(value)) for (const [name, member] of Object.entries(value)) visit(member, name, see)
}

function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapTexts(item as Json, change))
  if (!isObject(value)) return value
  return mapMembers(value, (member) => mapTexts(member, change))
}

function mapMembers(object: JsonObject, change: (member: Json, name: string) => Json): JsonObject {
  const result: Record<string, Json> = {}
  for (const [name, member] of Object.entries(object)) put(result, name, change(member, name))
  return result
}
