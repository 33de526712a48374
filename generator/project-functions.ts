import type { FunctionSource } from '../runtime/gateway/lambda/function-source.ts'
import { bindEnvironment } from './base/bind-environment.ts'
import { ApigenFailure } from './base/diagnostic.ts'
import { javaFunction } from './base/java-names.ts'
import type { Json } from './base/json.ts'
import { fileStem } from './base/names.ts'
import { pythonModule } from './base/python-names.ts'
import type { ApiModel, FunctionModel } from './model/api-model.ts'

/** What is known of the machine that functions run on. */
export interface FunctionsMachine {
  /** Values of late-bound names: without one, a variable keeps its placeholder. */
  readonly bindings?: Readonly<Record<string, Json>>
  /** Variables of every function. They go before what the spec says of one: whoever starts it knows better. */
  readonly variables?: Readonly<Record<string, string>>
  /** Builds the Java of a project, which is otherwise taken as it was built. */
  readonly buildJava?: (root: string) => Promise<void>
}

/**
 * The functions of a project as the embedded gateway runs them when they were never deployed: by name, each with its own code
 * where it names a handler or a runtime that no handlers are generated for, else with the entry point that was generated for it. `output` is the
 * absolute folder that holds `generated/`. Throws an `ApigenFailure` where code is not below it.
 */
export function projectFunctions(
  model: ApiModel,
  output: string,
  machine: FunctionsMachine = {},
): Readonly<Record<string, FunctionSource>> {
  const root = output.replaceAll('\\', '/').replace(/\/$/, '')
  return Object.fromEntries(model.functions.map((fn): [string, FunctionSource] => [fn.id, sourceOf(fn, root, machine)]))
}

function sourceOf(fn: FunctionModel, root: string, { bindings = {}, variables = {}, buildJava }: FunctionsMachine): FunctionSource {
  const { id, runtime = '', handler, timeout, memory } = fn
  const settings = {
    environment: { ...bindEnvironment(fn.environment, { ...AWS_HERE, ...bindings }).variables, ...variables },
    ...(timeout !== undefined && { timeout }),
    ...(memory !== undefined && { memory }),
  }
  if (handler === undefined && (runtime === '' || runtime.startsWith('nodejs')))
    return { kind: 'module', file: `${root}/generated/handlers/typescript/functions/${fileStem(id)}.ts`, ...settings }
  if (handler === undefined && fn.code === undefined && runtime.startsWith('python')) {
    const entry = `generated.handlers.python.functions.${pythonModule(id)}.handler`
    // Their folders are packages, so the task's root is the folder above all of them.
    return { kind: 'code', runtime, handler: entry, root, folders: ['generated/handlers/python', 'handlers/python'], ...settings }
  }
  if (handler === undefined && fn.code === undefined && runtime.startsWith('java')) {
    const entry = `generated.handlers.java.functions.${javaFunction(id)}`
    // What Maven makes of them: classes, and the libraries beside them.
    const builtFrom = buildJava && { sources: JAVA_SOURCES, build: () => buildJava(root) }
    const folders = ['target/classes', 'target/dependency']
    return { kind: 'code', runtime, handler: entry, root, folders, ...settings, ...(builtFrom !== undefined && { builtFrom }) }
  }
  return { kind: 'code', runtime: runtime || 'nodejs22.x', handler: handler ?? '', root: `${root}/${codeOf(fn)}`, ...settings }
}

/** What the classes of a project are made from, below its folder. */
export const JAVA_SOURCES: readonly string[] = ['generated/handlers/java', 'handlers/java', 'pom.xml']

/** Where the code is: what the spec says must not lead out of the project, for it is run. */
function codeOf({ id, runtime = 'nodejs', code }: FunctionModel): string {
  if (code === undefined) return `handlers/${/^[a-z]+/.exec(runtime)?.[0] ?? runtime}`
  const path = code.replaceAll('\\', '/')
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.split('/').includes('..'))
    throw new ApigenFailure('usage', `The code of the function \`${id}\` is said to be at \`${code}\`, outside of the project.`, {
      help: '`code` of `x-apigen-function` is a path below the output folder.',
    })
  return path
}

/** What AWS itself puts in place of these names, as the embedded gateway has it. */
const AWS_HERE = { 'AWS::Partition': 'aws', 'AWS::Region': 'us-east-1', 'AWS::AccountId': '000000000000' }

/**
 * Values for the names by which a template calls the project's functions (`${OrdersFunction.Arn}`): their ARNs on the embedded
 * gateway, so that a spec of CloudFormation or SAM runs as it is.
 */
export function localBindings(model: ApiModel): Readonly<Record<string, string>> {
  return Object.fromEntries(
    model.functions.flatMap(({ id, lateBound }) =>
      lateBound === undefined ? [] : [[lateBound, `arn:aws:lambda:us-east-1:000000000000:function:${id}`]],
    ),
  )
}
