/** The names of all targets, in the order of the report. */
export const targetNames = [
  'types',
  'openapi-types',
  'validators',
  'handlers-typescript',
  'handlers-python',
  'handlers-java',
  'templates',
  'policies',
  'triggers',
  'gateway',
  'public',
  'client-typescript',
  'client-javascript',
] as const

/** The name of a target: what `--target` takes. */
export type TargetName = (typeof targetNames)[number]
