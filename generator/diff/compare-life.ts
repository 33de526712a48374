import type { Json } from '../base/json.ts'
import { type Calendar, type Life, lifeDelta } from './lifecycle.ts'
import type { Found } from './schema-pair.ts'
import type { SchemaView } from './schema-view.ts'
import { stabilityDelta } from './stability.ts'

/** Compares what two schemas say of their end and of what they promise. */
export function compareLife(base: SchemaView, head: SchemaView, found: Found, calendar: Calendar): void {
  const say = (keyword: string, [delta, text]: readonly [Parameters<Found>[0], string]): void =>
    found(delta, base.keywords.get(keyword)?.pointer ?? base.pointer, head.keywords.get(keyword)?.pointer ?? head.pointer, text)
  const life = lifeDelta(lifeOf(base), lifeOf(head), calendar)
  if (life) say('deprecated', life)
  const stability = stabilityDelta(said(base, 'x-stability-level'), said(head, 'x-stability-level'))
  if (stability) say('x-stability-level', stability)
}

function lifeOf(view: SchemaView): Life {
  return { deprecated: said(view, 'deprecated') === true, sunset: said(view, 'x-sunset') }
}

function said(view: SchemaView, keyword: string): Json | undefined {
  return view.keywords.get(keyword)?.value
}
