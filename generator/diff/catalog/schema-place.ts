/** Where a schema stands when it is compared; everything below a body, parameter or header is a property. */
export const PLACES = [
  'request-parameter',
  'request-parameter-property',
  'request-body',
  'request-property',
  'response-header',
  'response-body',
  'response-property',
] as const
export type SchemaPlace = (typeof PLACES)[number]

export type Direction = 'request' | 'response'

/** The other way. */
export function oppositeOf(direction: Direction): Direction {
  return direction === 'request' ? 'response' : 'request'
}
