import { isObject, type Json, own } from '../base/json.ts'
import type { Place } from './place.ts'

/** Levels of `x-stability-level`, the least first. What has none is stable. */
const LEVELS = ['draft', 'alpha', 'beta', 'stable']

/** How the promise of something changed, and a text that goes on after its name. */
export type StabilityDelta = 'stability-decreased' | 'stability-increased'

/** Compares two values of `x-stability-level`; one that is no level says nothing. */
export function stabilityDelta(before: Json | undefined, after: Json | undefined): readonly [StabilityDelta, string] | undefined {
  const [old, now] = [rank(before), rank(after)]
  if (old === undefined || now === undefined || old === now) return undefined
  const text = `is ${LEVELS[now]}; it was ${LEVELS[old]}.`
  return [now < old ? 'stability-decreased' : 'stability-increased', text]
}

/** True where something has an `x-stability-level` that is none. */
export function isUnknownLevel(value: Json | undefined): boolean {
  return rank(value) === undefined
}

/** Whether callers may rely on something: `draft` and `alpha` promise nothing. */
export function isPromised(place: Place): boolean {
  const level = rank(levelOf(place))
  return level === undefined || level >= LEVELS.indexOf('beta')
}

/** The `x-stability-level` of something. */
export function levelOf({ value }: Place): Json | undefined {
  return isObject(value) ? own(value, 'x-stability-level') : undefined
}

function rank(value: Json | undefined): number | undefined {
  if (value === undefined) return LEVELS.length - 1
  const found = LEVELS.indexOf(String(value))
  return found < 0 ? undefined : found
}
