import type { Severity } from '../../base/diagnostic.ts'
import type { Rule } from '../rule.ts'
import type { Sense } from '../sense.ts'
import { type Delta, type Effect, type SchemaDelta, schemaDeltas } from './schema-deltas.ts'
import type { Direction, SchemaPlace } from './schema-place.ts'

export type SchemaRule = `${SchemaPlace}-${Delta}`

const places: readonly (readonly [place: SchemaPlace, area: Rule['area'], noun: string])[] = [
  ['request-parameter', 'parameter', 'A parameter'],
  ['request-parameter-property', 'parameter', 'A part of a parameter'],
  ['request-body', 'body', 'A request body'],
  ['request-property', 'body', 'A part of a request'],
  ['response-header', 'response', 'A header of a response'],
  ['response-body', 'response', 'The body of a response'],
  ['response-property', 'response', 'A part of a response'],
]

const causes: Readonly<Record<Direction, Readonly<Record<Effect, string>>>> = {
  request: {
    narrows: 'Values that were accepted are refused now: by API Gateway where a request validator checks them, else by the handler.',
    widens: 'What clients send today is still accepted. Handlers have to expect more than before.',
    changes: 'What clients send today may be refused: the new values do not contain the old ones.',
    unclear: 'Whether what clients send today is still accepted cannot be told from the two documents.',
    none: 'It does not change which values are accepted.',
  },
  response: {
    narrows: 'Clients get only values that they had to expect before. Handlers may give less than before.',
    widens: 'Clients may get values that they do not expect.',
    changes: 'Clients may get values that they do not expect: the old values do not contain the new ones.',
    unclear: 'Whether clients get values that they do not expect cannot be told from the two documents.',
    none: 'It does not change which values clients get.',
  },
}

const fixes: Readonly<Record<Direction, Readonly<Record<Severity, string>>>> = {
  request: {
    error: 'Keep accepting what was accepted, or bring the new form with a new operation.',
    warning: 'Try it with requests of today: what they send has to be accepted.',
    note: 'Nothing, as long as the handler follows; the type checker shows where.',
  },
  response: {
    error: 'Keep to the values that clients know, or bring the new form with a new operation or media type.',
    warning: 'Tell clients before it goes live.',
    note: 'Nothing, as long as the handler follows; the type checker shows where.',
  },
}

/** Every rule about schemas: each delta at each place. */
export const schemaRules: readonly Rule[] = places.flatMap(([place, area, noun]) =>
  [...schemaDeltas]
    .filter(([name]) => isAt(place, name))
    .map(([name, delta]) => {
      const direction = place.startsWith('request') ? 'request' : 'response'
      const severity = severityOf(delta, direction)
      return {
        id: `${place}-${name}` satisfies SchemaRule,
        area,
        severity,
        inverse: inverseAt(place, delta.inverse),
        title: `${noun} ${delta.predicate}.`,
        cause: [causes[direction][delta.effect], delta[direction]?.because].filter((text) => text !== undefined).join(' '),
        fix: fixes[direction][severity],
      }
    }),
)

function isAt(place: SchemaPlace, name: Delta): boolean {
  return schemaDeltas.get(name)?.at?.includes(place) ?? true
}

/** The rule that a delta is told by at a place. */
export function schemaRuleAt(place: SchemaPlace, name: Delta): SchemaRule {
  return `${place}-${isAt(place, name) ? name : (schemaDeltas.get(name)?.elsewhere ?? name)}`
}

function inverseAt(place: SchemaPlace, inverse: SchemaDelta['inverse']): Rule['inverse'] {
  if (typeof inverse === 'string') return schemaRuleAt(place, inverse)
  if ('waiver' in inverse) return inverse
  const known = inverse.filter((each) => isAt(place, each) || schemaDeltas.get(each)?.elsewhere !== undefined)
  return [...new Set(known.map((each) => schemaRuleAt(place, each)))]
}

/** How bad a delta is for whoever gets (or has to send) the value that the schema holds for in a sense. */
export function deltaSeverity(name: Delta, direction: Direction, sense: Sense): Severity {
  const delta = schemaDeltas.get(name) as SchemaDelta
  // An exception is a reason for the value itself, and none for what it is ruled out by.
  return sense === 'plain' || delta.effect === 'none' ? severityOf(delta, direction) : effectSeverity(delta.effect, direction, sense)
}

function severityOf(delta: SchemaDelta, direction: Direction): Severity {
  return delta[direction]?.severity ?? effectSeverity(delta.effect, direction, 'plain')
}

/** How bad it is that the values of a schema, which holds in a sense, became fewer or more. */
export function effectSeverity(effect: Effect, direction: Direction, sense: Sense): Severity {
  if (effect === 'none') return 'note'
  if (effect === 'unclear') return 'warning'
  if (effect === 'changes') return 'error'
  if (sense === 'either') return 'error'
  return ((effect === 'narrows') === (sense === 'plain')) === (direction === 'request') ? 'error' : 'note'
}
