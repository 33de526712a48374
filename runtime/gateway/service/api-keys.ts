import type { ApiKey, TextMap } from '../definition/rest-api.ts'
import { LIMITS } from '../facts.ts'
import { type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import { type Call, type Operation, seconds } from './call.ts'
import { badRequest, conflict, notFound } from './errors.ts'
import { flag, page, param, text, texts } from './input.ts'
import { allowPaths, isTrue, patchOperations } from './patch.ts'

/** A key as the service answers it; its value only to its creator and to who asks for it. */
function viewKey(key: ApiKey, shown: { readonly value: boolean; readonly tags: boolean }): JsonObject {
  const { value, tags, ...rest } = key
  return { ...rest, ...(shown.value && { value }), ...(shown.tags && { tags: tags ?? {} }) }
}

export function findKey(call: Call, id: string): ApiKey {
  const key = own(call.state.apiKeys, id)
  if (key === undefined) throw notFound('Invalid API Key identifier specified')
  return key
}

/** What a new key is made of. */
export interface KeyFields {
  readonly name: string | undefined
  readonly description: string | undefined
  readonly customerId?: string | undefined
  /** Random unless given. */
  readonly value: string | undefined
  readonly enabled: boolean
  readonly tags?: TextMap | undefined
}

/** A new key, or the service's refusal. */
export function newApiKey({ state, world }: Call, { name, description, customerId, value: given, enabled, tags }: KeyFields): ApiKey {
  if (name !== undefined && name.length > LIMITS.apiKeyNameMaximum)
    throw badRequest('Invalid API Key name, can be at most 1024 characters.')
  checkDescription(description)
  const value = given === undefined || given === '' ? world.ids.next(40) : given
  if (value.length < LIMITS.apiKeyMinimum) throw badRequest('API Key value should be at least 20 characters')
  if (value.length > LIMITS.apiKeyMaximum) throw badRequest('API Key value exceeds maximum size of 128 characters')
  if (Object.values(state.apiKeys).some((key) => key.value === value)) throw conflict('API Key already exists')
  const now = seconds(world)
  return {
    id: world.ids.next(10),
    value,
    ...(name !== undefined && name !== '' && { name }),
    ...(customerId !== undefined && { customerId }),
    ...(description !== undefined && description !== '' && { description }),
    enabled,
    createdDate: now,
    lastUpdatedDate: now,
    stageKeys: [],
    ...(tags !== undefined && { tags }),
  }
}

export const createApiKey: Operation = (call) => {
  const { body } = call
  const tags = texts(body, 'tags')
  const key = newApiKey(call, {
    name: text(body, 'name'),
    description: text(body, 'description'),
    customerId: text(body, 'customerId'),
    value: text(body, 'value'),
    enabled: flag(body, 'enabled') ?? false,
    tags,
  })
  return { body: viewKey(key, { value: true, tags: tags !== undefined }), next: withKey(call, key) }
}

function withKey(call: Call, key: ApiKey): Call['state'] {
  return { ...call.state, apiKeys: withEntry(call.state.apiKeys, key.id, key) }
}

function checkDescription(description: string | undefined): void {
  if (description !== undefined && description.length > LIMITS.apiKeyDescriptionMaximum)
    throw badRequest('Invalid API Key description specified.')
}

/** The newest first; `name` is a prefix, in its own case (recorded). */
export const getApiKeys: Operation = (call) => {
  const prefix = call.query.get('name') ?? ''
  const value = call.query.get('includeValues') === 'true'
  const keys = Object.values(call.state.apiKeys)
    .filter((key) => (key.name ?? '').startsWith(prefix))
    .reverse()
    .sort((a, b) => b.createdDate - a.createdDate)
  return {
    body: page(
      call,
      keys.map((key) => viewKey(key, { value, tags: false })),
    ),
  }
}

export const getApiKey: Operation = (call) => ({
  body: viewKey(findKey(call, param(call, 'apiKey')), { value: call.query.get('includeValue') === 'true', tags: true }),
})

const KEY_PATHS = ['/description', '/enabled', '/name', '/customerId']

export const updateApiKey: Operation = (call) => {
  let key = findKey(call, param(call, 'apiKey'))
  const operations = patchOperations(call.body)
  allowPaths(operations, { replace: KEY_PATHS })
  for (const { path, value = '' } of operations) {
    if (path === '/description') checkDescription(value)
    // Anything but `true` turns the key off (recorded).
    key = path === '/enabled' ? { ...key, enabled: isTrue(value) } : { ...key, [path.slice(1)]: value }
  }
  key = { ...key, lastUpdatedDate: seconds(call.world) }
  return { body: viewKey(key, { value: false, tags: true }), next: withKey(call, key) }
}

/** A deleted key leaves the usage plans that it was in. */
export const deleteApiKey: Operation = (call) => {
  const { id } = findKey(call, param(call, 'apiKey'))
  const usagePlans = Object.fromEntries(
    Object.entries(call.state.usagePlans).map(([planId, plan]) => [
      planId,
      plan.keyIds.includes(id) ? { ...plan, keyIds: plan.keyIds.filter((item) => item !== id) } : plan,
    ]),
  )
  return { next: { ...call.state, apiKeys: withoutEntry(call.state.apiKeys, id), usagePlans } }
}
