import type { RuleTable } from '../rule.ts'

export type LifecycleRule =
  | `api-path-removed-${'without-deprecation' | 'with-deprecation' | 'before-sunset'}`
  | 'api-path-sunset-parse'
  | 'endpoint-deprecated'
  | 'endpoint-deprecated-with-sunset'
  | 'endpoint-reactivated'
  | 'api-deprecated-sunset-parse'
  | 'api-sunset-date-too-small'
  | 'sunset-deleted'
  | `api-sunset-date-changed-${'earlier' | 'too-small' | 'later'}`
  | 'api-invalid-stability-level'
  | `api-stability-${'decreased' | 'increased'}`

/** Rules about the end of operations, and about what they promise. */
export const lifecycle: RuleTable<LifecycleRule> = {
  'api-path-removed-without-deprecation': {
    severity: 'error',
    inverse: 'endpoint-added',
    title: 'An operation is gone with its whole path, and nobody was told.',
    cause: 'Every client that calls it gets `403 Missing Authentication Token` from API Gateway, which has no such resource any more.',
    fix: 'Keep it with `deprecated: true` for a time, or put the new form beside it under another path.',
  },
  'api-path-removed-with-deprecation': {
    severity: 'note',
    inverse: 'endpoint-added',
    title: 'An operation is gone with its whole path that was deprecated, and whose day is over if it had one.',
    cause: 'Clients were told. Those that did not listen get a 403.',
    fix: 'Look at the access logs before it goes: nobody should call it any more.',
  },
  'api-path-removed-before-sunset': {
    severity: 'error',
    inverse: 'endpoint-added',
    title: 'An operation is gone with its whole path before the day that `x-sunset` gave.',
    cause: 'Clients plan with the day that they were given. Until then they call it, and get a 403 from API Gateway.',
    fix: 'Keep it until then.',
  },
  'api-path-sunset-parse': {
    severity: 'error',
    inverse: { waiver: 'a date that can be read again takes nothing away; a new operation is reported as such' },
    title: 'A deprecated operation is gone, or goes on, with an `x-sunset` that is no date.',
    cause: 'Whether clients had the time that they were promised cannot be told.',
    fix: 'Write a date as in RFC 3339: `2030-01-31`.',
  },
  'endpoint-deprecated': {
    severity: 'note',
    inverse: 'endpoint-reactivated',
    title: 'An operation is deprecated now.',
    cause: 'It works as before. Generated clients show the deprecation where it is called.',
    fix: 'Say when it ends: `x-sunset` with a date.',
  },
  'endpoint-deprecated-with-sunset': {
    severity: 'note',
    inverse: 'endpoint-reactivated',
    title: 'An operation is deprecated now, with the day on which it ends.',
    cause: 'It works as before until then. Generated clients show the deprecation where it is called.',
    fix: 'Tell those who call it.',
  },
  'endpoint-reactivated': {
    severity: 'note',
    inverse: 'endpoint-deprecated',
    title: 'An operation is no longer deprecated.',
    cause: 'It works as before.',
    fix: 'Nothing.',
  },
  'api-deprecated-sunset-parse': {
    severity: 'error',
    inverse: 'endpoint-reactivated',
    title: 'An operation is deprecated now, and its `x-sunset` is no date.',
    cause: 'Clients cannot plan with it.',
    fix: 'Write a date as in RFC 3339: `2030-01-31`.',
  },
  'api-sunset-date-too-small': {
    severity: 'error',
    inverse: 'endpoint-reactivated',
    title: 'An operation is deprecated now, and the day of its end is over already, or sooner than `diff.sunsetDays` of the config allows.',
    cause: 'Nobody had time to follow.',
    fix: 'Give clients a day in the future.',
  },
  'sunset-deleted': {
    severity: 'error',
    inverse: { waiver: 'announcing a sunset takes nothing away by itself; the deprecation is reported' },
    title: 'A deprecated operation no longer says when it ends.',
    cause: 'Clients plan with the date of `x-sunset`. Without one they may take the promise for withdrawn, or miss the end.',
    fix: 'Keep `x-sunset`, or take the deprecation back.',
  },
  'api-sunset-date-changed-earlier': {
    severity: 'error',
    inverse: 'api-sunset-date-changed-later',
    title: 'A deprecated operation ends sooner than it said.',
    cause: 'Clients plan with the day that they were given.',
    fix: 'Keep to the first day.',
  },
  'api-sunset-date-changed-too-small': {
    severity: 'error',
    inverse: 'api-sunset-date-changed-later',
    title:
      'A deprecated operation ends sooner than it said, on a day that is over already or sooner than `diff.sunsetDays` of the config allows.',
    cause: 'Clients plan with the day that they were given.',
    fix: 'Keep to the first day.',
  },
  'api-sunset-date-changed-later': {
    severity: 'note',
    inverse: 'api-sunset-date-changed-earlier',
    title: 'A deprecated operation ends later than it said.',
    cause: 'Clients have more time.',
    fix: 'Tell those who still call it.',
  },
  'api-invalid-stability-level': {
    severity: 'error',
    inverse: { waiver: 'a level that can be read again takes nothing away' },
    title: 'An operation has an `x-stability-level` that is none.',
    cause: 'What it promises cannot be told. The levels are draft, alpha, beta and stable.',
    fix: 'Write one of the four, or leave it out: then it is stable.',
  },
  'api-stability-decreased': {
    severity: 'error',
    inverse: 'api-stability-increased',
    title: 'An operation promises less stability.',
    cause: 'Clients relied on the promise that it had. Of one that is draft or alpha now, nothing else that changes is told.',
    fix: 'Keep the level, and bring what is new with another operation.',
  },
  'api-stability-increased': {
    severity: 'note',
    inverse: 'api-stability-decreased',
    title: 'An operation promises more stability.',
    cause: 'From now on changes of it are held against the new level.',
    fix: 'Nothing.',
  },
}
