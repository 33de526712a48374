import type { Content } from '../../../model/api-model.ts'
import { type Code, joinCode } from '../../code.ts'
import { jsonText, quotedName, vtl, vtlLines } from '../vtl.ts'
import { NOTHING } from './answers.ts'
import { writeAttribute } from './attributes.ts'
import { assemble } from './dynamodb-assembly.ts'
import { attribute, attributes, begin, bodyForm, declares, inside, item, keyOf, namesOf, table } from './dynamodb-items.ts'
import type { ServiceIntegration } from './service-integration.ts'
import { type CallContext, presenceOf, when } from './values.ts'

/** Sets what was sent, and answers with the item as it is then. */
export function updateIntegration(context: CallContext): ServiceIntegration {
  return assemble(context, {
    request: (content) => updateRequest(content, context),
    success: (content) => (content?.form === 'json' ? updateAnswer(content, context) : NOTHING),
    conditional: declares(context, '404') ? 'not-found' : undefined,
  })
}

/** One assignment of an update: when it is made, and the attribute. */
interface Assignment {
  readonly name: string
  readonly condition?: Code | undefined
  readonly attribute: Code
}

function updateRequest(content: Content | undefined, context: CallContext): Code {
  const assignments = assignmentsOf(content, context)
  const always = assignments.some(({ condition }) => condition === undefined)
  const any = joinCode(
    assignments.flatMap(({ condition }) => condition ?? []),
    ' || ',
  )
  const mustExist = declares(context, '404')
  const [key] = keyOf(context)
  const each = (print: (assignment: Assignment, index: number) => Code): Code =>
    joinCode(
      assignments.map((assignment, index) => when(assignment.condition, vtl`$comma0${print(assignment, index)}#set($comma0 = ", ")`)),
      '',
    )
  const keyName = mustExist && key ? vtl`${jsonText('#key')}: ${jsonText(key.name)}` : undefined
  const update = joinCode(
    [
      vtl`, "UpdateExpression": "SET #set($comma0 = "")`,
      each((_, index) => inside(`#a${index} = :a${index}`)),
      vtl`", "ExpressionAttributeValues": {#set($comma0 = "")`,
      each(({ attribute: value }, index) => vtl`${jsonText(`:a${index}`)}: ${value}`),
      vtl`}`,
    ],
    '',
  )
  return vtlLines(
    begin(context),
    vtl`#set($body = $input.path('$'))`,
    vtl`{`,
    vtl`${table(context)}, "Key": {${attributes(keyOf(context), context)}}, "ReturnValues": "ALL_NEW"`,
    assignments.length === 0 ? vtl`` : when(always ? undefined : any, update),
    keyName ? vtl`, "ConditionExpression": ${jsonText('attribute_exists(#key)')}` : vtl``,
    names(each, assignments, keyName, always, any),
    vtl`}`,
  )
}

/** Names are declared only where they are used: DynamoDB refuses others. */
function names(
  each: (print: (assignment: Assignment, index: number) => Code) => Code,
  assignments: readonly Assignment[],
  keyName: Code | undefined,
  always: boolean,
  any: Code,
): Code {
  const list = assignments.length === 0 ? vtl`` : each(({ name }, index) => vtl`${jsonText(`#a${index}`)}: ${jsonText(name)}`)
  if (keyName) return vtlLines(vtl`, "ExpressionAttributeNames": {${keyName}#set($comma0 = ", ")`, list, vtl`}`)
  if (assignments.length === 0) return vtl``
  return when(always ? undefined : any, vtlLines(vtl`, "ExpressionAttributeNames": {#set($comma0 = "")`, list, vtl`}`))
}

function assignmentsOf(content: Content | undefined, context: CallContext): Assignment[] {
  const key = namesOf(keyOf(context))
  const set = (context.call.maps.set ?? []).map(
    ({ name, value }): Assignment => ({ name, condition: presenceOf(value, context.operation), attribute: attribute(value, context) }),
  )
  const fixed = new Set([...key, ...set.map(({ name }) => name)])
  const body = bodyForm(content, context)
  if (body?.form.kind !== 'object') return set
  const members = body.form.properties.flatMap(({ name, schema }): Assignment[] => {
    const quoted = quotedName(name)
    if (quoted === undefined || fixed.has(name) || schema.access === 'readOnly') return []
    const value = writeAttribute(schema, vtl`$body.get(${quoted})`, context.model, 1, body.inside)
    return [{ name, condition: vtl`$body.containsKey(${quoted}) == true`, attribute: value }]
  })
  return [...set, ...members]
}

function updateAnswer(content: Content, context: CallContext): Code {
  return vtlLines(vtl`#set($item = $input.path('$.Attributes'))`, item(content, vtl`$item`, context))
}
