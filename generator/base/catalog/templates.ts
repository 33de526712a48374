import type { CatalogEntry } from './entry.ts'

export type TemplatesCode =
  | 'templates/constant-condition'
  | 'templates/ignored'
  | 'templates/impossible-path'
  | 'templates/missing-is-true'
  | 'templates/operator-in-argument'
  | 'templates/size'
  | 'templates/syntax'
  | 'templates/unavailable-directive'
  | 'templates/undefined-variable'
  | 'templates/unknown-name'

const MAPPING = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html'
const VARIABLES = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html'

/** Findings of the templates rules. */
export const templates: Readonly<Record<TemplatesCode, CatalogEntry>> = {
  'templates/constant-condition': {
    severity: 'warning',
    title: 'A condition of a mapping template is the same whatever is sent.',
    cause:
      "Velocity 1.7 takes a reference for true unless its value is Boolean false or null, and API Gateway makes the empty text of what is missing: `#if($input.params('page'))` is true with and without the parameter. A literal or a sum alone is false.",
    fix: 'Compare the value with the empty text, or with what it should be.',
    example: {
      before: `requestTemplates:
  application/json: |
    {#if($input.params('page'))"page": "$util.escapeJavaScript($input.params('page')).replaceAll("\\\\'", "'")"#end}
`,
      after: `requestTemplates:
  application/json: |
    {#if($input.params('page') != "")"page": "$util.escapeJavaScript($input.params('page')).replaceAll("\\\\'", "'")"#end}
`,
    },
    source: MAPPING,
  },
  'templates/ignored': {
    severity: 'note',
    title: 'A proxy integration has mapping templates.',
    cause: 'A proxy hands the request on and the response back as they are; API Gateway keeps the templates and runs none of them.',
    fix: 'Remove the templates, or make the integration one of `aws` or `http`.',
    example: {
      before: `type: aws_proxy
requestTemplates:
  application/json: |
    {"body": $input.json('$')}
`,
      after: `type: aws
requestTemplates:
  application/json: |
    {"body": $input.json('$')}
`,
    },
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html',
  },
  'templates/impossible-path': {
    severity: 'warning',
    title: 'A path of a mapping template leads nowhere.',
    cause:
      'The template reads a member that no body of the model has: API Gateway prints nothing for `$input.path`, and `""` for `$input.json`. The answer of a mock has no body at all, and a Lambda error has `errorMessage`, `errorType` and a stack trace.',
    fix: 'Correct the path, or the model.',
    example: {
      before: `requestTemplates:
  application/json: |
    {"id": $input.json('$.nmae')}
`,
      after: `requestTemplates:
  application/json: |
    {"id": $input.json('$.name')}
`,
    },
    source: VARIABLES,
  },
  'templates/missing-is-true': {
    severity: 'warning',
    title: 'A condition of a mapping template is true for what the body lacks.',
    cause:
      'Velocity 1.7 takes everything but Boolean false and null for true, and API Gateway makes the empty text of what is missing: `#if($body.name)` is true with a name, without one, and with an empty one.',
    fix: 'Compare the value with the empty text, or with `true`.',
    example: {
      before: `requestTemplates:
  application/json: |
    #set($body = $input.path('$'))
    {#if($body.name)"name": $input.json('$.name')#end}
`,
      after: `requestTemplates:
  application/json: |
    #set($body = $input.path('$'))
    {#if($body.name != "")"name": $input.json('$.name')#end}
`,
    },
    source: MAPPING,
  },
  'templates/operator-in-argument': {
    severity: 'warning',
    title: 'A mapping template calculates inside an argument, an index, a list or a map.',
    cause:
      'Velocity takes literals and references there, nothing else, and cannot read the template. API Gateway imports it all the same and answers every request that needs it with 500.',
    fix: 'Calculate in a `#set` before, and use its variable.',
    example: {
      before: `requestTemplates:
  application/json: |
    #set($list = $input.path('$.list'))
    {"second": "$list.get(0 + 1)"}
`,
      after: `requestTemplates:
  application/json: |
    #set($list = $input.path('$.list'))
    #set($at = 0 + 1)
    {"second": "$list.get($at)"}
`,
    },
    source: 'https://velocity.apache.org/engine/1.7/user-guide.html',
  },
  'templates/size': {
    severity: 'error',
    stops: 'import',
    title: 'A mapping template is too long.',
    cause: 'A template may have 300 KB.',
    fix: 'Shorten the template, or do the work in a function.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  'templates/syntax': {
    severity: 'warning',
    title: 'A mapping template cannot be read.',
    cause: 'API Gateway imports the template without looking at it and answers every request that needs it with 500.',
    fix: 'Mend the template at the place shown.',
    example: {
      before: `requestTemplates:
  application/json: |
    {"sold": #if($input.path('$.sold') == true)1#{else}0}
`,
      after: `requestTemplates:
  application/json: |
    {"sold": #if($input.path('$.sold') == true)1#{else}0#end}
`,
    },
    source: MAPPING,
  },
  'templates/unavailable-directive': {
    severity: 'warning',
    title: 'A mapping template uses a directive that API Gateway does not run.',
    cause:
      'API Gateway has switched off `#include`, `#parse`, `#evaluate` and `#macro`; a directive that Velocity does not know at all is printed as it stands.',
    fix: 'Write it with `#set`, `#if`, `#foreach` and `#define`.',
    example: {
      before: `requestTemplates:
  application/json: |
    #macro(text $path)"$path"#end
    {"name": $input.json('$.name')}
`,
      after: `requestTemplates:
  application/json: |
    {"name": $input.json('$.name')}
`,
    },
    source: MAPPING,
  },
  'templates/undefined-variable': {
    severity: 'warning',
    title: 'A mapping template uses a variable that it sets nowhere.',
    cause: 'API Gateway prints nothing for such a variable, and a condition takes it for true. Variables do not outlive their template.',
    fix: 'Set the variable, or correct its name. Text with a `$` in it is printed by `#[[$text]]#`.',
    example: {
      before: `requestTemplates:
  application/json: |
    #set($body = $input.path('$'))
    {"count": $bdy.size()}
`,
      after: `requestTemplates:
  application/json: |
    #set($body = $input.path('$'))
    {"count": $body.size()}
`,
    },
    source: MAPPING,
  },
  'templates/unknown-name': {
    severity: 'warning',
    title: 'A mapping template uses a name of `$input`, `$util` or `$context` that there is not.',
    cause: 'API Gateway prints nothing for a name that it does not know, and says nothing about it.',
    fix: 'Use one of the names that API Gateway documents.',
    example: {
      before: `requestTemplates:
  application/json: |
    {"caller": "$context.identity.sourceIP"}
`,
      after: `requestTemplates:
  application/json: |
    {"caller": "$context.identity.sourceIp"}
`,
    },
    source: VARIABLES,
  },
}
