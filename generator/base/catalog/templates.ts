import type { CatalogEntry } from './entry.ts'

export type TemplatesCode =
  | 'templates/broken-json'
  | 'templates/constant-condition'
  | 'templates/ignored'
  | 'templates/impossible-path'
  | 'templates/missing-is-true'
  | 'templates/missing-template'
  | 'templates/mock-status'
  | 'templates/model-mismatch'
  | 'templates/operator-in-argument'
  | 'templates/single-quote'
  | 'templates/size'
  | 'templates/syntax'
  | 'templates/unavailable-directive'
  | 'templates/undeclared-parameter'
  | 'templates/undeclared-status'
  | 'templates/undefined-variable'
  | 'templates/unknown-name'
  | 'templates/unreadable-path'
  | 'templates/untried'

const MAPPING = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html'
const VARIABLES = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html'

/** Findings of the templates rules. */
export const templates: Readonly<Record<TemplatesCode, CatalogEntry>> = {
  'templates/broken-json': {
    severity: 'warning',
    title: 'A mapping template prints text that is not JSON for some input.',
    cause:
      'Whoever sends a quote, a backslash or the end of a line, or leaves something out, gets an error instead of an answer, or writes members of their own into what the back end reads. apigen ran the template in the embedded gateway; the message shows the input.',
    fix: 'Print values of the body by `$input.json(path)`, and texts by `"$util.escapeJavaScript(text).replaceAll("\\\\\'", "\'")"`. Ask with `#if` whether something optional is there.',
    example: {
      before: `requestTemplates:
  application/json: |
    {"name": "$input.path('$.name')"}
`,
      after: `requestTemplates:
  application/json: |
    {"name": $input.json('$.name')}
`,
    },
    source: VARIABLES,
  },
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
  'templates/missing-template': {
    severity: 'warning',
    title: 'A content type that an operation takes has no mapping template.',
    cause:
      'API Gateway chooses the template by the content type of the request. Where none fits, `passthroughBehavior` decides: by `when_no_match`, which is assumed, the body passes through unmapped; by `when_no_templates` (where there are others) and `never` the answer is 415.',
    fix: 'Write a template for the content type, or do not declare it.',
    example: {
      before: `passthroughBehavior: never
requestTemplates:
  application/xml: '{"name": "Tom"}'
`,
      after: `passthroughBehavior: never
requestTemplates:
  application/json: '{"name": "Tom"}'
`,
    },
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html',
  },
  'templates/mock-status': {
    severity: 'warning',
    title: 'A mock does not know what to answer.',
    cause:
      'The request template of a mock prints JSON with a whole number as `statusCode`, which the responses of the integration are matched against. Where there is none, or no response takes it, API Gateway answers 500.',
    fix: 'Print `{"statusCode": 200}`, and have a response for that status, or a `default`.',
    example: {
      before: `type: mock
requestTemplates:
  application/json: '{"status": 200}'
`,
      after: `type: mock
requestTemplates:
  application/json: '{"statusCode": 200}'
`,
    },
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html',
  },
  'templates/model-mismatch': {
    severity: 'warning',
    title: 'A response template prints what the response does not declare.',
    cause:
      'API Gateway checks no response. Clients are generated from the model, and find a text where they expect a number, or miss a member. apigen ran the template on bodies of every kind, and none made it print what the model says.',
    fix: 'Correct the template, or the model.',
    example: {
      before: `responses:
  default:
    statusCode: '200'
    responseTemplates:
      application/json: |
        {"name": $input.json('$.name'), "sold": "$input.path('$.sold').isEmpty()"}
`,
      after: `responses:
  default:
    statusCode: '200'
    responseTemplates:
      application/json: |
        {"name": $input.json('$.name'), "sold": $input.json('$.sold')}
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
  'templates/single-quote': {
    severity: 'warning',
    title: 'A mapping template escapes the single quote in JSON.',
    cause:
      "`$util.escapeJavaScript` writes `\\'` for a single quote. That is an escape of JavaScript and none of JSON: Lambda answers that it could not parse the request body, and clients cannot read the response.",
    fix: 'Turn it back by `.replaceAll("\\\\\'", "\'")`, as the guide says.',
    example: {
      before: `requestTemplates:
  application/json: |
    {"page": "$util.escapeJavaScript($input.params('page'))"}
`,
      after: `requestTemplates:
  application/json: |
    {"page": "$util.escapeJavaScript($input.params('page')).replaceAll("\\\\'", "'")"}
`,
    },
    source: VARIABLES,
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
  'templates/undeclared-parameter': {
    severity: 'warning',
    title: 'A mapping template asks for a parameter under a name that is nearly a declared one.',
    cause: 'API Gateway prints nothing for a parameter that the request lacks. Names of path and query parameters are told apart by case.',
    fix: 'Use the declared name, or declare the parameter.',
    example: {
      before: `requestTemplates:
  application/json: |
    {"id": "$util.escapeJavaScript($input.params('petID')).replaceAll("\\\\'", "'")"}
`,
      after: `requestTemplates:
  application/json: |
    {"id": "$util.escapeJavaScript($input.params('petId')).replaceAll("\\\\'", "'")"}
`,
    },
    source: VARIABLES,
  },
  'templates/undeclared-status': {
    severity: 'warning',
    title: 'A mapping template answers a status that the operation does not declare.',
    cause:
      'A status in `$context.responseOverride.status` reaches the client whether or not the operation declares it. Clients that are generated from the document do not expect it.',
    fix: 'Declare a response of that status, or answer one that is declared.',
    example: {
      before: `responses:
  default:
    statusCode: '200'
    responseTemplates:
      application/json: |
        #if($input.path('$.name') == "")#set($context.responseOverride.status = 404)#end
        $input.json('$')
`,
      after: `responses:
  default:
    statusCode: '200'
    responseTemplates:
      application/json: $input.json('$')
`,
    },
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html',
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
  'templates/unreadable-path': {
    severity: 'warning',
    title: 'A JSONPath of a mapping template cannot be read.',
    cause: 'API Gateway imports the template without looking at its paths. The embedded gateway fails on such a path, and answers 500.',
    fix: 'Mend the path at the place shown.',
    example: {
      before: `requestTemplates:
  application/json: |
    {"first": $input.json('$.list[0')}
`,
      after: `requestTemplates:
  application/json: |
    {"first": $input.json('$.list[0]')}
`,
    },
    source: VARIABLES,
  },
  'templates/untried': {
    severity: 'warning',
    title: 'A mapping template is too much work to be tried.',
    cause:
      'apigen runs every template on requests that it makes from the contract, and stops where their runs together are a million steps of the engine, or those of all templates of a document 200 million (a note): what they print after that nobody has looked at. API Gateway itself goes 1,000 times through a `#foreach` (documented), and a template is part of the time of its request.',
    fix: 'Do less in the template: loops in loops belong into the back end. Or look at what it prints with `apigen render`.',
    example: {
      before: `requestTemplates:
  application/json: |
    {"pairs": [#foreach($a in [1..1000])#foreach($b in [1..1000])[$a, $b],#end#end null]}
`,
      after: `requestTemplates:
  application/json: |
    {"from": 1, "to": 1000}
`,
    },
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
}
