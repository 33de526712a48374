/** A fact of the reference that was recorded on AWS, and the tests that fail where the gateway does otherwise. */
export interface RecordedRow {
  /** Words that no other fact of its page has. */
  readonly says: string
  /** A file of tests below `test/`, and a text in it that names the test: its title, or its case's in a table. */
  readonly tests: readonly (readonly [file: string, text: string])[]
}

const replayed = (name: string): readonly [string, string] => ['conformance/control-plane.test.ts', name]
const unit = (file: string, text: string): readonly [string, string] => [`unit/runtime/gateway/execute/${file}.test.ts`, text]

/** What was recorded of requests (`dataplane.md`). */
export const DATA_PLANE_ROWS: readonly RecordedRow[] = [
  {
    says: '`X-Amzn-Trace-Id` only for AWS, AWS_PROXY, HTTP',
    tests: [
      unit('recorded', 'ids, and whether the trace is named'),
      unit('recorded', 'bodies of gateway responses to the byte'),
      ['conformance/dataplane.test.ts', 'test_invocation_trace_id'],
    ],
  },
  {
    says: 'Default `Content-Type: application/json` for proxy/mock',
    tests: [unit('recorded', 'ids, and whether the trace is named'), unit('execute', 'a status alone')],
  },
  {
    says: 'backtracks over the whole tree',
    tests: [
      unit('route', 'a static part before a greedy one'),
      unit('route', 'below a static part that has no such child'),
      unit('route', 'a path whose verb only the greedy resource has'),
    ],
  },
  {
    says: 'explicit verb beats `ANY`',
    tests: [unit('route', 'a verb before ANY'), unit('route', 'ANY for the other verbs'), unit('route', 'ANY for no verb that is none')],
  },
  {
    says: 'path found, verb not',
    tests: [['conformance/dataplane.test.ts', 'test_routing_not_found'], replayed('test_routing_not_found')],
  },
  {
    says: 'trailing slash ignored when matching',
    tests: [unit('route', 'a slash at the end'), unit('recorded', 'keep a slash at the end, which the greedy value drops')],
  },
  {
    says: '`//` inside a greedy value is kept',
    tests: [
      unit('recorded', 'keep doubled slashes inside a greedy value'),
      unit('recorded', 'collapse doubled slashes at the beginning, except with the stage'),
    ],
  },
  {
    says: 'are **NOT percent-decoded**',
    tests: [
      unit('recorded', 'are not percent-decoded'),
      unit('recorded', 'keep a plus'),
      unit('recorded', 'of variables are not decoded'),
      unit('recorded', 'decode the query %s'),
    ],
  },
  {
    says: '| API_CONFIGURATION_ERROR |',
    tests: [
      ['conformance/dataplane.test.ts', 'test_failed_invoke_test_method: an endpoint that is no address'],
      replayed('test_failed_invoke_test_method'),
    ],
  },
  {
    says: 'A type defined by the user ignores DEFAULT_*',
    tests: [unit('recorded', 'of their type, which then ignores the default'), replayed('test_gateway_response_crud')],
  },
  { says: 'List order recorded: header, path, query', tests: [['conformance/dataplane.test.ts', 'test_api_gateway_request_validator']] },
  {
    says: 'Empty body is validated as `{}`',
    tests: [['conformance/dataplane.test.ts', 'test_api_gateway_request_validator_with_ref_one_ofmodels']],
  },
  {
    says: 'JSON-schema draft 4 (Java validator)',
    tests: [
      replayed('test_api_gateway_request_validator_with_ref_models'),
      replayed('test_api_gateway_request_validator_with_ref_one_ofmodels'),
    ],
  },
  {
    says: '`API Key value should be at least 20 characters`',
    tests: [replayed('test_create_api_key_with_invalid_value'), replayed('test_create_api_key_with_invalid_name')],
  },
  { says: 'burst > rate accepted', tests: [replayed('test_create_usage_plan_with_throttle')] },
  {
    says: 'requestParameters mappings are **ignored**',
    tests: [
      unit('recorded', 'a function behind aws_proxy gets none of them'),
      unit('recorded', 'headers that may not be mapped to the back end, as recorded'),
    ],
  },
  {
    says: 'client headers minus Host, Content-Encoding, Via',
    tests: [unit('recorded', 'http_proxy gets all but a few, and what is mapped goes before what came')],
  },
  { says: 'unquoted key ok', tests: [unit('recorded', 'the status that a mock is told')] },
  { says: 'Dropped on entry for every type', tests: [unit('recorded', 'headers that are dropped on entry, as recorded')] },
  {
    says: '"" if missing; then http uri invalid',
    tests: [
      ['conformance/dataplane.test.ts', 'test_import_with_stage_variables'],
      unit('execute', 'has an invalid endpoint without its stage variable'),
    ],
  },
  { says: 'old query-protocol services get params as query string', tests: [unit('aws-service', 'SSM by action: the query protocol')] },
  {
    says: 'Lambda proxy event 1.0 (REST) — full field list',
    tests: [unit('recorded', 'a proxy event has exactly these members, as recorded')],
  },
  {
    says: 'Response contract',
    tests: [
      unit('execute', 'a status alone'),
      unit('execute', 'headers alone'),
      unit('execute', 'a status as text'),
      unit('execute', 'a status that is no number'),
      unit('execute', 'a boolean header'),
      unit('execute', 'headers null'),
      unit('execute', 'an unknown key'),
      unit('execute', 'an empty text'),
      unit('execute', 'a header that is no list'),
      unit('execute', 'puts the values of multiValueHeaders first'),
      unit('execute', 'base64 for a client that takes no binary'),
      unit('execute', 'takes a failed function for a bad answer'),
    ],
  },
  { says: 'uri httpMethod ≠ POST', tests: [unit('recorded', 'a function that is called otherwise than with POST, as recorded')] },
  {
    says: 'HTTP_PROXY passes status through; HTTP maps',
    tests: [unit('execute', 'passes the request on and the answer back'), unit('execute', 'sends only what is mapped')],
  },
  {
    says: 'Header remap to `x-amzn-Remapped-X`',
    tests: [
      unit('recorded', 'headers of answers under another name, as recorded'),
      unit('recorded', 'a constant for %s comes as %s'),
      unit('recorded', '%s: %s does not come'),
    ],
  },
  {
    says: '`$input.body` (raw string; `{}` when empty',
    tests: [['conformance/dataplane.test.ts', 'test_input_body_formatting'], replayed('test_input_body_formatting')],
  },
  { says: 'undefined reference', tests: [unit('recorded', 'a reference to nothing prints as nothing')] },
  {
    says: "`$input.path('$.nonExisting')` |",
    tests: [unit('recorded', 'what is not there is null and the empty text alike'), replayed('test_input_path_template_formatting')],
  },
  {
    says: '| object printed |',
    tests: [unit('recorded', 'an object prints as a map of Java'), replayed('test_input_path_template_formatting')],
  },
  {
    says: '| array printed |',
    tests: [unit('recorded', 'an array prints as JSON'), unit('recorded', 'an array in an object prints as JSON')],
  },
  { says: '| `.toString()` |', tests: [unit('recorded', 'toString prints alike')] },
  { says: '| empty list |', tests: [unit('recorded', 'an empty list is one')] },
  {
    says: 'allowed Java methods',
    tests: [unit('recorded', 'methods of a list'), unit('recorded', 'methods of a map'), unit('recorded', 'methods of a text')],
  },
  { says: 'insertion order of keys kept', tests: [unit('recorded', 'keys keep their order')] },
  {
    says: 'whole `$context` printed lists keys above',
    tests: [
      unit('recorded', '$context in mapping templates, as recorded'),
      unit('recorded', 'prints what it holds as nothing where that is an object'),
    ],
  },
  {
    says: 'TestInvokeMethod',
    tests: [
      replayed('test_invoke_test_method'),
      replayed('test_failed_invoke_test_method'),
      unit('trace', 'of a function says how Lambda is called, as recorded'),
      unit('trace', 'cuts what is too long'),
    ],
  },
]

/** What `extensions.md` says of requests among much that is about imports. */
export const EXTENSION_ROWS: readonly RecordedRow[] = [
  {
    says: 'Headers that fail at run time if mapped',
    tests: [unit('recorded', 'headers that may not be mapped to the back end, as recorded')],
  },
  {
    says: '| `passthroughBehavior` |',
    tests: [unit('execute', 'passthrough of a body without a template, recorded for all three behaviors')],
  },
  {
    says: '| `cacheNamespace` |',
    tests: [unit('response-cache', 'is told apart by resource'), unit('response-cache', 'is shared by resources of one namespace')],
  },
  {
    says: 'Scheme `apiKey` named `x-api-key`',
    tests: [unit('recorded', '{"message":"Forbidden"}'), ['unit/runtime/gateway/gateway.test.ts', 'no API key']],
  },
  {
    says: 'scopes from the security requirement',
    tests: [unit('authorize', 'an access token with the scope'), unit('authorize', 'an access token without it')],
  },
]

/** Recorded facts of `dataplane.md` that no test shows whole, each with its reason. */
export const DATA_PLANE_EXCEPTIONS: readonly { readonly says: string; readonly why: string }[] = [
  {
    says: 'old query-protocol services get params as query string',
    why: 'that the answer is `XResponse` in JSON is the service, which is forwarded to: the recorder knows no answer of SSM',
  },
  {
    says: 'TestInvokeMethod',
    why: 'of the call of a function the log has no `Authorization`, `X-Amz-Date`, `X-Amz-Security-Token` and no `Date`: nothing is signed or sent',
  },
]
