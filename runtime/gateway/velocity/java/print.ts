import { type Budget, joinTexts } from '../budget.ts'
import { TemplateFailure } from '../failure.ts'
import type { JavaMap } from './map.ts'
import { printDouble } from './number.ts'
import { isArray, isMap, type JavaList, type Value } from './value.ts'

const deepest = 200

/** What `toString()` gives. Null only for a `#define` that is nested too deep. */
export function printValue(value: Value, budget: Budget): string | null {
  if (typeof value === 'object' && value !== null && value.kind === 'block') return value.render()
  return print(value, budget, 0)
}

function print(value: Value, budget: Budget, depth: number): string {
  budget.step()
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return plain(value, budget)
  if (depth > deepest) throw new TemplateFailure('evaluation', 'A value is nested too deeply, or holds itself')
  switch (value.kind) {
    case 'double':
      return printDouble(value.value)
    case 'char':
      return value.value
    case 'list':
      return printList(value, budget, depth)
    case 'map':
      return printMap(value, budget, depth)
    case 'entry':
      return printEntry(value.key, value.map.get(value.key), budget, depth)
    case 'class':
      return `class ${value.name}`
    case 'block':
      return value.render() ?? 'null'
    case 'loop':
      return '{}'
    case 'iterator':
      return 'java.util.Iterator'
    case 'host':
      return ''
  }
}

function plain(value: boolean | number | bigint | null, budget: Budget): string {
  const text = String(value)
  if (typeof value === 'bigint') budget.step(text.length)
  return text
}

/** What an array prints has no meaning: its class, and where it lies in memory. The place is always the same here. */
export function printArray(list: JavaList): string {
  return `[Ljava.lang.${list.type === 'text-array' ? 'String' : 'Object'};@5e91993f`
}

function printList(list: JavaList, budget: Budget, depth: number): string {
  if (isArray(list)) return printArray(list)
  if (list.type === 'json') return json(list, budget, depth, true)
  const items = list.items.map((item) => (item === list ? '(this Collection)' : print(item, budget, depth + 1)))
  return `[${joinTexts(items, ', ', budget)}]`
}

function printMap(map: JavaMap, budget: Budget, depth: number): string {
  if (map.order === 'hash') return ''
  const pairs = map.entries().map(([key, value]) => printEntry(key, value === map ? '(this Map)' : value, budget, depth))
  return `{${joinTexts(pairs, ', ', budget)}}`
}

function printEntry(key: Value, value: Value, budget: Budget, depth: number): string {
  return `${print(key, budget, depth + 1)}=${print(value, budget, depth + 1)}`
}

/** JSON text as json-smart writes it for `$input.json`: no blanks, the order of the value, doubles as Java prints them. */
export function printJson(value: Value, budget: Budget): string {
  return json(value, budget, 0, false)
}

function json(value: Value, budget: Budget, depth: number, escapeSlash: boolean): string {
  budget.step()
  if (depth > deepest) throw new TemplateFailure('evaluation', 'A value is nested too deeply, or holds itself')
  if (value === null) return 'null'
  if (typeof value === 'string') return quote(value, escapeSlash, budget)
  if (typeof value !== 'object') return plain(value, budget)
  if (value.kind === 'double') return Number.isFinite(value.value) ? printDouble(value.value) : 'null'
  if (value.kind === 'list') {
    const items = value.items.map((item) => json(item, budget, depth + 1, escapeSlash))
    return `[${joinTexts(items, ',', budget)}]`
  }
  if (isMap(value)) {
    const pairs = value
      .entries()
      .map(([key, item]) => `${quote(print(key, budget, depth + 1), escapeSlash, budget)}:${json(item, budget, depth + 1, escapeSlash)}`)
    return `{${joinTexts(pairs, ',', budget)}}`
  }
  return quote(print(value, budget, depth + 1), escapeSlash, budget)
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

const special = /["\\/\u0000-\u001f\u007f-\u009f\u2000-\u20ff]/

/** A JSON string with json-smart's escapes; a JSON list that is printed as text escapes `/` too. */
function quote(text: string, escapeSlash: boolean, budget: Budget): string {
  budget.text(text.length)
  if (!special.test(text)) return `"${text}"`
  budget.characters(text.length)
  const escaped = text.replace(/["\\/\u0000-\u001f\u007f-\u009f\u2000-\u20ff]/g, (char) => {
    if (char === '/') return escapeSlash ? '\\/' : '/'
    return shortEscapes.get(char) ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  })
  return `"${escaped}"`
}
