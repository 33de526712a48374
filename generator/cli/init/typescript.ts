import { printJson } from '../../base/json.ts'
import type { NewProject, ProjectLanguage } from './project.ts'

const compilerOptions = {
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

/** A new project whose handlers are TypeScript. */
export const typescriptProject: ProjectLanguage = {
  scripts: { check: 'apigen generate --check && tsc --noEmit' },
  devDependencies: { '@types/node': '^22.0.0', typescript: '~5.9.3' },
  settings: () => [{ path: 'tsconfig.json', text: printJson({ compilerOptions, include: ['handlers', 'generated'] }) }],
  comments: {
    generate: "types, handlers' frames, validators, policies, clients, the gateway document",
    dev: 'the API at http://127.0.0.1:3000',
    test: 'calls it through the generated client',
    check: 'in CI: are the generated files fresh, and does everything compile?',
  },
  first: (project) => ({
    files: [
      { path: 'handlers/typescript/greet.ts', text: HANDLER },
      { path: 'test/api.test.js', text: testOf(project) },
    ],
    test: 'node --test',
  }),
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
