import { type Budget, joinTexts } from '../budget.ts'
import { TemplateFailure } from '../failure.ts'
import { formatText } from '../java/format.ts'
import { hashPlain } from '../java/hash-code.ts'
import { printValue } from '../java/print.ts'
import { isList, type JavaList, type Value } from '../java/value.ts'
import { compilePattern, replacePattern, splitPattern } from '../java-regex.ts'
import { replaceText } from '../search-text.ts'
import { itemsOf, missingArgument } from './read-list.ts'

function outOfRange(what: string): never {
  throw new TemplateFailure('evaluation', `java.lang.StringIndexOutOfBoundsException: ${what}`)
}

function textArray(items: string[]): JavaList {
  return { kind: 'list', type: 'text-array', items }
}

/** Java's `Character.isWhitespace` for `strip` and `isBlank`. */
const whitespace: ReadonlySet<number> = new Set(
  [9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006].concat([
    0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x205f, 0x3000,
  ]),
)

function stripLeading(text: string): string {
  let start = 0
  while (whitespace.has(text.charCodeAt(start))) start++
  return text.slice(start)
}

function stripTrailing(text: string): string {
  let end = text.length
  while (whitespace.has(text.charCodeAt(end - 1))) end--
  return text.slice(0, end)
}

function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && text.charCodeAt(start) <= 32) start++
  while (end > start && text.charCodeAt(end - 1) <= 32) end--
  return text.slice(start, end)
}

function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) if (a.charCodeAt(at) !== b.charCodeAt(at)) return a.charCodeAt(at) - b.charCodeAt(at)
  return a.length - b.length
}

/** Methods of java.lang.String, as far as a template can reach them with its own values. Undefined: no such method. */
export function callString(text: string, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  budget.text(text.length)
  const [first, second, third, fourth] = args
  if (args.includes(null) && takesNoNull(method, args)) return missingArgument(method)
  switch (args.length) {
    case 0:
      return callWithNone(text, method)
    case 1:
      if (typeof first === 'number') return callWithInt(text, method, first, budget)
      if (typeof first === 'string') return callWithText(text, method, first, budget)
      return callWithAny(method, first ?? null, budget)
    case 2:
      if (typeof first === 'number' && typeof second === 'number') return callWithRange(text, method, first, second)
      if (typeof first === 'string' && typeof second === 'string') return callWithTexts(text, method, first, second, budget)
      if (typeof first === 'string' && typeof second === 'number') return callWithTextAndInt(text, method, first, second, budget)
      if (method === 'format' && typeof first === 'string') return formatText(first, args.slice(1), budget)
      if (method === 'join' && typeof first === 'string' && second !== undefined && isList(second))
        return join(first, itemsOf(second, budget), budget)
      return undefined
    default:
      if (
        method === 'regionMatches' &&
        args.length === 4 &&
        typeof first === 'number' &&
        typeof second === 'string' &&
        typeof third === 'number' &&
        typeof fourth === 'number'
      ) {
        return (
          first >= 0 &&
          third >= 0 &&
          first + fourth <= text.length &&
          third + fourth <= second.length &&
          text.slice(first, first + fourth) === second.slice(third, third + fourth)
        )
      }
      if (method === 'format' && typeof first === 'string') return formatText(first, args.slice(1), budget)
      if (method === 'join' && typeof first === 'string') return join(first, args.slice(1), budget)
      return undefined
  }
}

/** Methods that exist with texts where a null is given. */
function takesNoNull(method: string, args: readonly Value[]): boolean {
  const texts = args.every((argument) => argument === null || typeof argument === 'string')
  if (args.length === 1) return withText.has(method)
  return (
    args.length === 2 && (withTexts.has(method) ? texts : args[0] === null && typeof args[1] === 'number' && withTextAndInt.has(method))
  )
}

const withText: ReadonlySet<string> = new Set(
  'contains startsWith endsWith indexOf lastIndexOf concat compareTo compareToIgnoreCase matches split contentEquals'.split(' '),
)
const withTexts: ReadonlySet<string> = new Set(['replace', 'replaceAll', 'replaceFirst'])
const withTextAndInt: ReadonlySet<string> = new Set(['indexOf', 'lastIndexOf', 'startsWith', 'split'])

function join(separator: string, items: readonly Value[], budget: Budget): string {
  return joinTexts(
    items.map((item) => printValue(item, budget) ?? 'null'),
    separator,
    budget,
  )
}

function callWithNone(text: string, method: string): Value | undefined {
  switch (method) {
    case 'length':
      return text.length
    case 'isEmpty':
      return text === ''
    case 'isBlank':
      return stripLeading(text) === ''
    case 'toUpperCase':
      return text.toUpperCase()
    case 'toLowerCase':
      return text.toLowerCase()
    case 'trim':
      return trim(text)
    case 'strip':
      return stripTrailing(stripLeading(text))
    case 'stripLeading':
      return stripLeading(text)
    case 'stripTrailing':
      return stripTrailing(text)
    case 'hashCode':
      return hashPlain(text)
    case 'intern':
    case 'toString':
      return text
    default:
      return undefined
  }
}

function callWithInt(text: string, method: string, index: number, budget: Budget): Value | undefined {
  switch (method) {
    case 'charAt':
      if (index < 0 || index >= text.length) outOfRange(`index ${index}, length ${text.length}`)
      return { kind: 'char', value: text.charAt(index) }
    case 'codePointAt':
      return text.codePointAt(index) ?? outOfRange(`index ${index}, length ${text.length}`)
    case 'substring':
      if (index < 0 || index > text.length) outOfRange(`begin ${index}, end ${text.length}, length ${text.length}`)
      return text.slice(index)
    case 'repeat':
      if (index < 0) throw new TemplateFailure('evaluation', `java.lang.IllegalArgumentException: count is negative: ${index}`)
      budget.text(text.length * index)
      return text.repeat(index)
    case 'indexOf':
      return text.indexOf(String.fromCodePoint(Math.max(0, Math.min(index, 0x10ffff))))
    case 'lastIndexOf':
      return text.lastIndexOf(String.fromCodePoint(Math.max(0, Math.min(index, 0x10ffff))))
    case 'valueOf':
      return String(index)
    case 'equals':
      return false
    default:
      return undefined
  }
}

function callWithText(text: string, method: string, argument: string, budget: Budget): Value | undefined {
  if (method === 'contains' || method === 'indexOf' || method === 'lastIndexOf') budget.search(text.length, argument.length)
  switch (method) {
    case 'equals':
    case 'contentEquals':
      return text === argument
    case 'equalsIgnoreCase':
      return text.length === argument.length && text.toUpperCase().toLowerCase() === argument.toUpperCase().toLowerCase()
    case 'contains':
      return text.includes(argument)
    case 'startsWith':
      return text.startsWith(argument)
    case 'endsWith':
      return text.endsWith(argument)
    case 'indexOf':
      return text.indexOf(argument)
    case 'lastIndexOf':
      return text.lastIndexOf(argument)
    case 'concat':
      budget.limitText(text.length + argument.length)
      return text + argument
    case 'compareTo':
      return compareText(text, argument)
    case 'compareToIgnoreCase':
      return compareText(text.toUpperCase().toLowerCase(), argument.toUpperCase().toLowerCase())
    case 'matches':
      return compilePattern(argument, budget).matches(text)
    case 'split':
      return textArray(splitPattern(text, argument, 0, budget))
    case 'valueOf':
      return argument
    case 'format':
      return formatText(argument, [], budget)
    default:
      return undefined
  }
}

function callWithAny(method: string, argument: Value, budget: Budget): Value | undefined {
  switch (method) {
    case 'equals':
      return false
    case 'equalsIgnoreCase':
      return argument === null ? false : undefined
    case 'valueOf':
      return printValue(argument, budget) ?? 'null'
    default:
      return undefined
  }
}

function callWithRange(text: string, method: string, from: number, to: number): Value | undefined {
  if (method === 'indexOf') return text.indexOf(String.fromCodePoint(Math.max(0, Math.min(from, 0x10ffff))), to)
  if (method !== 'substring' && method !== 'subSequence') return undefined
  if (from < 0 || to > text.length || from > to) outOfRange(`begin ${from}, end ${to}, length ${text.length}`)
  return text.slice(from, to)
}

function callWithTexts(text: string, method: string, first: string, second: string, budget: Budget): Value | undefined {
  switch (method) {
    case 'replace':
      return replaceText(text, first, second, 'all', budget)
    case 'replaceAll':
      return replacePattern(text, first, second, 'all', budget)
    case 'replaceFirst':
      return replacePattern(text, first, second, 'first', budget)
    case 'format':
      return formatText(first, [second], budget)
    case 'join':
      return second
    default:
      return undefined
  }
}

function callWithTextAndInt(text: string, method: string, first: string, second: number, budget: Budget): Value | undefined {
  if (method === 'indexOf' || method === 'lastIndexOf') budget.search(text.length, first.length)
  switch (method) {
    case 'indexOf':
      return text.indexOf(first, Math.max(0, second))
    case 'lastIndexOf':
      return second < 0 ? -1 : text.lastIndexOf(first, second)
    case 'startsWith':
      return second >= 0 && text.startsWith(first, second)
    case 'split':
      return textArray(splitPattern(text, first, second, budget))
    case 'format':
      return formatText(first, [second], budget)
    default:
      return undefined
  }
}
