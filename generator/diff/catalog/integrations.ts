import type { RuleTable } from '../rule.ts'

export type IntegrationRule =
  | 'integration-added'
  | 'integration-removed'
  | 'integration-type-changed'
  | 'integration-uri-changed'
  | 'integration-method-changed'
  | 'integration-timeout-decreased'
  | 'integration-timeout-increased'
  | 'integration-request-template-changed'
  | 'integration-request-parameters-changed'
  | 'integration-response-added'
  | 'integration-response-removed'
  | 'integration-response-changed'
  | 'integration-passthrough-changed'
  | 'integration-setting-changed'
  | 'integration-cache-changed'
  | 'integration-connection-changed'
  | 'stage-variable-introduced'
  | 'request-validation-tightened'
  | 'request-validation-loosened'
  | 'throttle-lowered'
  | 'throttle-raised'
  | 'cors-added'
  | 'cors-removed'
  | 'cors-narrowed'
  | 'cors-widened'

/** Rules about how API Gateway answers an operation. */
export const integrations: RuleTable<IntegrationRule> = {
  'integration-added': {
    severity: 'note',
    inverse: 'integration-removed',
    title: 'An operation has an integration that API Gateway knows.',
    cause: 'Before, its type was unknown or not to be read from the document.',
    fix: 'Nothing.',
  },
  'integration-removed': {
    severity: 'error',
    inverse: 'integration-added',
    title: 'An operation no longer has an integration that API Gateway knows.',
    cause: 'Its type is unknown or not to be read from the document. API Gateway refuses to deploy a method without an integration.',
    fix: 'Write `type` as `aws_proxy`, `aws`, `http_proxy`, `http` or `mock`.',
  },
  'integration-type-changed': {
    severity: 'warning',
    inverse: 'integration-type-changed',
    title: 'An operation is answered by another kind of integration.',
    cause: 'What the back end is sent, and what becomes of its answer, follow other rules: a proxy integration uses no mapping templates.',
    fix: 'Try the operation with `apigen dev` before it goes live.',
  },
  'integration-uri-changed': {
    severity: 'warning',
    inverse: 'integration-uri-changed',
    title: 'An operation is answered by another back end.',
    cause: 'Requests go somewhere else.',
    fix: 'See that it is there in every stage, and that API Gateway may call it.',
  },
  'integration-method-changed': {
    severity: 'warning',
    inverse: 'integration-method-changed',
    title: 'The back end is called with another HTTP method.',
    cause: 'It may refuse it or do something else. A Lambda function is always invoked with `POST`.',
    fix: 'See that the back end takes the method.',
  },
  'integration-timeout-decreased': {
    severity: 'warning',
    inverse: 'integration-timeout-increased',
    title: 'The back end has less time to answer.',
    cause: 'Requests that take longer get `504 Endpoint request timed out`.',
    fix: 'Compare the new limit with the slowest answers of the access logs.',
  },
  'integration-timeout-increased': {
    severity: 'note',
    inverse: 'integration-timeout-decreased',
    title: 'The back end has more time to answer.',
    cause: 'Clients may have to wait longer.',
    fix: 'Nothing.',
  },
  'integration-request-template-changed': {
    severity: 'warning',
    inverse: 'integration-request-template-changed',
    title: 'A request template is another one.',
    cause: 'The back end is sent something else.',
    fix: 'Run both with `apigen dev` on a request, and compare what comes out.',
  },
  'integration-request-parameters-changed': {
    severity: 'warning',
    inverse: 'integration-request-parameters-changed',
    title: 'The back end is sent other parameters.',
    cause: 'Headers, path or query of the request to the back end change.',
    fix: 'See that the back end expects them.',
  },
  'integration-response-added': {
    severity: 'warning',
    inverse: 'integration-response-removed',
    title: 'Some answers of the back end are treated in another way.',
    cause: 'Answers that match the new pattern went to another response, or to the default.',
    fix: 'See that the status it gives is one that the operation lists.',
  },
  'integration-response-removed': {
    severity: 'warning',
    inverse: 'integration-response-added',
    title: 'Some answers of the back end are no longer treated apart.',
    cause: 'Answers that matched the pattern go to another response, or to the default. Without a default API Gateway answers with a 500.',
    fix: 'See that another response takes them.',
  },
  'integration-response-changed': {
    severity: 'warning',
    inverse: 'integration-response-changed',
    title: 'Some answers of the back end become another answer.',
    cause: 'The status, the headers or the body that clients get change.',
    fix: 'Compare the new answer with what the operation lists.',
  },
  'integration-passthrough-changed': {
    severity: 'warning',
    inverse: 'integration-passthrough-changed',
    title: 'Bodies without a template are treated in another way.',
    cause: 'They are passed on as they are, or refused with `415 Unsupported Media Type`.',
    fix: 'See that every media type that clients send has a template.',
  },
  'integration-setting-changed': {
    severity: 'warning',
    inverse: 'integration-setting-changed',
    title: 'A setting of an integration is another one.',
    cause: 'How API Gateway talks to the back end changes.',
    fix: 'Look it up in the guide of API Gateway.',
  },
  'integration-cache-changed': {
    severity: 'note',
    inverse: 'integration-cache-changed',
    title: 'The cache tells requests apart in another way.',
    cause: 'Too few keys give a client the answer meant for another.',
    fix: 'See that everything the answer depends on is a key.',
  },
  'integration-connection-changed': {
    severity: 'warning',
    inverse: 'integration-connection-changed',
    title: 'The back end is reached on another way.',
    cause: 'A VPC link that is not there or not ready makes every call fail.',
    fix: 'See that the link is available in every stage.',
  },
  'stage-variable-introduced': {
    severity: 'warning',
    inverse: { waiver: 'a variable that is no longer read harms nobody' },
    title: 'An integration reads another stage variable.',
    cause: 'In a stage without it the integration has a gap, and calls fail.',
    fix: 'Set it in `stages.S.variables` of the config for every stage.',
  },
  'request-validation-tightened': {
    severity: 'warning',
    inverse: 'request-validation-loosened',
    title: 'API Gateway checks more of a request.',
    cause: 'Requests that never fitted the document went through, and are refused with a 400 now.',
    fix: 'See in the logs of the handlers whether such requests come in.',
  },
  'request-validation-loosened': {
    severity: 'warning',
    inverse: 'request-validation-tightened',
    title: 'API Gateway checks less of a request.',
    cause: 'Requests that do not fit the document reach the back end.',
    fix: 'See that the handler checks them; generated TypeScript handlers do.',
  },
  'throttle-lowered': {
    severity: 'warning',
    inverse: 'throttle-raised',
    title: 'An operation may be called less often.',
    cause: 'Above the limit API Gateway answers with `429 Too Many Requests`.',
    fix: 'Compare the limit with the traffic of today.',
  },
  'throttle-raised': {
    severity: 'note',
    inverse: 'throttle-lowered',
    title: 'An operation may be called more often.',
    cause: 'The back end may get more calls than before.',
    fix: 'See that it can take them.',
  },
  'cors-added': {
    severity: 'note',
    inverse: 'cors-removed',
    title: 'A path answers the preflight requests of browsers.',
    cause: 'Pages of other origins may call it, as far as the answer allows.',
    fix: 'Nothing.',
  },
  'cors-removed': {
    severity: 'error',
    inverse: 'cors-added',
    title: 'A path no longer answers the preflight requests of browsers.',
    cause: 'Pages of other origins can no longer call it, save with simple requests.',
    fix: 'Put the `OPTIONS` method back.',
  },
  'cors-narrowed': {
    severity: 'error',
    inverse: 'cors-widened',
    title: 'Browsers are allowed less.',
    cause: 'Pages that come from an origin, use a method or send a header that is no longer allowed are stopped by the browser.',
    fix: 'Keep what pages use.',
  },
  'cors-widened': {
    severity: 'warning',
    inverse: 'cors-narrowed',
    title: 'Browsers are allowed more.',
    cause: 'Pages of more origins, or with more methods and headers, may call on behalf of whoever looks at them.',
    fix: 'See that each origin in the list is one you trust.',
  },
}
