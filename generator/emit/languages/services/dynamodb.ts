import type { Content, Operation } from '../../../model/api-model.ts'
import type { NamedValue, Value } from '../../../model/service-call.ts'
import { type Code, joinCode } from '../../code.ts'
import { escaped, jsonText, lateText, quotedName, vtl, vtlLines } from '../vtl.ts'
import { fieldsOf, isList, scalarOf } from '../vtl-shapes.ts'
import { type AnswerValue, answerByName, answerOutcome, NOTHING, nameKey } from './answers.ts'
import { LONGEST_LOOP, readMembers, readOpenItem, withReaders, withWriters, writeAttribute, writeMembers } from './attributes.ts'
import { bodySchemaAt } from './body-schema.ts'
import { formOf } from './objects.ts'
import { assembleIntegration, factOf, jsonErrors, type ServiceIntegration, type ServiceTemplates } from './service-integration.ts'
import { type CallContext, parameterOf, presenceOf, printText, referenceTo, requestParts, valuesOf, when } from './values.ts'

/** A page holds at most as many items as a template loops over. */
const LARGEST_PAGE = LONGEST_LOOP
const PAGE = 100

/** Errors of DynamoDB by what they mean to a client. What is the deployment's fault (no such table, no right) is a failure. */
const ERRORS = jsonErrors(
  [
    ['conflict', ['ConditionalCheckFailedException', 'TransactionConflictException']],
    ['throttled', ['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded']],
    ['invalid', ['ValidationException', 'SerializationException', 'ItemCollectionSizeLimitExceededException']],
  ],
  'failed',
)

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
      return assemble(context, {
        request: (content) => updateRequest(content, context),
        success: (content) => (content?.form === 'json' ? updateAnswer(content, context) : NOTHING),
        conditional: declares(context, '404') ? 'not-found' : undefined,
      })
    default:
      return assemble(context, { request: () => deleteRequest(context), success: (content) => deleteAnswer(content, context) })
  }
}

interface Parts {
  readonly request: (content: Content | undefined) => Code
  readonly success: (content: Content | undefined) => Code
  /** What it means that a condition was not met. */
  readonly conditional?: 'not-found' | 'conflict' | undefined
  readonly problems?: readonly string[]
}

function assemble(context: CallContext, { request, success, conditional = 'conflict', problems = [] }: Parts): ServiceIntegration {
  const errors: ServiceTemplates['errors'] = {
    ...ERRORS,
    outcomes: ERRORS.outcomes.map(([outcome, names]) => [outcome === 'conflict' ? conditional : outcome, names]),
  }
  return assembleIntegration(context, {
    target: `action/${factOf(context.call).action}`,
    request: (content) => withWriters(request(content)),
    success: (content) => withReaders(success(content)),
    errors,
    problems: [...problems, ...unwritableNames(context)],
  })
}

function declares({ operation }: CallContext, status: string): boolean {
  return operation.responses.some((response) => response.status === status)
}

/** What identifies the item: as the short form says, else the parameters of the path. */
function keyOf({ call, operation }: CallContext): readonly NamedValue[] {
  return call.maps.key ?? pathValues(operation)
}

function pathValues({ parameters }: Operation): NamedValue[] {
  return parameters.flatMap(({ name, in: place }): NamedValue[] =>
    place === 'path' ? [{ name, value: { kind: 'parameter', in: 'path', name } }] : [],
  )
}

function begin(context: CallContext, more: readonly Value[] = []): Code {
  return requestParts([...valuesOf(context.call), ...keyOf(context).map(({ value }) => value), ...more])
}

function table({ call }: CallContext): Code {
  return vtl`"TableName": "${lateText(call.names.table ?? '', 'json')}"`
}

/** A value of the short form as an attribute: a number where it is declared as one. */
function attribute(value: Value, context: CallContext): Code {
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
function attributes(named: readonly NamedValue[], context: CallContext): Code {
  return joinCode(
    named.map(({ name, value }) => vtl`${jsonText(name)}: ${attribute(value, context)}`),
    ', ',
  )
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

function successContent({ operation }: CallContext): Content | undefined {
  return operation.responses.find(({ status }) => status.startsWith('2'))?.contents.find(({ form }) => form === 'json')
}

/** The item of an answer as the response declares it; the answer for a missing one where there is none. */
function itemAnswer(content: Content | undefined, member: Code, context: CallContext): Code {
  return vtlLines(
    vtl`#set($item = $input.path('$.${member}'))`,
    vtl`#if($item.size() == "")`,
    answerOutcome('not-found', context),
    vtl`#else`,
    content?.form === 'json' ? item(content, vtl`$item`, context) : vtl``,
    vtl`#end`,
  )
}

function item(content: Content, map: Code, { model }: CallContext): Code {
  const { form, inside } = formOf(content.schema, model)
  if (form.kind !== 'object') return readOpenItem(map)
  return vtlLines(vtl`{`, vtl`#set($comma0 = "")`, readMembers(form, map, model, 0, inside), vtl`}`)
}

function updateAnswer(content: Content, context: CallContext): Code {
  return vtlLines(vtl`#set($item = $input.path('$.Attributes'))`, item(content, vtl`$item`, context))
}

function deleteAnswer(content: Content | undefined, context: CallContext): Code {
  if (declares(context, '404') || content?.form === 'json') return itemAnswer(content, vtl`Attributes`, context)
  return NOTHING
}

/** What the short form itself writes: the key, and what it sets. The body has no say in these. */
function fixedValues(context: CallContext): readonly NamedValue[] {
  return [...keyOf(context), ...(context.call.maps.set ?? [])]
}

function bodyForm(
  content: Content | undefined,
  context: CallContext,
): { readonly form: ReturnType<typeof formOf>['form']; readonly inside: readonly string[] } | undefined {
  return content?.form === 'json' ? formOf(content.schema, context.model) : undefined
}

function putIntegration(context: CallContext): ServiceIntegration {
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

function namesOf(named: readonly NamedValue[]): ReadonlySet<string> {
  return new Set(named.map(({ name }) => name))
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

/** Text inside a JSON string that a template prints: `#` as its escape. */
function inside(text: string): Code {
  return lateText(text, 'json')
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

function queryIntegration(context: CallContext): ServiceIntegration {
  const { operation } = context
  const problems: string[] = []
  const page = pageOf(context)
  if (page.items === undefined)
    problems.push(
      'the answer has no place for the items: a list, or an object with one (`x-apigen-pagination` names it where there are several)',
    )
  if (page.token !== undefined && page.next === undefined)
    problems.push('the answer has no member for the next token, so only the first page can be read')
  if (page.token === undefined) problems.push('without `x-apigen-pagination` only the first page can be read')
  return assemble(context, {
    request: () => queryRequest(context, page.token),
    success: (content) => queryAnswer(content, context),
    problems: operation.responses.length > 0 ? problems : [],
  })
}

interface Page {
  /** The query parameter of the token. */
  readonly token?: string
  readonly next?: string
  /** The member of the items; `root` where the answer is the list itself. */
  readonly items?: string | 'root'
  readonly isRoot: boolean
}

function pageOf(context: CallContext): Page {
  const { operation, model } = context
  const content = successContent(context)
  const token = operation.pagination?.token
  const declared = operation.parameters.some(({ name, in: place }) => place === 'query' && name === token) ? token : undefined
  if (!content) return { isRoot: false, ...(declared !== undefined && { token: declared }) }
  if (isList(content.schema, model)) return { isRoot: true, items: 'root', ...(declared !== undefined && { token: declared }) }
  const properties = fieldsOf(content.schema, model)?.properties ?? []
  const lists = properties.filter(({ schema }) => isList(schema, model)).map(({ name }) => name)
  const items =
    operation.pagination && lists.includes(operation.pagination.items)
      ? operation.pagination.items
      : lists.length === 1
        ? lists[0]
        : undefined
  const next = properties.some(({ name }) => name === operation.pagination?.next) ? operation.pagination?.next : undefined
  return {
    isRoot: false,
    ...(declared !== undefined && { token: declared }),
    ...(items !== undefined && { items }),
    ...(next !== undefined && { next }),
  }
}

function queryRequest(context: CallContext, token: string | undefined): Code {
  const { call } = context
  const key = keyOf(context)
  const tokenValue: Value | undefined = token === undefined ? undefined : { kind: 'parameter', in: 'query', name: token }
  const range = rangeOf(context)
  const conditions = key.map((_, index) => `#k${index} = :k${index}`).join(' AND ')
  return vtlLines(
    begin(context, tokenValue ? [tokenValue] : []),
    tokenValue ? readToken(tokenValue) : vtl``,
    vtl`{`,
    vtl`${table(context)},`,
    call.names.index === undefined ? vtl`` : vtl`"IndexName": "${lateText(call.names.index, 'json')}",`,
    vtl`"KeyConditionExpression": "${inside(conditions)}${range.condition}",`,
    vtl`"ExpressionAttributeNames": {${joinCode(
      key.map(({ name }, index) => vtl`${jsonText(`#k${index}`)}: ${jsonText(name)}`),
      ', ',
    )}${range.names}},`,
    vtl`"ExpressionAttributeValues": {${joinCode(
      key.map(({ value }, index) => vtl`${jsonText(`:k${index}`)}: ${attribute(value, context)}`),
      ', ',
    )}${range.values}},`,
    call.names.order === undefined ? vtl`` : vtl`"ScanIndexForward": ${jsonText(call.names.order !== 'descending')},`,
    token === undefined ? vtl`` : vtlLines(vtl`#if($start != "")`, vtl`"ExclusiveStartKey": {`, startKey(), vtl`},`, vtl`#end`),
    vtl`"Limit": ${limit(context)}`,
    vtl`}`,
  )
}

/** The sort key between two values, or beginning with one; each part only where the request has it. */
function rangeOf(context: CallContext): { readonly condition: Code; readonly names: Code; readonly values: Code } {
  const range = new Map((context.call.maps.range ?? []).map(({ name, value }) => [name, value]))
  const name = range.get('attribute')
  if (name?.kind !== 'constant') return { condition: vtl``, names: vtl``, values: vtl`` }
  const there = (member: string): Code => {
    const value = range.get(member)
    return value === undefined ? vtl`false` : (presenceOf(value, context.operation) ?? vtl`true`)
  }
  const [prefix, from, to] = [there('prefix'), there('from'), there('to')]
  const put = (member: string): Code => {
    const value = range.get(member)
    return value === undefined ? vtl`` : vtl`, ${jsonText(`:${member}`)}: ${attribute(value, context)}`
  }
  return {
    condition: vtl`#if(${prefix})${inside(' AND begins_with(#range, :prefix)')}#elseif(${from} && ${to})${inside(' AND #range BETWEEN :from AND :to')}#elseif(${from})${inside(' AND #range >= :from')}#elseif(${to})${inside(' AND #range <= :to')}#end`,
    names: vtl`#if(${prefix} || ${from} || ${to}), ${jsonText('#range')}: ${jsonText(String(name.value))}#end`,
    values: vtl`#if(${prefix})${put('prefix')}#else#if(${from})${put('from')}#end#if(${to})${put('to')}#end#end`,
  }
}

function limit(context: CallContext): Code {
  const { limit: value } = context.call.values
  if (value?.kind === 'constant' && typeof value.value === 'number')
    return jsonText(Math.max(1, Math.min(Math.floor(value.value), LARGEST_PAGE)))
  const reference = value && referenceTo(value)
  const byDefault = value && parameterOf(value, context.operation)?.schema.default
  const usual = typeof byDefault === 'number' ? Math.max(1, Math.min(Math.floor(byDefault), LARGEST_PAGE)) : PAGE
  if (reference === undefined) return jsonText(PAGE)
  return vtl`#if(${reference}.matches("0*[1-9][0-9]{0,2}") == true)${reference}.replaceFirst("^0+", "")#elseif(${reference}.matches("[0-9]{4,9}") == true)${LARGEST_PAGE}#{else}${usual}#end`
}

/**
 * The token is the key after which the page begins, as base64 that URLs can hold. What is none becomes a key that no table has, so that
 * DynamoDB refuses it: the request of a client must not be able to begin again by accident.
 */
function readToken(token: Value): Code {
  const reference = referenceTo(token) ?? vtl`""`
  return vtlLines(
    vtl`#set($start = "")`,
    vtl`#set($token = ${reference})`,
    vtl`#if($token != "")`,
    vtl`#set($start = {"token": {"S": "invalid"}})`,
    vtl`#set($rest = $token.length() % 4)`,
    vtl`#if($token.matches("[A-Za-z0-9_-]+") && $rest != 1)`,
    vtl`#if($rest == 2)#set($token = "$token==")#end`,
    vtl`#if($rest == 3)#set($token = "$token=")#end`,
    vtl`#set($json = $util.base64Decode($token.replace("-", "+").replace("_", "/")))`,
    vtl`#if($json.startsWith("{") && $json.endsWith("}") && $json.contains('"'))#set($start = $util.parseJson($json))#end`,
    vtl`#end`,
    vtl`#end`,
  )
}

/** Keys are texts, numbers and bytes; whatever else a token holds does not get into the call. */
function startKey(): Code {
  const scalar = (tag: Code): Code => vtl`{"${tag}": "${escaped(vtl`$start.get($name).get("${tag}")`)}"}`
  return vtl`#foreach($name in $start.keySet())"${escaped(vtl`$name`)}": #if($start.get($name).containsKey("S") == true)${scalar(vtl`S`)}#elseif($start.get($name).containsKey("N") == true)${scalar(vtl`N`)}#elseif($start.get($name).containsKey("B") == true)${scalar(vtl`B`)}#else{"NULL": true}#end#if($foreach.hasNext), #end#end`
}

function queryAnswer(content: Content | undefined, context: CallContext): Code {
  const page = pageOf(context)
  if (content?.form !== 'json' || page.items === undefined) return NOTHING
  const list = itemList(content, page, context)
  if (page.isRoot) return list
  const next = page.next
  return vtlLines(
    vtl`{`,
    vtl`${jsonText(page.items)}: ${list}`,
    next === undefined
      ? vtl``
      : vtl`#if($input.path('$.LastEvaluatedKey').size() != ""), ${jsonText(next)}: "$util.base64Encode($input.json('$.LastEvaluatedKey')).replace("+", "-").replace("/", "_").replace("=", "")"#end`,
    vtl`}`,
  )
}

function itemList(content: Content, page: Page, context: CallContext): Code {
  const { model } = context
  const schema = page.isRoot ? content.schema : fieldsOf(content.schema, model)?.properties.find(({ name }) => name === page.items)?.schema
  const shaped = schema && formOf(schema, model)
  const items = shaped?.form.kind === 'list' ? formOf(shaped.form.items, model, shaped.inside) : undefined
  const one =
    items?.form.kind === 'object'
      ? vtl`{#set($comma1 = "")${readMembers(items.form, vtl`$item`, model, 1, items.inside)}}`
      : readOpenItem(vtl`$item`)
  return vtl`[#foreach($item in $input.path('$.Items'))${one}#if($foreach.hasNext), #end#end]`
}

/** Members that a template cannot name stay out of the table, which has to be said. */
function unwritableNames(context: CallContext): string[] {
  const contents = [...(context.operation.body?.contents ?? []), ...context.operation.responses.flatMap(({ contents: all }) => all)]
  const properties = contents.flatMap(({ schema }) => fieldsOf(schema, context.model)?.properties ?? [])
  const bad = new Set(properties.filter(({ name }) => quotedName(name) === undefined).map(({ name }) => name))
  return bad.size === 0 ? [] : [`a mapping template cannot name the members ${[...bad].map((name) => JSON.stringify(name)).join(', ')}`]
}
