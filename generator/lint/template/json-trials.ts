import type { Place, Template } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import { own } from '../../base/json.ts'
import type { TemplateNode } from '../rule.ts'
import { isLambda } from './body-schema.ts'
import type { Given, Slot } from './requests.ts'
import type { Outcome, Trials } from './trials.ts'
import { visitTemplate } from './visit.ts'

/** Input that makes a template print text that is no JSON, and where in the template that comes from. */
export interface Breakage {
  /** `always`: whatever is sent. `missing`: where something is not sent. `text`: for a text. `quote`: for a text with a single quote. */
  readonly kind: 'always' | 'missing' | 'text' | 'quote'
  /** What is missing, or what holds the text. */
  readonly name: string
  readonly text: string
  readonly place: Place
  /** The output around the place where it stops being JSON. */
  readonly excerpt: string
}

/** Texts that end a JSON string, escape its end, or break its line. */
const TEXTS: readonly { readonly text: string; readonly shows: boolean }[] = [
  { text: 'a"b', shows: true },
  { text: 'a\\', shows: false },
  { text: 'a\nb', shows: true },
]
const QUOTE = "it's"
const PLAIN = 'text'

/** Tries what breaks a template that has to print JSON; nothing for any other. */
export function breakagesOf(node: TemplateNode, ast: Template, trials: Trials): Breakage[] {
  if (!isMeantAsJson(node, trials)) return []
  const references = printedIn(ast)
  const works = trials.outcomes.find(isJson) ?? withNumbers(trials)
  const [first] = trials.outcomes
  if (!works) return first ? [breakage('always', '', '', first, culprit(first, references))] : []
  const found = [...trials.slots.flatMap((slot) => broken(slot, works.given, trials, references)), ...missing(works, trials, references)]
  const places = new Map<string, Breakage>()
  for (const one of found) {
    const key = `${one.kind === 'quote' ? 'quote' : ''} ${one.place.offset}`
    if (!places.has(key)) places.set(key, one)
  }
  return [...places.values()]
}

/** Lambda takes JSON only; a JSON response is JSON; what goes to other services is where it looks like it. */
function isMeantAsJson({ side, integration, mediaType }: TemplateNode, { outcomes }: Trials): boolean {
  const looks = outcomes.some(({ output }) => /^\s*[[{]/.test(output))
  const prints = outcomes.some(({ output }) => output.trim() !== '')
  if (!prints) return false
  if (side === 'response') return /^application\/([^;]*\+)?json *(;|$)/i.test(mediaType)
  if (integration.type === 'mock') return false
  return isLambda(own(integration.value, 'uri')) || looks
}

function isJson({ fault, output }: Outcome): boolean {
  return fault === undefined && output.trim() !== ''
}

/** Texts that are printed without quotes are JSON where they are numbers. */
function withNumbers(trials: Trials): Outcome | undefined {
  for (const given of trials.ordinary) {
    const outcome = trials.run(trials.slots.reduce((changed, slot) => slot.set(changed, '1'), given))
    if (outcome && isJson(outcome)) return outcome
  }
  return undefined
}

/** Everything that is optional is left out by itself. */
function missing({ given }: Outcome, trials: Trials, references: readonly Place[]): Breakage[] {
  return trials.optionals.flatMap(({ name, without }) => {
    const outcome = trials.run(without(given))
    if (outcome?.fault === undefined || outcome.output.trim() === '') return []
    return [breakage('missing', name, '', outcome, culprit(outcome, references))]
  })
}

function broken(slot: Slot, given: Given, trials: Trials, references: readonly Place[]): Breakage[] {
  const plain = trials.run(slot.set(given, PLAIN))
  if (!plain) return []
  if (plain.fault !== undefined) {
    // Nobody says that it is a text: it may be a number.
    return slot.isText ? [breakage('text', slot.name, PLAIN, plain, culprit(plain, references))] : []
  }
  for (const { text, shows } of TEXTS) {
    if (text.includes('\n') && !slot.lines) continue
    const outcome = trials.run(slot.set(given, text))
    if (outcome?.fault === undefined) continue
    const places = shows ? shown(outcome, text) : []
    return (places.length > 0 ? places : [culprit(outcome, references)]).map((place) => breakage('text', slot.name, text, outcome, place))
  }
  const quoted = trials.run(slot.set(given, QUOTE))
  if (quoted?.fault === undefined) return []
  const places = shown(quoted, QUOTE.replace("'", "\\'"))
  return (places.length > 0 ? places : [culprit(quoted, references)]).map((place) => breakage('quote', slot.name, QUOTE, quoted, place))
}

/** The references that print a text as it is. */
function shown({ parts }: Outcome, text: string): Place[] {
  const found = new Map<number, Place>()
  for (const { text: part, place } of parts) if (isReference(place) && part.includes(text)) found.set(place.offset, place)
  return [...found.values()]
}

function isReference(place: Place): boolean {
  return (place as Partial<{ readonly kind: string }>).kind === 'reference'
}

/** The piece of the template that the fault lies in; where that is text, the reference before it, which printed nothing or too much. */
function culprit({ parts, fault = 0 }: Outcome, references: readonly Place[]): Place {
  let start = 0
  for (const { text, place } of parts) {
    if (fault > start + text.length || (fault === start + text.length && text !== parts.at(-1)?.text)) {
      start += text.length
      continue
    }
    if (isReference(place)) return place
    const offset = place.offset + (fault - start)
    return (
      references.findLast((reference) => reference.offset < offset) ?? {
        offset: Math.min(offset, place.offset + place.length - 1),
        length: 1,
      }
    )
  }
  return parts.at(-1)?.place ?? { offset: 0, length: 1 }
}

function printedIn(ast: Template): Place[] {
  const places: Place[] = []
  visitTemplate(ast, {
    reference(node, role) {
      if (role === 'printed') places.push(node)
    },
  })
  return places.sort((a, b) => a.offset - b.offset)
}

function breakage(kind: Breakage['kind'], name: string, text: string, { output, fault = 0 }: Outcome, place: Place): Breakage {
  const start = Math.max(0, fault - 20)
  const piece = output.slice(start, fault + 12)
  const excerpt = `${start > 0 ? '…' : ''}${piece.replace(/\s+/g, ' ').trim()}${fault + 12 < output.length ? '…' : ''}`
  return { kind, name, text, place: { offset: place.offset, length: place.length }, excerpt }
}
