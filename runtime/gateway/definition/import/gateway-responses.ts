import { GATEWAY_RESPONSES } from '../../facts.ts'
import { isObject, type Json, own, pointer } from '../../json.ts'
import { notInEnum } from '../../service/errors.ts'
import { ENUMS } from '../../service/models/api-gateway.ts'
import type { GatewayResponse } from '../rest-api.ts'
import { entries, filled, type ImportContext, textMap } from './context.ts'
import { statusOf } from './integration-responses.ts'

const KEY = 'x-amazon-apigateway-gateway-responses'

/** What the service says of a response type that it does not know (recorded for the control plane). */
function unknownResponseType(type: string): string {
  return `1 validation error detected: ${notInEnum(type, 'responseType', own(ENUMS, 'GatewayResponseType') ?? [])}`
}

/** The gateway responses after an import, by response type; those of the document replace those of `base`. */
export function importGatewayResponses(
  context: ImportContext,
  base: Readonly<Record<string, GatewayResponse>>,
): Readonly<Record<string, GatewayResponse>> {
  const responses: Record<string, GatewayResponse> = { ...base }
  for (const { key, value, pointer: at } of entries(own(context.root, KEY), pointer('', KEY))) {
    if (!Object.hasOwn(GATEWAY_RESPONSES, key)) {
      context.fail(unknownResponseType(key), at)
      continue
    }
    if (!isObject(value)) continue
    const onOther = (field: string) => (name: string, other: Json, where: string) =>
      context.warn(
        `Invalid format for '${field}'. Expected type string for property '${name}' of gateway response '${key}' but got '${typeof other === 'object' ? JSON.stringify(other) : other}'`,
        where,
      )
    const parameters = textMap(own(value, 'responseParameters'), pointer(at, 'responseParameters'), onOther('responseParameters'))
    const templates = textMap(own(value, 'responseTemplates'), pointer(at, 'responseTemplates'), onOther('responseTemplates'))
    const statusCode = statusOf(own(value, 'statusCode'))
    responses[key] = {
      responseType: key,
      ...(statusCode !== undefined && { statusCode }),
      ...(filled(parameters) && { responseParameters: parameters }),
      ...(filled(templates) && { responseTemplates: templates }),
    }
  }
  return responses
}
