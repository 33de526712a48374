import type { ApiModel } from '../../../model/api-model.ts'
import type { Schema } from '../../../model/schema.ts'
import { type Code, joinCode } from '../../code.ts'
import { escaped, jsonText, quotedName, vtl, vtlLines } from '../vtl.ts'
import { type Form, formOf } from './objects.ts'

/**
 * Attribute values of DynamoDB, to and from JSON. Structure comes from the schema, so that only what is declared gets in and out;
 * what a scalar is shows at run time, so that nothing is written as something else. The pieces set variables and name blocks, which
 * `withWriters` and `withReaders` define in front of the template.
 */

/** What a template of API Gateway loops over at most (guide, quotas); a longer list is refused instead of cut. */
export const LONGEST_LOOP = 1000

type ObjectForm = Extract<Form, { kind: 'object' }>

/** Prints the attribute value of a JSON value. `level` keeps the variables of nested pieces apart. */
export function writeAttribute(schema: Schema, value: Code, model: ApiModel, level = 0, inside: readonly string[] = []): Code {
  const shaped = formOf(schema, model, inside)
  const { form } = shaped
  const scalar = vtl`#set($length = ${value}.length())#set($value = ${value})$scalar`
  switch (form.kind) {
    case 'leaf':
      return scalar
    case 'bytes':
      return vtl`#if(${value}.length() != ""){"B": "${escaped(value)}"}#else${scalar}#end`
    case 'list': {
      const item = vtl`$item${level}`
      const each = (printed: Code): Code => vtl`[#foreach(${item} in ${value})${printed}#if($foreach.hasNext), #end#end]`
      const plain = vtl`{"L": ${each(writeAttribute(form.items, item, model, level + 1, shaped.inside))}}`
      // DynamoDB has no empty sets.
      const written = form.set
        ? vtl`#if(${value}.isEmpty()){"L": []}#else{"${TAGS[form.set]}": ${each(vtl`"${escaped(item)}"`)}}#end`
        : plain
      return vtl`#if(${value}.size() != "" && ${value}.keySet() == "" && ${value}.size() <= ${LONGEST_LOOP})${written}#else${scalar}#end`
    }
    case 'object':
      return vtl`#if(${value}.keySet() != "" && ${value}.size() <= ${LONGEST_LOOP})#set($map${level} = ${value}){"M": {#set($comma${level} = "")${writeMembers(form, vtl`$map${level}`, model, level, shaped.inside)}}}#else${scalar}#end`
    case 'open':
      return vtl`#set($length = ${value}.length())#set($value1 = ${value})$open1`
  }
}

const TAGS = { SS: vtl`SS`, NS: vtl`NS` } as const

/** Prints the declared members of a map as attributes, each behind `$comma`; `except` are written by somebody else. */
export function writeMembers(
  form: ObjectForm,
  map: Code,
  model: ApiModel,
  level: number,
  inside: readonly string[],
  except: ReadonlySet<string> = new Set(),
): Code {
  const declared = form.properties.filter(({ name, schema }) => !except.has(name) && schema.access !== 'readOnly')
  const print = (schema: Schema, value: Code): Code => writeAttribute(schema, value, model, level + 1, inside)
  return printMembers({ ...form, properties: declared }, map, level, print, [...form.properties.map(({ name }) => name), ...except])
}

/** Prints the JSON of an attribute value. */
export function readAttribute(schema: Schema, attribute: Code, model: ApiModel, level = 0, inside: readonly string[] = []): Code {
  const shaped = formOf(schema, model, inside)
  const { form } = shaped
  switch (form.kind) {
    case 'leaf':
    case 'bytes':
      return vtl`#set($value = ${attribute})$scalar`
    case 'list': {
      const item = vtl`$item${level}`
      const items = readAttribute(form.items, item, model, level + 1, shaped.inside)
      return vtl`#if(${attribute}.containsKey("L") == true)[#foreach(${item} in ${attribute}.get("L"))${items}#if($foreach.hasNext), #end#end]#else#set($value = ${attribute})$set#end`
    }
    case 'object':
      return vtl`#if(${attribute}.containsKey("M") == true)#set($map${level} = ${attribute}.get("M")){#set($comma${level} = "")${readMembers(form, vtl`$map${level}`, model, level, shaped.inside)}}#else#set($value = ${attribute})$scalar#end`
    case 'open':
      return vtl`#set($value1 = ${attribute})$open1`
  }
}

/** Prints the declared members of a map of attributes, each behind `$comma`. */
export function readMembers(form: ObjectForm, map: Code, model: ApiModel, level: number, inside: readonly string[]): Code {
  const declared = form.properties.filter(({ schema }) => schema.access !== 'writeOnly')
  const print = (schema: Schema, value: Code): Code => readAttribute(schema, value, model, level + 1, inside)
  return printMembers(
    { ...form, properties: declared },
    map,
    level,
    print,
    form.properties.map(({ name }) => name),
  )
}

/** Prints a map of attributes whose schema declares no members. */
export function readOpenItem(map: Code): Code {
  return vtl`{#foreach($name0 in ${map}.keySet())"${escaped(vtl`$name0`)}": #set($value1 = ${map}.get($name0))$open1#if($foreach.hasNext), #end#end}`
}

function printMembers(
  { properties, additional }: ObjectForm,
  map: Code,
  level: number,
  print: (schema: Schema, value: Code) => Code,
  known: readonly string[],
): Code {
  const separator = vtl`#set($comma${level} = ", ")`
  const declared = properties.flatMap(({ name, schema }): Code[] => {
    const key = quotedName(name)
    if (key === undefined) return []
    return [
      vtl`#if(${map}.containsKey(${key}) == true)$comma${level}${jsonText(name)}: ${print(schema, vtl`${map}.get(${key})`)}${separator}#end`,
    ]
  })
  if (additional === undefined) return vtlLines(declared)
  const names = joinCode(
    known.flatMap((name) => quotedName(name) ?? []),
    ', ',
  )
  const key = vtl`$key${level}`
  return vtlLines(
    declared,
    vtl`#set($known${level} = [${names}])`,
    vtl`#foreach(${key} in ${map}.keySet())#if(!$known${level}.contains(${key}))$comma${level}"${escaped(key)}": ${print(additional, vtl`${map}.get(${key})`)}${separator}#end#end`,
  )
}

/** How deep values without a declared structure are taken apart: a block cannot use itself, so there is one for each level. */
export const OPEN_DEPTH = 8

interface Blocks {
  /** `$scalar` prints `$value`; writers ask `$length`, because a value that is null cannot be told from an empty text once it is in a variable. */
  readonly scalar: Code
  readonly open: (level: number) => Code
  /** `$set` prints `$value` where a list is declared. */
  readonly set?: Code
}

const WRITERS: Blocks = {
  // A number that is none of all these is refused by DynamoDB, and with it the request.
  scalar: vtl`#if($length != ""){"S": "${escaped(vtl`$value`)}"}#elseif($value == ""){"NULL": true}#elseif($value == true || $value == false){"BOOL": $value}#else{"N": "${escaped(vtl`$value`)}"}#end`,
  open(level) {
    const value = vtl`$value${level}`
    const [name, item] = [vtl`$name${level}`, vtl`$item${level}`]
    const inner = (of: Code): Code =>
      vtl`#set($length = ${of}.length())#set($value${level + 1} = ${of})${next(level)}#if($foreach.hasNext), #end`
    return vtlLines(
      vtl`#if(${value}.keySet() != "" && ${value}.size() <= ${LONGEST_LOOP}){"M": {#foreach(${name} in ${value}.keySet())"${escaped(name)}": ${inner(vtl`${value}.get(${name})`)}#end}}`,
      vtl`#elseif(${value}.size() != "" && ${value}.size() <= ${LONGEST_LOOP}){"L": [#foreach(${item} in ${value})${inner(item)}#end]}`,
      vtl`#else#set($value = ${value})$scalar#end`,
    )
  },
}

const NUMBER = vtl`"-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?"`

const READERS: Blocks = {
  scalar: vtlLines(
    vtl`#if($value.containsKey("S") == true)"${escaped(vtl`$value.get("S")`)}"`,
    vtl`#elseif($value.containsKey("N") == true)#if($value.get("N").matches(${NUMBER}) == true)$value.get("N")#else"${escaped(vtl`$value.get("N")`)}"#end`,
    vtl`#elseif($value.containsKey("BOOL") == true)#if($value.get("BOOL") == true)true#{else}false#end`,
    vtl`#elseif($value.containsKey("B") == true)"${escaped(vtl`$value.get("B")`)}"`,
    vtl`#{else}null#end`,
  ),
  set: vtlLines(
    vtl`#if($value.containsKey("SS") == true)[#foreach($one in $value.get("SS"))"${escaped(vtl`$one`)}"#if($foreach.hasNext), #end#end]`,
    vtl`#elseif($value.containsKey("NS") == true)[#foreach($one in $value.get("NS"))#if($one.matches(${NUMBER}) == true)$one#else"${escaped(vtl`$one`)}"#end#if($foreach.hasNext), #end#end]`,
    vtl`#elseif($value.containsKey("BS") == true)[#foreach($one in $value.get("BS"))"${escaped(vtl`$one`)}"#if($foreach.hasNext), #end#end]`,
    vtl`#else$scalar#end`,
  ),
  open(level) {
    const value = vtl`$value${level}`
    const [name, item] = [vtl`$name${level}`, vtl`$item${level}`]
    const inner = (of: Code): Code => vtl`#set($value${level + 1} = ${of})${next(level)}#if($foreach.hasNext), #end`
    return vtlLines(
      vtl`#if(${value}.containsKey("M") == true){#foreach(${name} in ${value}.get("M").keySet())"${escaped(name)}": ${inner(vtl`${value}.get("M").get(${name})`)}#end}`,
      vtl`#elseif(${value}.containsKey("L") == true)[#foreach(${item} in ${value}.get("L"))${inner(item)}#end]`,
      vtl`#else#set($value = ${value})$set#end`,
    )
  },
}

/** The block for what lies inside a level: below the last there are scalars only. */
function next(level: number): Code {
  return level < OPEN_DEPTH ? vtl`$open${level + 1}` : vtl`#set($value = $value${level + 1})$scalar`
}

/** A request template with the blocks that its attributes name. */
export function withWriters(template: Code): Code {
  return withBlocks(template, WRITERS)
}

/** A response template with the blocks that its attributes name. */
export function withReaders(template: Code): Code {
  return withBlocks(template, READERS)
}

function withBlocks(template: Code, blocks: Blocks): Code {
  const open = template.includes('$open1')
  const set = blocks.set !== undefined && (open || template.includes('$set'))
  const scalar = open || set || template.includes('$scalar')
  const define = (name: Code, block: Code): Code => vtl`#define(${name})${block}#end`
  return vtlLines(
    scalar ? define(vtl`$scalar`, blocks.scalar) : vtl``,
    set && blocks.set ? define(vtl`$set`, blocks.set) : vtl``,
    open ? Array.from({ length: OPEN_DEPTH }, (_, index) => define(vtl`$open${index + 1}`, blocks.open(index + 1))) : [],
    template,
  )
}
