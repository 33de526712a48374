import { resolve } from 'node:path'
import { ApigenFailure, type Diagnostic } from '../base/diagnostic.ts'
import type { Json } from '../base/json.ts'
import { memoryReader } from '../load/reader.ts'
import { checkSpec, readSpec, type Spec, stopsImport } from '../pipeline.ts'
import { type LocalFiles, openProject } from '../render/open-project.ts'
import type { TestGatewayOptions } from './options.ts'

/** The spec of a test, checked, with what its stage has. */
export interface OpenedSpec {
  readonly spec: Spec
  readonly stage: string
  readonly variables: Readonly<Record<string, string>>
  readonly bind: Readonly<Record<string, Json>>
  /** The folder that holds `generated/`; undefined where nobody knows one. */
  readonly output: string | undefined
  /** What the files that `local` of the config names say. */
  readonly local: LocalFiles
}

const FILE = 'document.json'

/** Finds, reads and checks the spec of a test. Throws an `ApigenFailure` where API Gateway would refuse it. */
export async function openSpec(options: TestGatewayOptions): Promise<OpenedSpec> {
  const stage = options.stage ?? 'test'
  const found: Diagnostic[] = []
  const report = (diagnostic: Diagnostic): void => {
    found.push(diagnostic)
  }
  if (options.spec !== undefined && options.document !== undefined)
    throw new ApigenFailure('usage', '`spec` and `document` exclude each other.', { help: 'Give the path of a spec, or the spec itself.' })
  const project = options.document === undefined ? await openProject(options.spec, stage) : undefined
  const read = project?.spec ?? (await readSpec(FILE, { reader: memoryReader({ [FILE]: JSON.stringify(options.document) }) }, report))
  const spec = read && (await checkSpec(read, report))
  if (!spec || stopsImport(found)) {
    const errors = found.filter(({ severity }) => severity === 'error')
    const name = options.spec ?? (project === undefined ? 'the document' : 'the spec')
    throw new ApigenFailure('unreadable', `API Gateway would refuse \`${name}\`: ${errors.map(({ message }) => message).join(' ')}`, {
      diagnostics: errors,
    })
  }
  const output = options.output ?? project?.output
  return {
    spec,
    stage,
    variables: { alias: project?.stage?.alias ?? stage, ...project?.stage?.variables, ...options.variables },
    bind: { ...project?.bind, ...options.bind },
    output: output === undefined ? undefined : resolve(output),
    local: (await project?.readLocal()) ?? { variables: {}, keySets: {}, credentials: {} },
  }
}
