import { printJson } from '../../base/json.ts'

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

/** What the language of the handlers brings to a new project. */
export interface ProjectLanguage {
  /** The runtime of functions, where the config has to name one. */
  readonly runtime?: string
  /** Scripts of `package.json` beside those that only call apigen. */
  readonly scripts: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  /** What the language's own tools read. */
  readonly settings: (project: NewProject) => readonly ProjectFile[]
  /** Lines of `.gitignore` beside those of npm and apigen. */
  readonly ignored?: readonly string[]
  /** What the machine must have, as a sentence of the README. */
  readonly needs?: string
  /** What the scripts are for, in the README: a comment for each, in order. */
  readonly comments: Readonly<Record<string, string>>
  /** Files that go with the first spec. */
  readonly first: (project: NewProject) => FirstFiles
}

/** The handler of the first operation, how it is tested, and the script that runs the test. */
export interface FirstFiles {
  readonly files: readonly ProjectFile[]
  readonly test: string
}

/** The config of a new project. */
export const CONFIG = 'apigen.config.yaml'

/** The files of a new project, the user's from the first moment on. */
export function projectFiles(project: NewProject, language: ProjectLanguage): readonly ProjectFile[] {
  const { name, spec, dependency } = project
  const first = spec === undefined ? language.first(project) : undefined
  const manifest = {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts: { ...scriptsOf(language), ...(first && { test: first.test }) },
    devDependencies: { [dependency[0]]: dependency[1], ...language.devDependencies },
  }
  const functions = language.runtime === undefined ? '' : `functions:\n  runtime: ${language.runtime}\n`
  return [
    ...(first ? [{ path: 'openapi.yaml', text: specOf(project) }, ...first.files] : []),
    { path: CONFIG, text: `spec: ${spec ?? 'openapi.yaml'}\n${functions}stages:\n  dev: {}\n` },
    { path: 'package.json', text: printJson(manifest) },
    ...language.settings(project),
    { path: '.gitignore', text: ['node_modules/', '.apigen/', ...(language.ignored ?? []), ''].join('\n') },
    { path: 'README.md', text: readmeOf(project, language) },
  ]
}

/** What `package.json` needs for apigen. */
export function scriptsOf({ scripts }: ProjectLanguage): Readonly<Record<string, string>> {
  return { generate: 'apigen generate', lint: 'apigen lint', dev: 'apigen dev', ...scripts }
}

/** The first spec of a project: one operation. */
function specOf({ name, title }: NewProject): string {
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

function readmeOf({ title, spec }: NewProject, { needs, comments }: ProjectLanguage): string {
  const lines = Object.entries(comments)
    .filter(([script]) => script !== 'test' || spec === undefined)
    .map(([script, comment]) => `${`npm ${script === 'test' ? '' : 'run '}${script}`.padEnd(19)} # ${comment}\n`)
  return `# ${title}

\`${spec ?? 'openapi.yaml'}\` is the API. ${needs === undefined ? '' : `${needs} `}After a change of it:

\`\`\`
${lines.join('')}\`\`\`

\`generated/\` is apigen's; commit it, do not edit it. \`handlers/\` is yours: a file is made once for each new operation.
`
}
