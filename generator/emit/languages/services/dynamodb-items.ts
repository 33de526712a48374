import type { Content, Operation } from '../../../model/api-model.ts'
import type { NamedValue, Value } from '../../../model/service-call.ts'
import { type Code, joinCode } from '../../code.ts'
import { jsonText, lateText, vtl, vtlLines } from '../vtl.ts'
import { isList, scalarOf } from '../vtl-shapes.ts'
import { answerOutcome } from './answers.ts'
import { readMembers, readOpenItem, writeAttribute } from './attributes.ts'
import { bodySchemaAt } from './body-schema.ts'
import { formOf } from './objects.ts'
import { type CallContext, parameterOf, printText, referenceTo, requestParts, valuesOf } from './values.ts'

/** What identifies the item: as the short form says, else the parameters of the path. */
export function keyOf({ call, operation }: CallContext): readonly NamedValue[] {
  return call.maps.key ?? pathValues(operation)
}

function pathValues({ parameters }: Operation): NamedValue[] {
  return parameters.flatMap(({ name, in: place }): NamedValue[] =>
    place === 'path' ? [{ name, value: { kind: 'parameter', in: 'path', name } }] : [],
  )
}

/** The beginning of every request: what the short form refers to, in variables. */
export function begin(context: CallContext, more: readonly Value[] = []): Code {
  return requestParts([...valuesOf(context.call), ...keyOf(context).map(({ value }) => value), ...more])
}

/** The member that names the table. */
export function table({ call }: CallContext): Code {
  return vtl`"TableName": "${lateText(call.names.table ?? '', 'json')}"`
}

/** A value of the short form as an attribute: a number where it is declared as one. */
export function attribute(value: Value, context: CallContext): Code {
  if (value.kind === 'constant') {
    if (value.value === null) return vtl`{"NULL": true}`
    if (typeof value.value === 'boolean') return vtl`{"BOOL": ${jsonText(value.value)}}`
    return typeof value.value === 'number' ? vtl`{"N": "${jsonText(value.value)}"}` : vtl`{"S": "${lateText(value.value, 'json')}"}`
  }
  if (value.kind === 'body') {
    const schema = bodySchemaAt(value.path, context)
    const reference = referenceTo(value)
    return reference === undefined ? vtl`{"NULL": true}` : writeAttribute(schema, reference, context.model, 4)
  }
  const declared = parameterOf(value, context.operation)
  const isNumber =
    declared !== undefined && !isList(declared.schema, context.model) && scalarOf(declared.schema, context.model) === 'number'
  return isNumber ? vtl`{"N": "${printText(value, 'json')}"}` : vtl`{"S": "${printText(value, 'json')}"}`
}

/** `"name": {"S": "…"}`, one behind the other. */
export function attributes(named: readonly NamedValue[], context: CallContext): Code {
  return joinCode(
    named.map(({ name, value }) => vtl`${jsonText(name)}: ${attribute(value, context)}`),
    ', ',
  )
}

/** Whether the operation declares a response of that status. */
export function declares({ operation }: CallContext, status: string): boolean {
  return operation.responses.some((response) => response.status === status)
}

/** What the operation answers in JSON where all is well. */
export function successContent({ operation }: CallContext): Content | undefined {
  return operation.responses.find(({ status }) => status.startsWith('2'))?.contents.find(({ form }) => form === 'json')
}

/** The item of an answer as the response declares it; the answer for a missing one where there is none. */
export function itemAnswer(content: Content | undefined, member: Code, context: CallContext): Code {
  return vtlLines(
    vtl`#set($item = $input.path('$.${member}'))`,
    vtl`#if($item.size() == "")`,
    answerOutcome('not-found', context),
    vtl`#else`,
    content?.form === 'json' ? item(content, vtl`$item`, context) : vtl``,
    vtl`#end`,
  )
}

/** An item as the answer declares it. */
export function item(content: Content, map: Code, { model }: CallContext): Code {
  const { form, inside } = formOf(content.schema, model)
  if (form.kind !== 'object') return readOpenItem(map)
  return vtlLines(vtl`{`, vtl`#set($comma0 = "")`, readMembers(form, map, model, 0, inside), vtl`}`)
}

/** What the short form itself writes: the key, and what it sets. The body has no say in these. */
export function fixedValues(context: CallContext): readonly NamedValue[] {
  return [...keyOf(context), ...(context.call.maps.set ?? [])]
}

/** The members of a JSON body. */
export function bodyForm(
  content: Content | undefined,
  context: CallContext,
): { readonly form: ReturnType<typeof formOf>['form']; readonly inside: readonly string[] } | undefined {
  return content?.form === 'json' ? formOf(content.schema, context.model) : undefined
}

/** The names of values. */
export function namesOf(named: readonly NamedValue[]): ReadonlySet<string> {
  return new Set(named.map(({ name }) => name))
}

/** Text inside a JSON string that a template prints: `#` as its escape. */
export function inside(text: string): Code {
  return lateText(text, 'json')
}
