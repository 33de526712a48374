import { asObject, asString, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { join } from '../base/pointer.ts'
import type { Operation, Pagination, Permission } from '../model/api-model.ts'
import { oneOf } from './contents.ts'
import { type Context, tell } from './context.ts'

const VERBS = ['read', 'write', 'delete', 'send', 'receive', 'publish', 'start', 'invoke', 'put'] as const

type Extensions = Pick<Operation, 'permissions'> & Partial<Pick<Operation, 'throttle' | 'pagination' | 'idempotency'>>

/** What an operation says in `x-apigen-*` beside its integration and function; a wrong shape is reported and ignored. */
export function readExtensions(context: Context, operation: JsonObject, pointer: string): Extensions {
  const ignored = (name: string, want: string): undefined => {
    tell(context, 'derive/extension-ignored', `\`${name}\` ${want}.`, join(pointer, name))
    return undefined
  }
  const throttle = own(operation, 'x-apigen-throttle')
  const pagination = own(operation, 'x-apigen-pagination')
  const idempotency = own(operation, 'x-apigen-idempotency')
  const read = {
    throttle:
      throttle === undefined ? undefined : (throttleOf(throttle) ?? ignored('x-apigen-throttle', 'has a positive `rate` and `burst`')),
    pagination:
      pagination === undefined
        ? undefined
        : (paginationOf(pagination) ?? ignored('x-apigen-pagination', 'names `token`, `next` and `items`')),
    idempotency:
      idempotency === undefined ? undefined : (idempotencyOf(idempotency) ?? ignored('x-apigen-idempotency', 'names a `header`')),
  }
  return {
    permissions: readPermissions(context, own(operation, 'x-apigen-permissions'), join(pointer, 'x-apigen-permissions')),
    ...(read.throttle && { throttle: read.throttle }),
    ...(read.pagination && { pagination: read.pagination }),
    ...(read.idempotency && { idempotency: read.idempotency }),
  }
}

function throttleOf(value: Json): Operation['throttle'] {
  const { rate, burst } = asObject(value)
  return typeof rate === 'number' && typeof burst === 'number' && rate > 0 && burst > 0 ? { rate, burst } : undefined
}

function paginationOf(value: Json): Pagination | undefined {
  const object = asObject(value)
  const [token, next, items] = ['token', 'next', 'items'].map((key) => asString(own(object, key)))
  return token && next && items ? { token, next, items } : undefined
}

function idempotencyOf(value: Json): Operation['idempotency'] {
  const name = asString(own(asObject(value), 'header'))
  return name ? { header: name } : undefined
}

function readPermissions(context: Context, value: Json | undefined, pointer: string): Permission[] {
  if (value === undefined) return []
  const found: Permission[] = []
  if (!Array.isArray(value)) {
    tell(context, 'derive/extension-ignored', '`x-apigen-permissions` is a list of `SERVICE: VERB RESOURCE`.', pointer)
    return found
  }
  value.forEach((item: Json, index: number) => {
    const permission = permissionOf(item)
    if (permission) found.push(permission)
    else
      tell(
        context,
        'derive/extension-ignored',
        'A permission is written `SERVICE: VERB RESOURCE`, such as `dynamodb: read orders`.',
        join(pointer, index),
      )
  })
  return found
}

/** Unquoted YAML turns `dynamodb: read orders` into an object of one member; it means the same. */
function permissionOf(item: Json): Permission | undefined {
  const [key] = isObject(item) ? Object.keys(item) : []
  const text =
    typeof item === 'string'
      ? item
      : isObject(item) && key !== undefined && Object.keys(item).length === 1
        ? `${key}: ${asString(item[key]) ?? ''}`
        : ''
  const found = /^\s*([a-z0-9-]+)\s*:\s*([a-z]+)\s+(\S(?:[\s\S]*\S)?)\s*$/.exec(text)
  const [, service, word, resource] = found ?? []
  const verb = oneOf(word, VERBS)
  return service && verb && resource ? { service, verb, resource } : undefined
}
