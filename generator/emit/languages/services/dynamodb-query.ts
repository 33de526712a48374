import type { Content } from '../../../model/api-model.ts'
import type { Value } from '../../../model/service-call.ts'
import { type Code, joinCode } from '../../code.ts'
import { jsonText, lateText, vtl, vtlLines } from '../vtl.ts'
import { fieldsOf, isList } from '../vtl-shapes.ts'
import { NOTHING } from './answers.ts'
import { LONGEST_LOOP, readMembers, readOpenItem } from './attributes.ts'
import { assemble } from './dynamodb-assembly.ts'
import { attribute, begin, inside, keyOf, successContent, table } from './dynamodb-items.ts'
import { readToken, startKey } from './dynamodb-token.ts'
import { formOf } from './objects.ts'
import type { ServiceIntegration } from './service-integration.ts'
import { type CallContext, parameterOf, presenceOf, referenceTo } from './values.ts'

/** A page holds at most as many items as a template loops over. */
const LARGEST_PAGE = LONGEST_LOOP
const PAGE = 100

/** Reads a page of the items that have a key. */
export function queryIntegration(context: CallContext): ServiceIntegration {
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
