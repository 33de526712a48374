import { PARAMETER_NAME } from '../../../runtime/gateway/facts.ts'
import { diagnose } from '../../base/diagnostic.ts'
import { asString, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { join } from '../../base/pointer.ts'
import { type Context, placeOf, resolve } from './context.ts'
import { typesOf } from './keywords.ts'

/** The more a location matters to routing, the later it gives way when two parameters have one name. */
const RANK: Readonly<Record<string, number>> = { path: 0, query: 1, header: 2 }

/**
 * The declarations that API Gateway makes something of: name, place, whether required, a plain type and a description. Cookies,
 * which it ignores, and names that it refuses stay out; the latter with a warning, because the gateway then cannot require them.
 */
export function lowerParameters(context: Context, operation: JsonObject, from: string, to: string): JsonObject {
  const declared = own(operation, 'parameters')
  if (declared === undefined) return {}
  if (!Array.isArray(declared)) return isIntrinsic(declared) ? { parameters: declared } : {}
  const located = (declared as readonly Json[]).map((value, index) => resolve(context.root, value, join(from, 'parameters', index)))
  const owners = new Map<string, { location: string; pointer: string }>()
  for (const { value, pointer } of located) {
    if (!isObject(value)) continue
    const name = asString(own(value, 'name'))
    const location = asString(own(value, 'in'))
    if (name === undefined || location === undefined || !Object.hasOwn(RANK, location)) continue
    const owner = owners.get(name)
    if (!owner || (RANK[location] ?? 0) < (RANK[owner.location] ?? 0)) owners.set(name, { location, pointer })
  }
  const parameters: Json[] = []
  for (const { value, pointer } of located) {
    if (!isObject(value)) continue
    if (isIntrinsic(value)) {
      parameters.push(value)
      continue
    }
    const name = asString(own(value, 'name'))
    const location = asString(own(value, 'in'))
    if (name === undefined || location === undefined || !Object.hasOwn(RANK, location)) {
      if (location === 'cookie') context.losses.add('cookies', pointer)
      continue
    }
    if (!PARAMETER_NAME.test(name)) {
      refuse(
        context,
        pointer,
        `API Gateway refuses the name of the ${location} parameter \`${name}\`: only letters, digits and \`: . _ $ -\` may stand in it.`,
      )
      continue
    }
    const owner = owners.get(name)
    if (owner && owner.location !== location) {
      refuse(
        context,
        pointer,
        `API Gateway wants the names of a method's parameters to differ, and \`${name}\` is a ${owner.location} parameter, too; the one in the ${location} is not declared.`,
      )
      continue
    }
    if (owner && owner.pointer !== pointer) continue
    context.pointers[`${to}/parameters/${parameters.length}`] = pointer
    parameters.push(lowerParameter(context, value, name, location, pointer))
  }
  return parameters.length > 0 ? { parameters } : {}
}

function lowerParameter(context: Context, parameter: JsonObject, name: string, location: string, pointer: string): JsonObject {
  const description = asString(own(parameter, 'description'))
  const required = own(parameter, 'required')
  const type = plainType(context, parameter, pointer)
  return {
    name,
    in: location,
    ...(description !== undefined && { description }),
    ...(location === 'path' ? { required: true } : (required === true || required === 'true') && { required: true }),
    schema: type === 'array' ? { type, items: { type: 'string' } } : { type },
  }
}

/** The type that is written in the declaration; anything that is said beyond it is noted as a loss. */
function plainType(context: Context, parameter: JsonObject, pointer: string): string {
  const { value: schema } = resolve(context.root, own(parameter, 'schema'), `${pointer}/schema`)
  if (!isObject(schema)) return 'string'
  const types = typesOf(schema).filter((type) => type !== 'null')
  if (CHECKED.some((key) => Object.hasOwn(schema, key)) || types.some((type) => type !== 'string')) {
    context.losses.add('values of parameters', pointer)
  }
  return types.length === 1 && types[0] !== undefined ? types[0] : 'string'
}

const CHECKED = [
  'enum',
  'const',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
]

function refuse(context: Context, pointer: string, message: string): void {
  context.report(diagnose('emit/undeclared-parameter', message, placeOf(context, pointer)))
}
