import { printJson } from '../base/json.ts'

/** What a new project is made from. */
export interface NewProject {
  /** kebab-case. */
  readonly name: string
  readonly title: string
  /** The spec that is there already; a first one comes with the project when there is none. */
  readonly spec: string | undefined
  /** The name under which the project finds apigen, and the version or path of it. */
  readonly dependency: readonly [name: string, version: string]
}

/** A file of a new project. */
export interface ProjectFile {
  readonly path: string
  readonly text: string
}

/** The config of a new project. */
export const CONFIG = 'apigen.config.yaml'

/** What `package.json` needs for apigen. */
export const projectScripts: Readonly<Record<string, string>> = {
  generate: 'apigen generate',
  lint: 'apigen lint',
  dev: 'apigen dev',
  check: 'apigen generate --check && tsc --noEmit',
}

/** The files of a new project whose handlers are TypeScript, the user's from the first moment on. */
export function projectFiles(project: NewProject): readonly ProjectFile[] {
  const { name, spec, dependency } = project
  const first = spec === undefined
  const manifest = {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts: { ...projectScripts, ...(first && { test: 'node --test' }) },
    devDependencies: { [dependency[0]]: dependency[1], '@types/node': '^22.0.0', typescript: '~5.9.3' },
  }
  const options = {
    target: 'ES2023',
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
    noEmit: true,
  }
  return [
    ...(first ? [{ path: 'openapi.yaml', text: specOf(project) }] : []),
    { path: CONFIG, text: `spec: ${spec ?? 'openapi.yaml'}\nstages:\n  dev: {}\n` },
    ...(first
      ? [
          { path: 'handlers/typescript/greet.ts', text: HANDLER },
          { path: 'test/api.test.js', text: testOf(project) },
        ]
      : []),
    { path: 'package.json', text: printJson(manifest) },
    { path: 'tsconfig.json', text: printJson({ compilerOptions: options, include: ['handlers', 'generated'] }) },
    { path: '.gitignore', text: 'node_modules/\n.apigen/\n' },
    { path: 'README.md', text: readmeOf(project) },
  ]
}

/** The first spec of a project: one operation. */
export function specOf({ name, title }: NewProject): string {
  return `openapi: 3.0.3
info:
  title: '${title}'
  version: 0.1.0
x-apigen:
  name: '${name.slice(0, 32).replace(/-$/, '')}'
x-amazon-apigateway-request-validators:
  all:
    validateRequestBody: true
    validateRequestParameters: true
x-amazon-apigateway-request-validator: all
paths:
  /greetings/{name}:
    get:
      operationId: greet
      summary: Greets somebody.
      parameters:
        - name: name
          in: path
          required: true
          schema:
            type: string
      responses:
        '200':
          description: The greeting.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Greeting'
components:
  schemas:
    Greeting:
      type: object
      required: [text]
      properties:
        text:
          type: string
`
}

const HANDLER = `import { operation } from "../../generated/handlers/typescript/greet.js"

/** \`GET /greetings/{name}\`: Greets somebody. */
export default operation.handle(async (request) => {
  return { status: 200, body: { text: \`Hello, \${request.path.name}!\` } }
})
`

function testOf({ dependency }: NewProject): string {
  return `import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createGateway } from '${dependency[0]}/testing'
import { greet } from '../generated/clients/javascript/index.js'

// The whole API in this process: no port, no AWS.
const gateway = await createGateway({ spec: 'openapi.yaml' })
after(() => gateway.close())

test('greets by name', async () => {
  const { status, body } = await greet({ baseUrl: gateway.baseUrl, fetch: gateway.fetch }, { name: 'Ada' })
  assert.deepEqual([status, body], [200, { text: 'Hello, Ada!' }])
})
`
}

function readmeOf({ title, spec }: NewProject): string {
  const tests = spec === undefined ? 'npm test            # calls it through the generated client\n' : ''
  return `# ${title}

\`${spec ?? 'openapi.yaml'}\` is the API. After a change of it:

\`\`\`
npm run generate    # types, handlers' frames, validators, policies, clients, the gateway document
npm run dev         # the API at http://127.0.0.1:3000
${tests}npm run check       # in CI: are the generated files fresh, and does everything compile?
\`\`\`

\`generated/\` is apigen's; commit it, do not edit it. \`handlers/\` is yours: a file is made once for each new operation.
`
}
