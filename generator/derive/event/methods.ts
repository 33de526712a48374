import type { Schema } from '../../model/schema.ts'
import { elementOf, type Schemas, stepInto } from './steps.ts'
import { BOOLEAN, INTEGER, NOTHING, TEXT, UNKNOWN, type Value, type Values } from './values.ts'

const TEXTS = new Set([
  'charAt',
  'concat',
  'getKey',
  'join',
  'replace',
  'replaceAll',
  'replaceFirst',
  'strip',
  'subSequence',
  'substring',
  'toLowerCase',
  'toString',
  'toUpperCase',
  'trim',
])
const BOOLEANS = new Set([
  'contains',
  'containsAll',
  'containsKey',
  'containsValue',
  'endsWith',
  'equals',
  'equalsIgnoreCase',
  'hasNext',
  'isBlank',
  'isEmpty',
  'matches',
  'startsWith',
])
const INTEGERS = new Set(['compareTo', 'hashCode', 'indexOf', 'intValue', 'lastIndexOf', 'length', 'longValue', 'size'])

/** Methods that change what they are called on. */
export const CHANGING: ReadonlySet<string> = new Set([
  'add',
  'addAll',
  'clear',
  'put',
  'putAll',
  'putIfAbsent',
  'remove',
  'removeAll',
  'retainAll',
  'set',
  'setValue',
])

/** What a method of a value gives; `argument` is its first. */
export function callMethod(target: Value, name: string, argument: Values | undefined, schemas: Schemas): Values {
  if (target.kind === 'unknown') return knownResult(name) ?? UNKNOWN
  if (name === 'get' && argument) return memberBy(target, argument, schemas)
  switch (name) {
    case 'keySet':
      return [{ kind: 'list', items: TEXT }]
    case 'values':
      return [{ kind: 'list', items: elementsOf(target, schemas) }]
    case 'entrySet':
      return [{ kind: 'list', items: [{ kind: 'entry', value: elementsOf(target, schemas) }] }]
    case 'split':
      return [{ kind: 'list', items: TEXT }]
    case 'getValue':
      return target.kind === 'entry' ? target.value : UNKNOWN
  }
  return knownResult(name) ?? UNKNOWN
}

function knownResult(name: string): Values | undefined {
  if (TEXTS.has(name)) return TEXT
  if (BOOLEANS.has(name)) return BOOLEAN
  return INTEGERS.has(name) ? INTEGER : undefined
}

/** `.get(key)` and `[key]`. */
export function memberBy(target: Value, key: Values, schemas: Schemas): Values {
  const [only, ...more] = key
  if (more.length === 0 && only?.kind === 'literal') return memberOf(target, only.text, schemas)
  const index = more.length === 0 && only?.kind === 'scalar' && only.schema.kind === 'enum' ? only.schema.values[0] : undefined
  if (target.kind === 'json' && typeof index === 'number') {
    return [json(target, stepInto(target, { kind: 'index', index }, schemas), undefined)]
  }
  return elementsOf(target, schemas)
}

/** `.name`, and `.get('name')`. */
export function memberOf(target: Value, name: string, schemas: Schemas): Values {
  switch (target.kind) {
    case 'json': {
      const way = target.way === undefined ? undefined : `${target.way}.${name}`
      return [json(target, stepInto(target, { kind: 'property', name }, schemas), way)]
    }
    case 'map':
      return [...target.values, ...NOTHING]
    case 'context':
      return [{ kind: 'context', path: [...target.path, name] }]
    case 'entry':
      return name === 'key' ? TEXT : name === 'value' ? target.value : NOTHING
    case 'unknown':
      return UNKNOWN
    default:
      return NOTHING
  }
}

function json(
  target: Extract<Value, { kind: 'json' }>,
  found: { readonly schema: Schema; readonly missing: boolean },
  way: string | undefined,
): Value {
  return { kind: 'json', schema: found.schema, missing: found.missing || target.missing, way }
}

/** What a loop goes through. */
export function elementsOf(target: Value, schemas: Schemas): Values {
  switch (target.kind) {
    case 'json':
      return [{ kind: 'json', schema: elementOf(target.schema, schemas), missing: false, way: undefined }]
    case 'list':
      return target.items
    case 'map':
      return target.values
    case 'params':
    case 'context':
      return TEXT
    case 'unknown':
      return UNKNOWN
    default:
      return []
  }
}
