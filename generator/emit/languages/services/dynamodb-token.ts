import type { Value } from '../../../model/service-call.ts'
import type { Code } from '../../code.ts'
import { escaped, vtl, vtlLines } from '../vtl.ts'
import { referenceTo } from './values.ts'

/**
 * The token is the key after which the page begins, as base64 that URLs can hold. What is none becomes a key that no table has, so that
 * DynamoDB refuses it: the request of a client must not be able to begin again by accident.
 */
export function readToken(token: Value): Code {
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
export function startKey(): Code {
  const scalar = (tag: Code): Code => vtl`{"${tag}": "${escaped(vtl`$start.get($name).get("${tag}")`)}"}`
  return vtl`#foreach($name in $start.keySet())"${escaped(vtl`$name`)}": #if($start.get($name).containsKey("S") == true)${scalar(vtl`S`)}#elseif($start.get($name).containsKey("N") == true)${scalar(vtl`N`)}#elseif($start.get($name).containsKey("B") == true)${scalar(vtl`B`)}#else{"NULL": true}#end#if($foreach.hasNext), #end#end`
}
