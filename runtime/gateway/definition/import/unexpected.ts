import { isObject, type Json, type JsonObject, own, pointer } from '../../json.ts'
import { entries, type ImportContext } from './context.ts'
import { location } from './schema.ts'

const keys = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** The keys that the service's OpenAPI 3.0 parser knows in each kind of object; any other but `x-…` is "unexpected". */
const ROOT = keys('openapi info servers paths components security tags externalDocs')
const INFO = keys('title description termsOfService contact license version')
const COMPONENTS = keys('schemas responses parameters examples requestBodies headers securitySchemes links callbacks')
const PATH_ITEM = keys('$ref summary description get put post delete options head patch trace servers parameters')
const OPERATION = keys(
  'tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated security servers',
)
const PARAMETER = keys(
  '$ref name in description required deprecated allowEmptyValue style explode allowReserved schema example examples content',
)
const BODY = keys('$ref description content required')
const RESPONSE = keys('$ref description headers content links')
const METHODS = keys('get put post delete options head patch trace x-amazon-apigateway-any-method')

/**
 * Warns of keys that the service's parser does not know, in the objects above schemas. Only for OpenAPI 3.0, whose texts are
 * known; schemas are left out, because there the service drops what it does not know.
 */
export function warnOfUnexpectedKeys(context: ImportContext): void {
  if (context.dialect !== 'oas3') return
  const { root } = context
  check(context, root, '', ROOT)
  check(context, own(root, 'info'), '/info', INFO)
  check(context, own(root, 'components'), '/components', COMPONENTS)
  for (const { key, value, pointer: at } of entries(own(root, 'paths'), '/paths')) {
    if (key.startsWith('x-')) continue
    check(context, value, at, PATH_ITEM)
    checkParameters(context, value, at)
    for (const operation of entries(value, at)) {
      if (METHODS.has(operation.key) && isObject(operation.value)) checkOperation(context, operation.value, operation.pointer)
    }
  }
}

function checkOperation(context: ImportContext, operation: JsonObject, at: string): void {
  check(context, operation, at, OPERATION)
  checkParameters(context, operation, at)
  check(context, own(operation, 'requestBody'), pointer(at, 'requestBody'), BODY)
  for (const { key, value, pointer: here } of entries(own(operation, 'responses'), pointer(at, 'responses'))) {
    if (!key.startsWith('x-')) check(context, value, here, RESPONSE)
  }
}

function checkParameters(context: ImportContext, holder: Json, at: string): void {
  const list = isObject(holder) ? own(holder, 'parameters') : undefined
  if (!Array.isArray(list)) return
  for (const [index, value] of list.entries()) {
    const name = isObject(value) ? own(value, 'name') : undefined
    if (isObject(value))
      check(context, value, pointer(at, 'parameters', index), PARAMETER, () => `${location(at)}.parameters.[${name ?? index}]`)
  }
}

function check(
  context: ImportContext,
  value: Json | undefined,
  at: string,
  known: ReadonlySet<string>,
  name: () => string = () => location(at),
): void {
  if (!isObject(value)) return
  for (const key of Object.keys(value)) {
    if (known.has(key) || key.startsWith('x-')) continue
    const named = name()
    context.warn(`Parse issue: attribute ${named === '' ? '' : `${named}.`}${key} is unexpected`, pointer(at, key))
  }
}
