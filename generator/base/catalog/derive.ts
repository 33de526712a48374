import type { CatalogEntry } from './entry.ts'

export type DeriveCode =
  | 'derive/unreadable-integration'
  | 'derive/extension-ignored'
  | 'derive/events-not-supported'
  | 'derive/function-conflict'
  | 'derive/parameter-ignored'
  | 'derive/response-status'
  | 'derive/circular-schema'
  | 'derive/too-deep'
  | 'derive/untyped-event'

/** Findings of derive. */
export const derive: Readonly<Record<DeriveCode, CatalogEntry>> = {
  'derive/unreadable-integration': {
    severity: 'warning',
    title: 'What answers an operation cannot be read.',
    cause:
      'The integration, or its `type`, is known only when the API is deployed. It is passed on as it is, but no handler is generated for the operation.',
    fix: 'Write `type` as `aws_proxy`, `aws`, `http_proxy`, `http` or `mock`.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html',
  },
  'derive/extension-ignored': {
    severity: 'warning',
    title: 'An extension of apigen has another shape than it should, and is ignored.',
    cause: 'Each `x-apigen-*` has one documented shape; a value of another one would be guesswork.',
    fix: 'Compare it with the schema of the extensions (`specs/schema/extensions.json`), which an editor can check while you type.',
  },
  'derive/events-not-supported': {
    severity: 'warning',
    title: 'A function of another AWS event has no generated code.',
    cause:
      'Functions of `x-apigen.events` get a typed handler in TypeScript, Python and Java. On every other runtime their code is your own, and needs a `handler` to call.',
    fix: 'Name a `handler` in `function` of the event, or give the function a runtime of Node.js, Python or Java.',
  },
  'derive/function-conflict': {
    severity: 'warning',
    title: 'Operations of one function want different settings for it.',
    cause:
      'A function has one memory size, one timeout and one runtime. The first operation that says something decides; the others are not heard.',
    fix: 'Say the same in all of them, say it once, or give the operations functions of their own.',
  },
  'derive/parameter-ignored': {
    severity: 'warning',
    title: 'A parameter has no name or no known place.',
    cause: 'A parameter needs a `name`, and `in` must be `path`, `query`, `header` or `cookie`. Nothing can be generated for another.',
    fix: 'Complete the parameter or remove it.',
  },
  'derive/response-status': {
    severity: 'warning',
    title: 'A response stands under a key that is no status.',
    cause:
      'Keys of `responses` are three digits, a range such as `4XX`, or `default`. Another key has no meaning for clients and handlers.',
    fix: 'Write the status as three digits.',
  },
  'derive/circular-schema': {
    severity: 'warning',
    title: 'A schema refers to itself with nothing in between.',
    cause:
      'A schema may hold itself in a property or an item. One that is itself, directly or through `allOf`, `anyOf` and `oneOf`, describes nothing in that place, and no language has a type for it. The circle is cut there.',
    fix: 'Remove the reference that leads back.',
  },
  'derive/too-deep': {
    severity: 'warning',
    title: 'A schema is nested too deeply.',
    cause:
      'Shapes are described down to 100 levels inside one schema. What is deeper is typed as unknown; it is validated as far as the validators go.',
    fix: 'Move inner schemas to `components.schemas` and refer to them.',
  },
  'derive/untyped-event': {
    severity: 'note',
    title: 'A part of the event that a mapping template makes has no type.',
    cause:
      "A handler's event has the type of what the request template prints, as far as the text of the template and the models of the request show. Where they do not, the handler gets `unknown` and has to look for itself.",
    fix: 'Declare the body or the parameter, put the value between quotes, or print it by `$input.json(path)`.',
    example: {
      before: `requestTemplates:
  application/json: |
    {"page": $input.params('page')}
`,
      after: `requestTemplates:
  application/json: |
    {"page": "$util.escapeJavaScript($input.params('page')).replaceAll("\\\\'", "'")"}
`,
    },
  },
}
