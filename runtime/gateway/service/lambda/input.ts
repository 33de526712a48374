import type { Json, JsonObject } from '../../json.ts'
import type { Call } from '../call.ts'
import { ServiceError } from '../errors.ts'
import { integer, text } from '../input.ts'

/** A whole number of the body within bounds, both included; undefined where it is absent. */
export function within(body: JsonObject, key: string, least: number, most: number): number | undefined {
  const value = integer(body, key)
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return value
  const bound = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`
  const member = `${key.charAt(0).toLowerCase()}${key.slice(1)}`
  throw new ServiceError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value ${bound}`,
  )
}

/** Refuses a change of something that changed since its caller saw it. */
export function checkRevision(call: Call, revisionId: string): void {
  const expected = text(call.body, 'RevisionId') ?? call.query.get('RevisionId')
  if (expected === undefined || expected === null || expected === revisionId) return
  throw new ServiceError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    412,
  )
}

const MOST_ITEMS = 50

/** One page of a list, as `MaxItems` and `Marker` ask for it; more than 50 are never answered at once. */
export function page(call: Call, key: string, items: readonly Json[]): JsonObject {
  const asked = Number(call.query.get('MaxItems') ?? MOST_ITEMS)
  if (!Number.isInteger(asked) || asked < 1 || asked > 10_000) {
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value '${call.query.get('MaxItems')}' at 'maxItems' failed to satisfy constraint: Member must have value ${asked > 10_000 ? 'less than or equal to 10000' : 'greater than or equal to 1'}`,
    )
  }
  const marker = call.query.get('Marker')
  const start = marker === null || marker === '' ? 0 : Number(Buffer.from(marker, 'base64url').toString())
  if (!Number.isInteger(start) || start < 0) throw new ServiceError('InvalidParameterValueException', 'The marker is invalid', 400)
  const end = start + Math.min(asked, MOST_ITEMS)
  return {
    [key]: items.slice(start, end),
    ...(end < items.length && { NextMarker: Buffer.from(String(end)).toString('base64url') }),
  }
}
