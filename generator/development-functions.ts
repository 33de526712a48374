import type { FilesBeside, FunctionSource } from '../runtime/gateway/lambda/function-source.ts'
import { sha256 } from './base/json.ts'
import type { Operation } from './model/api-model.ts'
import { checkResponses, type Spec } from './pipeline.ts'
import { type FunctionsMachine, projectFunctions } from './project-functions.ts'

/**
 * The functions of a project as {@link projectFunctions} gives them, for somebody who is writing them: what generated code answers is held
 * against the document, unless the function's environment has another `APIGEN_CHECK_RESPONSES` than `1`.
 */
export function developmentFunctions(spec: Spec, output: string, machine: FunctionsMachine = {}): Readonly<Record<string, FunctionSource>> {
  const { operations, schemas } = spec.model
  const known = sha256(JSON.stringify(schemas.map(({ key, json }) => [key, json])))
  const checksOf = (served: readonly Operation[], language: CheckingLanguage): FilesBeside => ({
    version: sha256(JSON.stringify([known, ...served.map(({ id, responses }) => [id, responses])])),
    variable: 'APIGEN_RESPONSE_CHECKS',
    ...(language === 'typescript' && { module: 'checks.ts' }),
    make: () => checkResponses(spec, served, language),
  })
  const developed = (id: string, source: FunctionSource): FunctionSource => {
    const language = languageOf(source)
    if (source.kind === 'inline' || language === undefined) return source
    const served = operations.filter((operation) => operation.function === id)
    return served.length === 0 ? source : { ...source, beside: checksOf(served, language) }
  }
  const sources = Object.entries(projectFunctions(spec.model, output, machine))
  return Object.fromEntries(sources.map(([id, source]) => [id, developed(id, source)]))
}

type CheckingLanguage = Parameters<typeof checkResponses>[2]

/** The language of generated code, which checks what it answers. */
function languageOf(source: FunctionSource): CheckingLanguage | undefined {
  if (source.kind === 'inline' || (source.environment?.APIGEN_CHECK_RESPONSES ?? '1') !== '1') return undefined
  if (source.kind === 'module') return 'typescript'
  if (source.handler.startsWith('generated.handlers.python.')) return 'python'
  return source.handler.startsWith('generated.handlers.java.') ? 'java' : undefined
}
