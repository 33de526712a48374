import { existsSync, readdirSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { printJson } from '../../base/json.ts'
import { kebabCase, words } from '../../base/names.ts'
import { nodeDisk } from '../../write/disk.ts'
import type { Run } from '../command.ts'
import { text } from '../context.ts'
import { packageRoot, version } from '../version.ts'

interface Project {
  readonly folder: string
  readonly name: string
  readonly title: string
  /** The entry of devDependencies. */
  readonly dependency: readonly [name: string, version: string]
}

/** Makes a new project: files that are the user's from the first moment on; none that exists is touched. */
export const init: Run = async (context, given) => {
  const asking = given.flags.yes !== true && context.host.stdout.isTTY && given.args[0] === undefined
  const answer = asking ? await ask(context.host.cwd) : (given.args[0] ?? '.')
  if (answer === undefined) return 130
  const folder = resolve(context.host.cwd, answer)
  const name = kebabCase(basename(folder)) || 'api'
  const title = words(name)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ')
  const files = projectFiles({ folder, name, title, dependency: dependencyOf(folder, text(given.flags.packageName)) })
  const present = files.filter(({ path }) => existsSync(join(folder, path)))
  const disk = nodeDisk(folder)
  const missing = files.filter((file) => !present.includes(file))
  if (missing.length === 0)
    throw new ApigenFailure('usage', `\`${answer}\` already is an apigen project.`, {
      help: 'Choose another folder, or run apigen generate there.',
    })
  await (await disk.stage(missing)).commit()
  for (const { path } of missing) context.print(`+ ${path}\n`)
  for (const { path } of present) context.print(`= ${path}  (yours, left as it is)\n`)
  const way = relative(context.host.cwd, folder)
  context.say(['\nNext:', ...(way === '' ? [] : [`  cd ${way}`]), '  npm install', '  npm run generate', '  npm run dev'].join('\n'))
  return 0
}

async function ask(cwd: string): Promise<string | undefined> {
  const { isCancel, text: prompt } = await import('@clack/prompts')
  const empty = readdirSync(cwd).length === 0
  const answer = await prompt({ message: 'Where should the project go?', initialValue: empty ? '.' : 'my-api' })
  return isCancel(answer) ? undefined : answer
}

/** A path or version as it was given, the name it was published under, else the folder this very apigen runs from. */
function dependencyOf(folder: string, given: string | undefined): readonly [string, string] {
  if (given === undefined) return ['apigen', `file:${relative(folder, packageRoot()).replaceAll('\\', '/') || '.'}`]
  if (/^(file|link|git|https?):/.test(given)) return ['apigen', given]
  const at = given.lastIndexOf('@')
  return at > 0 ? [given.slice(0, at), given.slice(at + 1)] : [given, `^${version}`]
}

function projectFiles({ name, title, dependency }: Project): readonly { readonly path: string; readonly text: string }[] {
  const manifest = {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts: { generate: 'apigen generate', lint: 'apigen lint', dev: 'apigen dev', check: 'apigen generate --check && tsc --noEmit' },
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
    { path: 'openapi.yaml', text: SPEC.replace('TITLE', title).replace('NAME', name.slice(0, 32)) },
    { path: 'apigen.config.yaml', text: 'spec: openapi.yaml\nstages:\n  dev: {}\n' },
    { path: 'package.json', text: printJson(manifest) },
    { path: 'tsconfig.json', text: printJson({ compilerOptions: options, include: ['handlers', 'generated'] }) },
    { path: '.gitignore', text: 'node_modules/\n.apigen/\n' },
    { path: 'README.md', text: README.replace('TITLE', title) },
  ]
}

const SPEC = `openapi: 3.0.3
info:
  title: TITLE
  version: 0.1.0
x-apigen:
  name: NAME
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
            maxLength: 80
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

const README = `# TITLE

\`openapi.yaml\` is the API. After a change of it:

\`\`\`
npm run generate    # types, handlers' frames, validators, policies, clients, the gateway document
npm run dev         # the API at http://127.0.0.1:3000
npm run check       # in CI: are the generated files fresh, and does everything compile?
\`\`\`

\`generated/\` is apigen's; commit it, do not edit it. \`handlers/\` is yours: a file is made once for each new operation.
`
