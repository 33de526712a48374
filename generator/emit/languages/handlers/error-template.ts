import { type Json, put } from '../../../base/json.ts'
import type { Property, Schema } from '../../../model/schema.ts'
import { resolve, type Schemas } from './shape.ts'

/**
 * The body of an error as data (`runtime/typescript/handler/errors.ts`): a word is what the run time knows under that name; `is`: that value;
 * `each`: a list with an item for every violation, `some`: one that has the error itself where there is none.
 */
export type ErrorTemplate =
  | string
  | readonly ['is', Json]
  | readonly ['each' | 'some', ErrorTemplate]
  | { readonly [name: string]: ErrorTemplate }

/** What a body is about: the whole error, or one violation. */
type Scope = 'error' | 'violation'

/** What members are called, letters alone, in which the author wants to read a word of the run time's. */
const WORDS: Readonly<Record<Scope, Readonly<Record<string, readonly string[]>>>> = {
  error: {
    message: ['message', 'msg', 'detail', 'details', 'description', 'errormessage', 'errordescription', 'errormsg', 'reason'],
    code: ['code', 'errorcode', 'errortype', 'type', 'key'],
    title: ['title', 'summary', 'statustext'],
    requestId: ['requestid', 'traceid', 'correlationid'],
    resource: ['path', 'resource'],
  },
  violation: {
    message: ['message', 'msg', 'detail', 'description', 'errormessage', 'reason', 'error', 'issue'],
    code: ['code', 'errorcode', 'type'],
    title: ['title'],
    in: ['in', 'location', 'where'],
    pointer: ['pointer', 'path', 'field', 'fieldname', 'property', 'propertypath', 'parameter', 'param', 'name', 'key', 'attribute', 'loc'],
  },
}
const NUMBERS: readonly string[] = ['status', 'statuscode', 'httpstatus', 'code', 'errorcode']
const LISTS = /^(errors?|violations|details|issues|fields|invalidparams|problems|messages|validationerrors|reasons|causes|fielderrors)$/
const PARTS = /^(errors?|fault|problem|source|status)$/
const FALSE = /^(success|ok|succeeded)$/
const TRUE = /^(error|iserror|failed|failure)$/

interface Made {
  readonly properties: readonly Property[]
  readonly schemas: Schemas
  readonly scope: Scope
  readonly depth: number
}

/** How a body of a schema says what is wrong; undefined for one that has a required member which nothing here fits, or no place to say it. */
export function errorTemplate(schema: Schema, schemas: Schemas): ErrorTemplate | undefined {
  const made = objectTemplate(schema, schemas, 'error', 0)
  if (made === undefined) return undefined
  if (listsViolations(made)) return made
  // Without a list of them, violations stand in the message.
  return says(made) ? retold(made) : undefined
}

function objectTemplate(schema: Schema, schemas: Schemas, scope: Scope, depth: number): ErrorTemplate | undefined {
  const resolved = resolve(schema, schemas)
  if (resolved.kind === 'union') {
    for (const member of resolved.members) {
      const made = objectTemplate(member, schemas, scope, depth + 1)
      if (made !== undefined) return made
    }
    return undefined
  }
  const properties = depth > 8 ? [] : propertiesOf(resolved, schemas, 0)
  if (properties.length === 0) return undefined
  const members: Record<string, ErrorTemplate> = {}
  for (const property of properties) {
    if (property.schema.access === 'writeOnly') continue
    const made = memberTemplate(property, { properties, schemas, scope, depth })
    if (made !== undefined) put(members, property.name, made)
    else if (property.required) return undefined
  }
  return Object.keys(members).length === 0 ? undefined : members
}

/** All properties of an object and of what it is composed of; of one that stands in several, what says most is last. */
function propertiesOf(schema: Schema, schemas: Schemas, depth: number): readonly Property[] {
  if (schema.kind === 'object') return schema.properties
  if (schema.kind !== 'intersection' || depth > 8) return []
  const found = new Map<string, Property>()
  for (const member of schema.members) {
    for (const property of propertiesOf(resolve(member, schemas), schemas, depth + 1)) {
      const known = found.get(property.name)
      found.set(property.name, { ...property, required: property.required || known?.required === true })
    }
  }
  return [...found.values()]
}

function memberTemplate(property: Property, made: Made): ErrorTemplate | undefined {
  const { schemas, scope, depth } = made
  const schema = resolve(property.schema, schemas)
  const name = lettersOf(property.name)
  switch (schema.kind) {
    case 'enum': {
      const [only] = schema.values
      return schema.values.length === 1 && only !== undefined ? ['is', only] : defaultOf(schema)
    }
    case 'string':
      return textTemplate(name, schema, made) ?? defaultOf(schema)
    case 'unknown':
      return textTemplate(name, schema, made) ?? (property.required ? ['is', null] : undefined)
    case 'integer':
    case 'number':
      return NUMBERS.includes(name) ? 'status' : defaultOf(schema)
    case 'boolean':
      return FALSE.test(name) ? ['is', false] : TRUE.test(name) ? ['is', true] : defaultOf(schema)
    case 'null':
      return property.required ? ['is', null] : undefined
    case 'array':
      return listTemplate(name, schema, property.required, made)
    case 'union':
      return unionTemplate(property, schema, made)
    default: {
      const inner = PARTS.test(name) ? objectTemplate(schema, schemas, scope, depth + 1) : undefined
      if (inner !== undefined || !property.required) return inner
      return schema.kind === 'object' && !schema.properties.some(({ required }) => required) ? ['is', {}] : undefined
    }
  }
}

function textTemplate(name: string, schema: Schema, { properties, scope }: Made): ErrorTemplate | undefined {
  const format = schema.kind === 'string' ? schema.format : undefined
  if (format === 'date-time' && scope === 'error') return 'time'
  const siblings = new Set(properties.map((property) => lettersOf(property.name)))
  if (format === 'uri' || format === 'uri-reference' || (name === 'type' && siblings.has('title'))) {
    return name === 'type' ? ['is', 'about:blank'] : undefined
  }
  // `error` is OAuth's code, the title beside a message, or all that there is.
  if (name === 'error' && scope === 'error') {
    if (siblings.has('errordescription')) return 'code'
    return WORDS.error.message?.some((word) => siblings.has(word)) ? 'title' : 'message'
  }
  if (name === 'status' && scope === 'error') return 'title'
  return Object.entries(WORDS[scope]).find(([, words]) => words.includes(name))?.[0]
}

function listTemplate(
  name: string,
  { items }: Extract<Schema, { kind: 'array' }>,
  required: boolean,
  { schemas, scope, depth }: Made,
): ErrorTemplate | undefined {
  const item =
    scope === 'error' && LISTS.test(name)
      ? resolve(items, schemas).kind === 'string'
        ? 'line'
        : objectTemplate(items, schemas, 'violation', depth + 1)
      : undefined
  if (item !== undefined) return [required ? 'some' : 'each', item]
  return required ? ['is', []] : undefined
}

/** What may be null is null where nothing fits. */
function unionTemplate(property: Property, { members }: Extract<Schema, { kind: 'union' }>, made: Made): ErrorTemplate | undefined {
  const able = members.filter(({ kind }) => kind !== 'null')
  if (made.depth > 8) return undefined
  for (const schema of able) {
    const found = memberTemplate({ ...property, required: false, schema }, { ...made, depth: made.depth + 1 })
    if (found !== undefined) return found
  }
  return property.required && able.length < members.length ? ['is', null] : undefined
}

function defaultOf(schema: Schema): ErrorTemplate | undefined {
  return schema.default === undefined ? undefined : ['is', schema.default]
}

/** Whether violations have a list that says what each is. */
function listsViolations(template: ErrorTemplate): boolean {
  if (typeof template === 'string') return false
  if (isList(template)) return template[0] !== 'is' && says(template[1])
  return Object.values(template).some(listsViolations)
}

/** Whether what is wrong stands somewhere. */
function says(template: ErrorTemplate): boolean {
  if (typeof template === 'string') return template === 'message' || template === 'line'
  return !isList(template) && Object.values(template).some(says)
}

/** The same, with violations in the message. */
function retold(template: ErrorTemplate): ErrorTemplate {
  if (typeof template === 'string') return template === 'message' ? 'account' : template
  if (isList(template)) return template
  const members: Record<string, ErrorTemplate> = {}
  for (const [name, member] of Object.entries(template)) put(members, name, retold(member))
  return members
}

function isList(template: ErrorTemplate): template is Extract<ErrorTemplate, readonly unknown[]> {
  return Array.isArray(template)
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '')
}
