import type { RuleTable } from '../rule.ts'

export type OperationRule =
  | 'endpoint-added'
  | 'api-removed-without-deprecation'
  | 'api-removed-with-deprecation'
  | 'endpoint-deprecated'
  | 'endpoint-reactivated'
  | 'sunset-deleted'
  | 'sunset-date-changed'
  | 'path-variable-renamed'
  | 'api-operation-id-added'
  | 'api-operation-id-removed'
  | 'api-operation-id-changed'
  | 'api-tag-added'
  | 'api-tag-removed'

/** Rules about operations as a whole. */
export const operations: RuleTable<OperationRule> = {
  'endpoint-added': {
    severity: 'note',
    inverse: 'api-removed-without-deprecation',
    title: 'An operation is new.',
    cause: 'Clients that do not know it go on as before.',
    fix: 'Nothing. See that it is protected as it should be.',
  },
  'api-removed-without-deprecation': {
    severity: 'error',
    inverse: 'endpoint-added',
    title: 'An operation is gone, and nobody was told.',
    cause: 'Every client that calls it gets `403 Missing Authentication Token` from API Gateway, which has no route for it any more.',
    fix: 'Keep it with `deprecated: true` for a time, or put the new form beside it under another path.',
  },
  'api-removed-with-deprecation': {
    severity: 'warning',
    inverse: 'endpoint-added',
    title: 'An operation is gone that was deprecated, or that the catch-all method of its path answers now.',
    cause: 'Clients were told. Those that did not listen fail, or get the answer of `x-amazon-apigateway-any-method`.',
    fix: 'Look at the access logs before it goes: nobody should call it any more.',
  },
  'endpoint-deprecated': {
    severity: 'note',
    inverse: 'endpoint-reactivated',
    title: 'An operation is deprecated now.',
    cause: 'It works as before. Generated clients show the deprecation where it is called.',
    fix: 'Say when it ends: `x-sunset` with a date.',
  },
  'endpoint-reactivated': {
    severity: 'note',
    inverse: 'endpoint-deprecated',
    title: 'An operation is no longer deprecated.',
    cause: 'It works as before.',
    fix: 'Nothing.',
  },
  'sunset-deleted': {
    severity: 'error',
    inverse: { waiver: 'announcing a sunset takes nothing away by itself; the deprecation is reported' },
    title: 'A deprecated operation no longer says when it ends.',
    cause: 'Clients plan with the date of `x-sunset`. Without one they may take the promise for withdrawn, or miss the end.',
    fix: 'Keep `x-sunset`, or take the deprecation back.',
  },
  'sunset-date-changed': {
    severity: 'warning',
    inverse: 'sunset-date-changed',
    title: 'A deprecated operation ends on another day.',
    cause: 'Clients plan with the date of `x-sunset`. An earlier one may come too soon for them.',
    fix: 'Tell those who still call it.',
  },
  'path-variable-renamed': {
    severity: 'note',
    inverse: 'path-variable-renamed',
    title: 'A path variable has another name.',
    cause: 'Requests do not show the name. Handlers, mapping templates and arguments of generated clients do.',
    fix: 'Rename it where the type checker points, and in mapping templates that read it.',
  },
  'api-operation-id-added': {
    severity: 'note',
    inverse: 'api-operation-id-removed',
    title: 'An operation has a name now.',
    cause: 'Its handler, its client function and, unless it is set, its Lambda function are named after `operationId`.',
    fix: 'Rename the handler; the old file stays where it is until you remove it.',
  },
  'api-operation-id-removed': {
    severity: 'warning',
    inverse: 'api-operation-id-added',
    title: 'An operation has no name any more.',
    cause: 'Requests do not show it. Names of the handler, of the client function and of the Lambda function change to derived ones.',
    fix: 'Keep `operationId` where code is generated from the spec.',
  },
  'api-operation-id-changed': {
    severity: 'warning',
    inverse: 'api-operation-id-changed',
    title: 'An operation has another name.',
    cause: 'Requests do not show it. The handler, the client function and the Lambda function change their names with it.',
    fix: 'Keep the name, or rename the handler and release the client as a new major version.',
  },
  'api-tag-added': {
    severity: 'note',
    inverse: 'api-tag-removed',
    title: 'An operation has another tag.',
    cause: 'Tags order documentation. With `grouping: tag` the first one also names the Lambda function.',
    fix: 'Nothing, unless functions are grouped by tag.',
  },
  'api-tag-removed': {
    severity: 'note',
    inverse: 'api-tag-added',
    title: 'An operation has a tag less.',
    cause: 'Tags order documentation. With `grouping: tag` the first one also names the Lambda function.',
    fix: 'Nothing, unless functions are grouped by tag.',
  },
}
