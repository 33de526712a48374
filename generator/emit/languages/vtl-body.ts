import type { ApiModel, Content } from '../../model/api-model.ts'
import { type Code, joinCode } from '../code.ts'
import { decoded, escaped, quotedName, vtl, vtlLines } from './vtl.ts'
import { fieldsOf, isList } from './vtl-shapes.ts'

/** The member `body` of the custom event: JSON as it is, a form as an object of its fields, everything else as one text. */
export function bodyMember(content: Content, model: ApiModel): Code {
  switch (content.form) {
    case 'json':
      return vtl`"body": $input.json('$')`
    case 'form':
      return form(content, model)
    case 'multipart':
    case 'text':
    case 'binary':
      return vtl`"body": "${escaped(vtl`$input.body`)}"`
  }
}

/**
 * Fields are collected first, because one may come several times: a list where it does, and where it is declared as one. API
 * Gateway shows no body as `{}`.
 */
function form(content: Content, model: ApiModel): Code {
  const lists = (fieldsOf(content.schema, model)?.properties ?? [])
    .filter(({ schema }) => isList(schema, model))
    .flatMap(({ name }) => quotedName(name) ?? [])
  const single = vtl`$values.size() == 1`
  return vtlLines(
    vtl`#set($fields = {})`,
    vtl`#set($form = $input.body)`,
    vtl`#if($form == "{}")#set($form = "")#end`,
    vtl`#foreach($pair in $form.split("&"))`,
    vtl`#if($pair != "")`,
    vtl`#set($value = "")`,
    vtl`#set($at = $pair.indexOf("="))`,
    vtl`#if($at < 0)#set($at = $pair.length())#end`,
    vtl`#set($from = $at + 1)`,
    vtl`#if($from < $pair.length())#set($value = ${decoded(vtl`$pair.substring($from)`, '&')})#end`,
    vtl`#set($name = ${decoded(vtl`$pair.substring(0, $at)`, '&')})`,
    vtl`#if($fields.containsKey($name))#set($ignored = $fields.get($name).add($value))#else#set($ignored = $fields.put($name, [$value]))#end`,
    vtl`#end`,
    vtl`#end`,
    lists.length > 0 ? vtl`#set($lists = [${joinCode(lists, ', ')}])` : vtl``,
    vtl`"body": {`,
    vtl`#foreach($name in $fields.keySet())`,
    vtl`#set($values = $fields.get($name))`,
    vtl`"${escaped(vtl`$name`)}": #if(${lists.length > 0 ? vtl`${single} && !$lists.contains($name)` : single})"${escaped(vtl`$values.get(0)`)}"#else[#foreach($value in $values)"${escaped(vtl`$value`)}"#if($foreach.hasNext), #end#end]#end#if($foreach.hasNext),#end`,
    vtl`#end`,
    vtl`}`,
  )
}
