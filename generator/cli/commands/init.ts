import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { compareText } from '../../base/json.ts'
import { kebabCase, words } from '../../base/names.ts'
import { findSpec } from '../../config/find-spec.ts'
import { configNames } from '../../config/load-config.ts'
import { nodeDisk } from '../../write/disk.ts'
import type { Run } from '../command.ts'
import { text } from '../context.ts'
import { javaProject } from '../init/java.ts'
import { CONFIG, type NewProject, type ProjectLanguage, projectFiles, scriptsOf } from '../init/project.ts'
import { pythonProject } from '../init/python.ts'
import { typescriptProject } from '../init/typescript.ts'
import { visible } from '../report/escape.ts'
import { packageRoot, version } from '../version.ts'

/** The templates beside that of TypeScript. */
const TEMPLATES: Readonly<Record<string, ProjectLanguage>> = { python: pythonProject, java: javaProject }

/** Makes a new project: files that are the user's from the first moment on; none that exists is touched. */
export const init: Run = async (context, given) => {
  const { host } = context
  const asking = given.flags.yes !== true && host.interactive && given.args[0] === undefined
  const answer = asking ? await ask(host.cwd) : (given.args[0] ?? '.')
  if (answer === undefined) return 130
  const folder = resolve(host.cwd, answer)
  const project = projectOf(folder, text(given.flags.packageName))
  const language = TEMPLATES[text(given.flags.template) ?? ''] ?? typescriptProject
  const made = projectFiles(project, language)
  const files = [...made].sort((a, b) => compareText(a.path, b.path))
  const config = configNames.find((name) => existsSync(join(folder, name)))
  const found = ({ path }: { readonly path: string }): string => (path === CONFIG && config !== undefined ? config : path)
  const missing = files.filter((file) => !existsSync(join(folder, found(file))))
  const present = files.filter((file) => !missing.includes(file)).map(found)
  if (missing.length === 0)
    throw new ApigenFailure('usage', `\`${answer}\` already is an apigen project.`, {
      help: 'Choose another folder, or run apigen generate there.',
    })
  await (await nodeDisk(folder).stage(missing)).commit()
  for (const { path } of missing) context.print(`+ ${path}\n`)
  for (const path of present) context.print(`= ${path}  (yours, left as it is)\n`)
  context.say(nextSteps(relative(host.cwd, folder), folder, project, present, language))
  return 0
}

async function ask(cwd: string): Promise<string | undefined> {
  const { isCancel, text: prompt } = await import('@clack/prompts')
  const empty = readdirSync(cwd).length === 0
  const answer = await prompt({ message: 'Where should the project go?', initialValue: empty ? '.' : 'my-api' })
  return isCancel(answer) ? undefined : answer
}

function projectOf(folder: string, packageName: string | undefined): NewProject {
  const name = kebabCase(basename(folder)) || 'api'
  const title = words(name)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ')
  const found = findSpec(folder)
  return { name, title, spec: found === undefined ? undefined : basename(found), dependency: dependencyOf(folder, packageName) }
}

/** The name that apigen was published under, a path to it, or both; else the folder this very apigen runs from. */
function dependencyOf(folder: string, given: string | undefined): readonly [string, string] {
  if (given === undefined) return ['apigen', `file:${relative(folder, packageRoot()).replaceAll('\\', '/') || '.'}`]
  if (/^(file|link|git|git\+\w+|https?):/.test(given)) return ['apigen', given]
  const [, name, wanted = `^${version}`] = /^((?:@[a-z0-9._~-]+\/)?[a-z0-9._~-]+)(?:@(.+))?$/.exec(given) ?? []
  if (name === undefined)
    throw new ApigenFailure('usage', `\`${given}\` is no name of a package.`, {
      help: 'For example --package-name @acme/apigen, @acme/apigen@1.2.3 or file:../apigen.',
    })
  return [name, wanted]
}

/** What to do now, and what the files that were there already lack. */
function nextSteps(way: string, folder: string, { dependency }: NewProject, present: readonly string[], language: ProjectLanguage): string {
  const [name, wanted] = dependency
  const more = Object.keys(language.devDependencies ?? {})
  const scripts = Object.entries(scriptsOf(language)).map(([script, line]) => `scripts.${script}="${line}"`)
  const ignored = present.includes('.gitignore') && /^\/?\.apigen\/?\s*$/m.test(readFileSync(join(folder, '.gitignore'), 'utf8'))
  return [
    '\nNext:',
    ...(way === '' ? [] : [`  cd ${visible(way)}`]),
    ...(present.includes('package.json')
      ? [`  npm install --save-dev ${[`${name}@${wanted}`, ...more].join(' ')}`, `  npm pkg set ${scripts.join(' ')}`]
      : ['  npm install']),
    ...(present.includes('.gitignore') && !ignored ? ['  echo .apigen/ >> .gitignore'] : []),
    '  npm run generate',
    '  npm run dev',
  ].join('\n')
}
