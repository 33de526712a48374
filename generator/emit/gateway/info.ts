import { asString, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import type { Context } from './context.ts'
import { awsExtensions } from './extensions.ts'

/** Title, version and description: what API Gateway stores. Late-bound values stay; a missing title is the model's. */
export function lowerInfo(context: Context): JsonObject {
  const info = own(context.root, 'info')
  if (isIntrinsic(info)) return info
  const source = isObject(info) ? info : {}
  const description = own(source, 'description')
  return {
    title: textOrLate(own(source, 'title')) ?? context.model.title,
    ...(textOrLate(description) !== undefined && { description: textOrLate(description) ?? '' }),
    version: textOrLate(own(source, 'version')) ?? context.model.version,
  }
}

/**
 * The first server only: API Gateway takes base path and endpoint configuration from it and warns of every other one.
 */
export function lowerServers(context: Context): JsonObject {
  const servers = own(context.root, 'servers')
  if (isIntrinsic(servers)) return { servers }
  const [first] = Array.isArray(servers) ? (servers as readonly Json[]) : []
  if (isIntrinsic(first)) return { servers: [first] }
  if (!isObject(first) || typeof own(first, 'url') !== 'string') {
    const extensions = isObject(first) ? awsExtensions(first) : {}
    return Object.keys(extensions).length > 0 ? { servers: [{ url: '/', ...extensions }] } : {}
  }
  const variables = own(first, 'variables')
  const description = asString(own(first, 'description'))
  return {
    servers: [
      {
        url: own(first, 'url') ?? '/',
        ...(description !== undefined && { description }),
        ...(isObject(variables) && { variables: lowerVariables(variables) }),
        ...awsExtensions(first),
      },
    ],
  }
}

function lowerVariables(variables: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => {
      if (!isObject(variable) || isIntrinsic(variable)) return [name, variable]
      return [name, Object.fromEntries(Object.entries(variable).filter(([key]) => ['default', 'enum', 'description'].includes(key)))]
    }),
  )
}

/** Names and descriptions of tags. */
export function lowerTags(context: Context): JsonObject {
  const tags = own(context.root, 'tags')
  if (!Array.isArray(tags)) return {}
  const kept = (tags as readonly Json[]).flatMap((tag): Json[] => {
    if (!isObject(tag) || typeof own(tag, 'name') !== 'string') return isIntrinsic(tag) ? [tag] : []
    const description = asString(own(tag, 'description'))
    return [{ name: own(tag, 'name') ?? '', ...(description !== undefined && { description }) }]
  })
  return kept.length > 0 ? { tags: kept } : {}
}

function textOrLate(value: Json | undefined): Json | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  return isIntrinsic(value) ? value : undefined
}
