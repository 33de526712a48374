import type { RuleTable } from '../rule.ts'
import { type LifecycleRule, lifecycle } from './lifecycle.ts'

export type OperationRule =
  | 'endpoint-added'
  | 'api-removed-without-deprecation'
  | 'api-removed-with-deprecation'
  | 'api-removed-before-sunset'
  | 'path-variable-renamed'
  | 'api-operation-id-added'
  | 'api-operation-id-removed'
  | 'api-tag-added'
  | 'api-tag-removed'
  | 'webhook-added'
  | 'webhook-removed'
  | 'callback-added'
  | 'callback-removed'
  | LifecycleRule

/** Rules about operations as a whole. */
export const operations: RuleTable<OperationRule> = {
  ...lifecycle,
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
  'api-removed-before-sunset': {
    severity: 'error',
    inverse: 'endpoint-added',
    title: 'An operation is gone before the day that `x-sunset` gave.',
    cause: 'Clients plan with the day that they were given. Until then they call it, and get a 403 from API Gateway.',
    fix: 'Keep it until then.',
  },
  'api-removed-with-deprecation': {
    severity: 'note',
    inverse: 'endpoint-added',
    title: 'An operation is gone that was deprecated and whose day is over if it had one, or that the catch-all method answers now.',
    cause: 'Clients were told. Those that did not listen fail, or get the answer of `x-amazon-apigateway-any-method`.',
    fix: 'Look at the access logs before it goes: nobody should call it any more.',
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
    cause: 'Requests do not show it. What is named after it is told by itself: handlers, client functions and Lambda functions.',
    fix: 'Nothing.',
  },
  'api-operation-id-removed': {
    severity: 'note',
    inverse: ['api-operation-id-added', 'api-operation-id-removed'],
    title: 'An operation has another name, or none.',
    cause: 'Requests do not show it. What is named after it is told by itself: handlers, client functions and Lambda functions.',
    fix: 'Keep `operationId` where code is generated from the spec.',
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
  'webhook-added': {
    severity: 'note',
    inverse: 'webhook-removed',
    title: 'The API sends a webhook that is new.',
    cause: 'Those who do not know it need not take it.',
    fix: 'Nothing.',
  },
  'webhook-removed': {
    severity: 'error',
    inverse: 'webhook-added',
    title: 'The API no longer sends a webhook.',
    cause: 'Those who wait for it wait in vain.',
    fix: 'Keep sending it until nobody waits for it.',
  },
  'callback-added': {
    severity: 'note',
    inverse: 'callback-removed',
    title: 'An operation calls back in a way that is new.',
    cause: 'Clients that give no address for it are not called.',
    fix: 'Nothing.',
  },
  'callback-removed': {
    severity: 'error',
    inverse: 'callback-added',
    title: 'An operation no longer calls back.',
    cause: 'Clients that gave an address for it wait in vain.',
    fix: 'Keep calling until nobody waits for it.',
  },
}
