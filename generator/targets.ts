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
  'tests',
] as const

/** The name of a target: what `--target` takes. */
export type TargetName = (typeof targetNames)[number]

/** Targets of a run that names none: tests are seeded where somebody asks for them. */
export const usualTargets: readonly TargetName[] = targetNames.filter((name) => name !== 'tests')
