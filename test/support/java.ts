import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { javaPom } from '../../generator/cli/init/java-pom.ts'
import type { OutputFile } from '../../generator/model/output.ts'
import { checkResponses } from '../../generator/pipeline.ts'
import { generateFrom } from './generate.ts'
import { present } from './program.ts'

const plain = fileURLToPath(new URL('../../node_modules/.cache/apigen-java', import.meta.url))

/** The libraries of generated Java, and `more` (`group:artifact:version`), in a folder of jar files that Maven fills once; undefined, and said, where there is no JDK or no Maven. */
export function javaLibraries(...more: readonly string[]): string | undefined {
  if (!present('javac', '-version')) return undefined
  const cache = [plain, ...more.map((name) => name.replace(/\W+/g, '-'))].join('-')
  const done = join(cache, 'done')
  if (existsSync(done)) return cache
  if (!present('mvn', '--version')) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'apigen-jars-'))
  try {
    writeFileSync(join(folder, 'pom.xml'), javaPom('jars').replace('</dependencies>', `${more.map(dependencyOf).join('')}</dependencies>`))
    const { status, stdout } = spawnSync('mvn', ['-q', '-B', 'generate-resources'], { cwd: folder, encoding: 'utf8' })
    if (status !== 0) {
      if (process.env.APIGEN_REQUIRE === 'all') throw new Error(`Maven does not get the libraries of generated Java: ${stdout}`)
      console.warn('skipped: Maven does not get the libraries of generated Java')
      return undefined
    }
    cpSync(join(folder, 'target/dependency'), cache, { recursive: true })
    writeFileSync(done, '')
    return cache
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function dependencyOf(name: string): string {
  const [group, artifact, version] = name.split(':')
  return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`
}

/** Makes in a project what Maven would: classes, and the libraries beside them. Throws what the compiler says. */
export function buildJava(libraries: string, folder: string): void {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.java'))
  const args = ['-J-XX:TieredStopAtLevel=1', '-nowarn', '-proc:none', '-cp', join(libraries, '*'), '-d', 'target/classes', ...sources]
  const { status, stderr } = spawnSync('javac', args, { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  symlinkSync(libraries, join(folder, 'target/dependency'))
}

/**
 * What javac says of projects, as strict as it can be, all in one run: each a name and its files, in a package of its own. The run time, which is the
 * same for all, is there once. `folder` is where everything is written, classes below `classes`, where
 * those of an earlier run are found.
 */
export function compileJava(libraries: string, folder: string, projects: Readonly<Record<string, readonly OutputFile[]>>): string[] {
  const written = new Set<string>()
  mkdirSync(join(folder, 'classes'), { recursive: true })
  for (const [name, files] of Object.entries(projects)) {
    for (const file of files.filter(({ path }) => path.endsWith('.java'))) {
      const { path, text } = placed(name, file)
      written.add(path)
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
  }
  // A command line holds less than a large API has files.
  writeFileSync(join(folder, 'sources'), [...written].map((path) => `"${path}"`).join('\n'))
  const strict = ['-Xlint:all', '-Werror', '--release', '17', '-proc:none', '-encoding', 'UTF-8', '-Xmaxerrs', '1000', '-Xmaxwarns', '1000']
  // Errors of one project must not hide those of others.
  const options = ['-J-XX:+UseSerialGC', '-J-XX:TieredStopAtLevel=1', '-J-Xmx2g', '-XDshould-stop.ifError=FLOW', ...strict]
  const args = [...options, '-cp', `${join(libraries, '*')}${delimiter}classes`, '-d', 'classes', '@sources']
  const { status, stderr, error } = spawnSync('javac', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status === 0) return []
  const found = stderr.split('\n').filter((line) => /: (error|warning):/.test(line))
  return found.length > 0 ? found : [stderr || String(error)]
}

/** All Java of a spec: what is generated, and the checks of its responses. */
export async function javaOf(file: string): Promise<readonly OutputFile[]> {
  const result = await generateFrom(file, ['handlers-java'], 'java21')
  if (!('files' in result) || result.files.length === 0) return []
  const served = result.spec.model.operations.filter((operation) => operation.function !== undefined)
  const checks = await checkResponses(result.spec, served, 'java')
  return [...result.files, ...checks.map(({ path, text }): OutputFile => ({ path: `checks/${path}`, text, owner: 'apigen' }))]
}

/** A file of a project below a package of the project's name. */
function placed(project: string, { path, text }: OutputFile): { readonly path: string; readonly text: string } {
  if (/^generated\/handlers\/java\/(runtime|validation)\//.test(path)) return { path, text }
  const name = packageOf(project)
  const moved = text
    .replace(/\bgenerated\.handlers\.java(?=[.;])(?!\.(?:runtime|validation)\.)/g, `${name}.generated.handlers.java`)
    .replace(/(^(?:package|import) |\bnew )handlers\.java/gm, `$1${name}.handlers.java`)
    .replace(/^package apigen\.checks/m, `package ${name}.apigen.checks`)
  return { path: `${name}/${path}`, text: moved }
}

/** The package of a project among others. */
export function packageOf(project: string): string {
  return `p_${project.replace(/\W/g, '_')}`
}
