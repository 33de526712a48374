import type { Content } from '../../../model/api-model.ts'
import type { Value } from '../../../model/service-call.ts'
import type { Code } from '../../code.ts'
import { jsonText, quotedName, vtl, vtlLines } from '../vtl.ts'
import { type AnswerValue, answerByName, NOTHING, nameKey } from './answers.ts'
import { writeMembers } from './attributes.ts'
import { assemble } from './dynamodb-assembly.ts'
import { attribute, begin, bodyForm, declares, fixedValues, keyOf, namesOf, successContent, table } from './dynamodb-items.ts'
import type { ServiceIntegration } from './service-integration.ts'
import { type CallContext, presenceOf, referenceTo, when } from './values.ts'

/** Writes an item: what the body declares, the key and what is set. */
export function putIntegration(context: CallContext): ServiceIntegration {
  const body = context.operation.body?.contents.find(({ form }) => form === 'json')
  const form = bodyForm(body, context)?.form
  const problems = body && form?.kind !== 'object' ? ['the body declares no members, so only the key and what is set is written'] : []
  const content = successContent(context)
  const missing = content ? answerByName(content, computed(context), context).missing : []
  if (missing.length > 0) {
    const names = missing.map((name) => `\`${name}\``).join(', ')
    problems.push(
      `a put does not give back the item, so the answer has no ${names}; declare an answer without them, or use the action \`update\``,
    )
  }
  return assemble(context, {
    request: (given) => putRequest(given, context),
    success: (given) => (given?.form === 'json' ? answerByName(given, computed(context), context).template : NOTHING),
    conditional: declares(context, '404') && !declares(context, '409') ? 'not-found' : 'conflict',
    problems,
  })
}

/** What is known of an item that was put without asking the table: the values that the short form sets and that are no part of the body. */
function computed(context: CallContext): AnswerValue[] {
  return fixedValues(context).flatMap(({ name, value }): AnswerValue[] => {
    const reference = value.kind === 'parameter' ? outsideOf(value) : value.kind === 'context' ? referenceTo(value) : undefined
    return reference === undefined ? [] : [{ name: nameKey(name), reference }]
  })
}

/** A parameter as the response's template reads it. */
function outsideOf({ in: place, name }: Extract<Value, { kind: 'parameter' }>): Code | undefined {
  const key = quotedName(name)
  if (key === undefined || place === 'header') return undefined
  return place === 'path' ? vtl`$input.params().path.get(${key})` : vtl`$input.params().querystring.get(${key})`
}

function putRequest(content: Content | undefined, context: CallContext): Code {
  const fixed = fixedValues(context)
  const body = bodyForm(content, context)
  const members = body?.form.kind === 'object' && writeMembers(body.form, vtl`$body`, context.model, 0, body.inside, namesOf(fixed))
  const condition = declares(context, '409') ? 'attribute_not_exists' : declares(context, '404') ? 'attribute_exists' : undefined
  const [key] = keyOf(context)
  return vtlLines(
    begin(context),
    vtl`#set($body = $input.path('$'))`,
    vtl`{`,
    vtl`${table(context)},`,
    vtl`"Item": {`,
    vtl`#set($comma0 = "")`,
    fixed.map(({ name, value }) =>
      when(presenceOf(value, context.operation), vtl`$comma0${jsonText(name)}: ${attribute(value, context)}#set($comma0 = ", ")`),
    ),
    members || vtl``,
    condition && key
      ? vtl`}, "ConditionExpression": ${jsonText(`${condition}(#key)`)}, "ExpressionAttributeNames": {${jsonText('#key')}: ${jsonText(key.name)}}}`
      : vtl`}}`,
  )
}
