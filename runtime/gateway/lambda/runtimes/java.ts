import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { programFile } from '../program-file.ts'
import type { Workspace } from '../workspace.ts'
import type { PrepareLaunch } from './launch.ts'
import { findProgram } from './program.ts'

/** A Java runtime; the part of it that speaks the Runtime API is compiled once, with the machine's own compiler. */
export function createJava(): PrepareLaunch {
  let compiled: Promise<string> | undefined
  return async ({ source: { runtime }, folder, memory, workspace, note }) => {
    const home = process.env.JAVA_HOME
    const inHome = (name: string): string[] => (home === undefined ? [name] : [join(home, 'bin', name), name])
    const java = await findProgram(inHome('java'), '-version')
    const javac = await findProgram(inHome('javac'), '-version')
    if (java === undefined || javac === undefined)
      throw new Error(
        `This machine has no JDK, which functions on ${runtime} need: install Java 17 or later with its compiler (apt install default-jdk-headless, adoptium.net)`,
      )
    const major = Number(java.version.split('.', 1)[0])
    if (major < 17) throw new Error(`This machine has Java ${java.version}; functions on ${runtime} need 17 or later here`)
    if (runtime !== `java${major}`) note(`Functions on ${runtime} run on Java ${major}, which is what this machine has.`)
    compiled ??= compileBootstrap(javac.program, workspace)
    const code = classPathOf(folder)
    const classPath = [...code, await compiled].join(delimiter)
    return {
      program: java.program,
      // As Lambda starts it: quickly rather than optimally.
      args: [
        `-Xmx${Math.floor(memory * 0.85)}m`,
        '-XX:+UseSerialGC',
        '-XX:TieredStopAtLevel=1',
        '-Xshare:auto',
        '-cp',
        classPath,
        'apigen.Bootstrap',
      ],
      environment: {},
      folder: isFolder(folder) ? folder : join(folder, '..'),
      compile: (beside) => compileBeside(javac.program, beside, code),
    }
  }
}

/** A jar file, or what is in a folder: classes and `lib` as in a zip file, and where Maven and Gradle put classes, resources and libraries. */
function classPathOf(root: string): readonly string[] {
  if (!isFolder(root)) return [root]
  const folders = ['', 'target/classes', 'build/classes/java/main', 'build/classes/kotlin/main', 'build/resources/main'].map((name) =>
    join(root, name),
  )
  const libraries = ['lib', 'target/dependency', 'build/libs', 'build/dependency'].map((name) => join(root, name))
  const built = join(root, 'target')
  const jars = existsSync(built) ? readdirSync(built).flatMap((name) => (name.endsWith('.jar') ? [join(built, name)] : [])) : []
  return [...folders.filter(isFolder), ...libraries.filter(isFolder).map((path) => join(path, '*')), ...jars]
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

async function compileBootstrap(javac: string, workspace: Workspace): Promise<string> {
  const target = workspace.folder('java')
  try {
    await compile(javac, programFile('bootstrap/java'), target)
  } catch (error) {
    throw new Error(`The runtime for Java functions does not compile with this machine's ${javac}: ${messageOf(error)}`)
  }
  return target
}

/** Sources that stand beside a function's code and know its classes. */
async function compileBeside(javac: string, folder: string, classPath: readonly string[]): Promise<void> {
  try {
    await compile(javac, folder, folder, classPath)
  } catch (error) {
    throw new Error(
      `What the gateway gives the function does not compile with its classes; have they been built since they were generated? ${messageOf(error)}`,
    )
  }
}

/** Rejects with the first line of what the compiler says. */
async function compile(javac: string, folder: string, target: string, classPath: readonly string[] = []): Promise<void> {
  const sources = filesBelow(folder).filter((path) => path.endsWith('.java'))
  const args = ['-J-XX:+UseSerialGC', '-J-XX:TieredStopAtLevel=1', '-proc:none', '-nowarn', '-cp', classPath.join(delimiter), '-d', target]
  await new Promise<void>((resolve, reject) => {
    execFile(javac, [...args, ...sources], (error, _stdout, stderr) => {
      if (error === null) resolve()
      else reject(new Error(stderr.trim().split('\n')[0]))
    })
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return isFolder(path) ? filesBelow(path) : [path]
  })
}
