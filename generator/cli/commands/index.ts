import type { Command, Flag } from '../command.ts'

const format = (...choices: readonly string[]): Flag => ({
  flags: '--format <format>',
  summary: `how to print: ${choices.join(', ')}`,
  choices,
})
const cognitoKeys: Flag = {
  flags: '--cognito-keys <file>',
  summary: 'public keys of user pools as JSON, by the issuer or ARN of the pool',
}
const credentials: Flag = { flags: '--credentials <file>', summary: 'secrets by access key id as JSON, for methods with AWS_IAM' }

const forward: Flag = {
  flags: '--forward <NAME=URL>',
  summary: 'where an AWS service, a VPC link or * is; may be repeated; a recorder answers the rest',
  many: true,
}
const bind: Flag = { flags: '--bind <NAME=value>', summary: 'binds a late-bound value; may be repeated', many: true }
const remoteRefs: Flag = { flags: '--allow-remote-refs', summary: 'follow $refs to https addresses' }

/** The flags of every command that talks to an API Gateway. */
const remote: readonly Flag[] = [
  { flags: '--local', summary: 'the embedded gateway on .apigen/gateway, in this process' },
  { flags: '--endpoint-url <url>', summary: 'another endpoint than AWS: `apigen gateway`, for one' },
  { flags: '--api-id <id>', summary: 'the API; else stages.S.apiId, else the one tagged apigen:api' },
  { flags: '--profile <name>', summary: 'AWS profile' },
  { flags: '--region <name>', summary: 'AWS region' },
]

/** All commands, in the order of help. A command is its line here and its file beside this one. */
export const commands: readonly Command[] = [
  {
    name: 'init',
    summary: 'a new project: spec, config, a handler, a test, scripts',
    args: ['[dir]'],
    flags: [
      {
        flags: '--template <name>',
        summary: 'the language of handlers: typescript (default), python or java',
        choices: ['typescript', 'python', 'java'],
      },
      { flags: '--package-name <spec>', summary: 'the name apigen was published under (with @version), or a file: path to it' },
      { flags: '-y, --yes', summary: 'ask nothing' },
    ],
    examples: [
      ['apigen init', 'asks where'],
      ['apigen init orders', 'in the folder orders'],
      ['apigen init orders --template python', 'with handlers in Python'],
    ],
    load: async () => (await import('./init.ts')).init,
  },
  {
    name: 'lint',
    summary: 'what OpenAPI, API Gateway and Lambda will reject, ignore or surprise you with',
    args: ['[spec]'],
    flags: [format('pretty', 'json', 'github', 'sarif'), remoteRefs],
    examples: [
      ['apigen lint', 'the spec of the config, or openapi.yaml'],
      ["apigen lint 'template.yaml#/Resources/Api/Properties/Body'", 'a spec inside a template'],
      ['apigen lint --format github', 'annotations in a pull request'],
    ],
    load: async () => (await import('./lint.ts')).lint,
  },
  {
    name: 'generate',
    summary: 'types, handlers, validators, templates, policies, clients and the gateway document',
    args: ['[spec]'],
    flags: [
      { flags: '-t, --target <names>', summary: 'only these, separated by commas' },
      { flags: '-o, --output <dir>', summary: 'where generated/ and handlers/ go' },
      { flags: '--check', summary: 'write nothing; exit 1 when a file is stale' },
      { flags: '--dry-run', summary: 'write nothing; print the plan' },
      { flags: '-w, --watch', summary: 'again at every change' },
      { flags: '--force', summary: 'overwrite generated files that were edited by hand' },
      format('pretty', 'json', 'github'),
      remoteRefs,
    ],
    examples: [
      ['apigen generate', 'everything'],
      ['apigen generate --target types,client-typescript', 'only these'],
      ['apigen generate --check', 'in CI: are the committed files those of the spec?'],
    ],
    load: async () => (await import('./generate.ts')).generate,
  },
  {
    name: 'dev',
    summary: 'the API on this machine: the embedded gateway with your handlers, hot reload',
    args: ['[spec]'],
    flags: [
      { flags: '-p, --port <number>', summary: 'port of the API; default 3000, or the next free one' },
      { flags: '--stage <name>', summary: 'the stage; default dev' },
      { flags: '--environment <file>', summary: 'lines NAME=value for the environment of handlers, above what the spec says' },
      cognitoKeys,
      credentials,
      { flags: '--inspect', summary: 'handlers where a debugger can attach: port 9229, then the next ones; no time limit' },
      { flags: '--allow-egress', summary: 'let http integrations leave this machine' },
      forward,
      { flags: '--exec <command>', summary: 'run a command while the API is served at APIGEN_URL, and end with its exit code' },
      { flags: '--record <file>', summary: 'add every request and its answer to a file, secrets left out' },
      { flags: '--replay <file>', summary: 'send what was recorded, print what is answered otherwise, exit 1 where anything is' },
      { flags: '--api-id <id>', summary: 'replay to this API on AWS; else to the spec in this process' },
      { flags: '--region <name>', summary: 'its AWS region' },
      { flags: '--profile <name>', summary: 'AWS profile that signs what was signed when it was recorded' },
      { flags: '--endpoint-url <url>', summary: 'replay to another gateway than AWS' },
      bind,
      remoteRefs,
    ],
    examples: [
      ['apigen dev', 'http://127.0.0.1:3000, generated and imported again at every change'],
      ['apigen dev --exec pytest', 'tests of the API, such as those of apigen generate --target tests'],
      ['apigen dev --replay requests.jsonl --stage prod --api-id a1b2c3', 'is AWS answering as this machine did?'],
      ['apigen dev --bind TableName=pets --port 4000', 'with a late-bound value'],
    ],
    load: async () => (await import('./dev.ts')).dev,
  },
  {
    name: 'gateway',
    summary: 'the embedded API Gateway alone, for any AWS client',
    args: [],
    flags: [
      { flags: '-p, --port <number>', summary: 'port; default 4566' },
      { flags: '--data <dir>', summary: 'where its state is kept; default .apigen/gateway' },
      { flags: '--ephemeral', summary: 'keep the state in memory only' },
      { flags: '--auth <mode>', summary: 'iam: calls have to be signed with AWS_ACCESS_KEY_ID; default none', choices: ['none', 'iam'] },
      cognitoKeys,
      credentials,
      { flags: '--snapshot <file>', summary: 'write the state into one file, and end' },
      { flags: '--restore <file>', summary: 'start with the state of such a file, in the place of what is kept' },
      { flags: '--allow-egress', summary: 'let http integrations leave this machine' },
      forward,
    ],
    examples: [
      ['apigen gateway', 'AWS_ENDPOINT_URL=http://127.0.0.1:4566 then serves any AWS client'],
      ['apigen gateway --ephemeral --port 0', 'a free port, nothing kept'],
      ['apigen gateway --ephemeral --restore fixture.json', 'every run of a test suite from the same state'],
    ],
    load: async () => (await import('./gateway.ts')).gateway,
  },
  {
    name: 'import',
    summary: 'plan, confirm, put, verify, deploy, switch, verify; or take that back',
    args: ['[spec|plan.json]'],
    flags: [
      { flags: '--stage <name>', summary: 'the stage to point at the new deployment' },
      { flags: '--dry-run', summary: 'print the plan, change nothing' },
      { flags: '-y, --yes', summary: 'do not ask' },
      { flags: '--out <file>', summary: 'write the plan to a file, change nothing; apigen import FILE then carries it out' },
      { flags: '--resume', summary: 'go on with the last import into the stage, which stopped half way' },
      { flags: '--rollback', summary: 'take the last import into the stage back' },
      { flags: '--accept-privileges', summary: 'agree to what opens something up: a dropped authorizer, a role, a looser throttle' },
      ...remote,
      bind,
      remoteRefs,
      format('text', 'json'),
    ],
    examples: [
      ['apigen import --stage dev --local', 'into the embedded gateway'],
      ['apigen import --stage prod --dry-run', 'what would change on AWS'],
      ['apigen import --stage prod --out plan.json', 'a plan to look at; apigen import plan.json carries it out'],
      ['apigen import --stage prod --rollback', 'the stage serves again what it served before'],
    ],
    load: async () => (await import('./import.ts')).importSpec,
  },
  {
    name: 'export',
    summary: 'the document of a stage, clean enough to keep, or what it changes in a spec',
    args: [],
    flags: [
      { flags: '--stage <name>', summary: 'the stage' },
      { flags: '--format <format>', summary: 'yaml or json; default yaml', choices: ['yaml', 'json'] },
      { flags: '--openapi <version>', summary: '3.0 or 2.0; default 3.0', choices: ['3.0', '2.0'] },
      { flags: '--into <spec>', summary: 'bring what the stage has otherwise into this file; the rest of it stays as it is' },
      { flags: '--dry-run', summary: 'with --into: say what would change, write nothing' },
      bind,
      ...remote,
      remoteRefs,
    ],
    examples: [
      ['apigen export --stage prod > prod.yaml', 'what is live'],
      ['apigen export --stage dev --local --format json', 'from the embedded gateway'],
      ['apigen export --stage prod --into openapi.yaml', 'what was changed in the console, as a patch of the spec'],
    ],
    load: async () => (await import('./export.ts')).exportStage,
  },
  {
    name: 'diff',
    summary: 'what a change does to clients, security and integrations',
    args: ['[base]', '[head]'],
    flags: [
      format('text', 'markdown', 'json', 'github', 'sarif', 'junit'),
      {
        flags: '--fail-on <level>',
        summary: 'breaking, warning, any or none; default breaking',
        choices: ['breaking', 'warning', 'any', 'none'],
      },
      { flags: '-w, --watch', summary: 'again at every change, of stages after every interval; as json a line each time' },
      { flags: '--interval <seconds>', summary: 'with --watch: how long until a stage is asked again; default 300' },
      bind,
      ...remote,
      remoteRefs,
    ],
    examples: [
      ['apigen diff', 'the spec of the project and what it was where this branch began'],
      ['apigen diff old.yaml new.yaml', 'two files'],
      ['apigen diff origin/main:openapi.yaml openapi.yaml', 'a git revision and the working tree'],
      ['apigen diff /dev/null openapi.yaml', 'all that a new spec brings, as git names its old side'],
      ['apigen diff stage:prod openapi.yaml --format markdown', 'what is live and what would be'],
      ['apigen diff stage:prod openapi.yaml --watch --format json', 'did somebody change the stage? a line every five minutes'],
      ['apigen diff --format sarif', 'for a code scanning service; junit is for a CI server'],
    ],
    load: async () => (await import('./diff.ts')).diff,
  },
  {
    name: 'deploy',
    summary: 'package handlers, upload them, publish a version, move the alias of the stage',
    args: ['[spec]'],
    flags: [
      { flags: '--stage <name>', summary: 'the stage whose alias is moved' },
      { flags: '--dry-run', summary: 'print the plan, change nothing' },
      { flags: '-y, --yes', summary: 'do not ask' },
      { flags: '--role <arn>', summary: 'the role of all functions; else x-apigen-function.role, the config, FUNCTION-role' },
      ...remote,
      bind,
      remoteRefs,
      format('text', 'json'),
    ],
    examples: [
      ['apigen deploy --stage dev --local', 'to the embedded gateway, where apigen import --local put the API'],
      ['apigen deploy --stage prod --dry-run', 'what would change on AWS'],
    ],
    load: async () => (await import('./deploy.ts')).deploy,
  },
  {
    name: 'invoke',
    summary: 'call an operation on the embedded gateway or on a stage; whatever is answered is no failure',
    args: ['[operation]', '[spec]'],
    flags: [
      { flags: '--request <file>', summary: 'the request as JSON: method, path, pathParameters, query, headers, body; or a body alone' },
      { flags: '--path <name=value>', summary: 'a variable of the path; may be repeated', many: true },
      { flags: '--query <name=value>', summary: 'a parameter of the query; may be repeated', many: true },
      { flags: '--header <name=value>', summary: 'a header, also as `Name: value`; may be repeated', many: true },
      { flags: '--body <text>', summary: 'the body; @FILE reads it, @- from standard input' },
      { flags: '-i, --include', summary: 'print status and headers, too' },
      { flags: '--json', summary: 'print status, headers and body as JSON' },
      { flags: '--stage <name>', summary: 'the stage, on AWS unless --local; default: dev on the embedded gateway' },
      ...remote,
      remoteRefs,
    ],
    examples: [
      ['apigen invoke getPet --path petId=7', 'on the embedded gateway, where apigen import --local put the API'],
      ["apigen invoke 'POST /pets' --body @pet.json -i", 'with status and headers'],
      ['apigen invoke getPet --path petId=7 --endpoint-url http://127.0.0.1:3000', 'on a running apigen dev'],
      ['apigen invoke getPet --path petId=7 --stage prod', 'on AWS; signed where the operation wants AWS_IAM'],
    ],
    load: async () => (await import('./invoke.ts')).invoke,
  },
  {
    name: 'render',
    summary: 'a mapping template, as API Gateway would render it',
    args: ['[template|operation]', '[spec]'],
    flags: [
      { flags: '--request <file>', summary: 'the request as JSON: method, path, pathParameters, query, headers, body; or a body alone' },
      { flags: '--response <file>', summary: 'what the back end answers: status, headers, body; or a body alone. Renders the response' },
      { flags: '--context <file>', summary: 'members of $context; under stageVariables those of the stage' },
      { flags: '--trace', summary: 'which line of the template printed what' },
      { flags: '--cases <file>', summary: 'a table of cases as JSON lines; exit 1 when one is not as expected' },
      format('text', 'json'),
      remoteRefs,
    ],
    examples: [
      ['apigen render updatePet --request request.json', 'what goes to the back end'],
      ["apigen render 'GET /pets/7' --response answer.json", 'what comes back'],
      ['apigen render template.vtl --request body.json --trace', 'a template alone, line by line'],
      ['apigen render --cases cases.jsonl', 'many, each with what it should print'],
    ],
    load: async () => (await import('./render.ts')).render,
  },
  {
    name: 'explain',
    summary: 'why a diagnostic or a difference matters and what to do',
    args: ['[code]'],
    flags: [format('pretty', 'json')],
    examples: [
      ['apigen explain gateway/sibling-path-variables', 'a diagnostic of apigen lint'],
      ['apigen explain request-parameter-became-required', 'a difference of apigen diff'],
      ['apigen explain', 'all of them'],
    ],
    load: async () => (await import('./explain.ts')).explain,
  },
  {
    name: 'inspect',
    summary: 'what apigen sees, as JSON: document, normalized, model, files or plan',
    args: ['<what>', '[spec]'],
    flags: [remoteRefs],
    examples: [
      ['apigen inspect model', 'what generators see'],
      ['apigen inspect files', 'what would be written'],
    ],
    load: async () => (await import('./inspect.ts')).inspect,
  },
  {
    name: 'doctor',
    summary: 'what of this machine apigen can use',
    args: [],
    flags: [format('pretty', 'json')],
    examples: [['apigen doctor', 'Node, config, spec, Python, Java, credentials, ports']],
    load: async () => (await import('./doctor.ts')).doctor,
  },
  {
    name: 'completion',
    summary: 'completion for your shell: bash, zsh, fish or powershell',
    args: ['<shell>'],
    flags: [],
    examples: [
      ['source <(apigen completion bash)', 'in ~/.bashrc; zsh the same in ~/.zshrc'],
      ['apigen completion fish | source', 'in ~/.config/fish/config.fish'],
      ['apigen completion powershell | Out-String | Invoke-Expression', 'in $PROFILE'],
    ],
    load: async () => (await import('./completion.ts')).completion,
  },
]

/** The flags of every command. */
export const globalFlags: readonly Flag[] = [
  { flags: '-c, --config <file>', summary: 'the config file; else the first apigen.config.* upwards' },
  { flags: '--no-color', summary: 'no colors' },
  { flags: '-h, --help', summary: 'this text' },
]
