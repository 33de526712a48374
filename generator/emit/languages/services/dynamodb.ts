import type { Content } from '../../../model/api-model.ts'
import type { Code } from '../../code.ts'
import { jsonText, vtl, vtlLines } from '../vtl.ts'
import { NOTHING } from './answers.ts'
import { assemble } from './dynamodb-assembly.ts'
import { attributes, begin, declares, itemAnswer, keyOf, successContent, table } from './dynamodb-items.ts'
import { putIntegration } from './dynamodb-put.ts'
import { queryIntegration } from './dynamodb-query.ts'
import { updateIntegration } from './dynamodb-update.ts'
import type { ServiceIntegration } from './service-integration.ts'
import type { CallContext } from './values.ts'

/** The integration of an operation with a table. */
export function dynamodbIntegration(context: CallContext): ServiceIntegration {
  switch (context.call.action) {
    case 'get':
      return assemble(context, { request: () => getRequest(context), success: (content) => itemAnswer(content, vtl`Item`, context) })
    case 'query':
      return queryIntegration(context)
    case 'put':
      return putIntegration(context)
    case 'update':
      return updateIntegration(context)
    default:
      return assemble(context, { request: () => deleteRequest(context), success: (content) => deleteAnswer(content, context) })
  }
}

function getRequest(context: CallContext): Code {
  return vtlLines(begin(context), vtl`{${table(context)}, "Key": {${attributes(keyOf(context), context)}}}`)
}

function deleteRequest(context: CallContext): Code {
  const old = declares(context, '404') || successContent(context) !== undefined
  return vtlLines(
    begin(context),
    vtl`{${table(context)}, "Key": {${attributes(keyOf(context), context)}}, "ReturnValues": ${jsonText(old ? 'ALL_OLD' : 'NONE')}}`,
  )
}

function deleteAnswer(content: Content | undefined, context: CallContext): Code {
  if (declares(context, '404') || content?.form === 'json') return itemAnswer(content, vtl`Attributes`, context)
  return NOTHING
}
