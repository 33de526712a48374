import type { Report } from '../../base/diagnostic.ts'
import { allocateNames, DEVICE_NAMES } from '../../base/names.ts'
import type { ApiModel } from '../../model/api-model.ts'
import type { SpecDocument } from '../../model/document.ts'
import type { Emitter } from '../../model/emitter.ts'
import type { OutputFile } from '../../model/output.ts'
import { type Code, CodeFile, symbol, wordsIn } from '../code.ts'
import { pascal } from '../languages/type-names.ts'
import { header, identifier, literal, typescript } from '../languages/typescript.ts'
import { createOperationChecks } from '../languages/validation/operation-checks.ts'
import { typescriptDialect } from '../languages/validation/typescript-dialect.ts'
import { runtimeSources } from '../runtime-sources.ts'
import { homesOf } from './homes.ts'
import { printCheck, RUNTIME } from './print-check.ts'

/**
 * One check for every operation, in a file of its own, so that a function loads no other (`generated/checks/<operation>.ts`); beside them what
 * several have in common, and all under one roof (`generated/validators.ts`).
 */
export const validators: Emitter = {
  name: 'validators',
  *emit({ model, document }, report) {
    yield* printChecks(model, document, report)
    for (const { path, text } of runtimeSources('typescript/validation')) {
      yield { path: `generated/validation/${path}`, text, owner: 'apigen' }
    }
  },
}

/** A function or a constant, by the name that others know it by. */
interface Piece {
  readonly name: string
  readonly code: Code
}

function* printChecks(model: ApiModel, document: SpecDocument, report: Report): Iterable<OutputFile> {
  const operations = model.operations.filter((operation) => !operation.preflight)
  const checks = operations.map(({ id }) => ({ module: id, name: `check${pascal(id)}` }))
  const pieces = new CodeFile({ syntax: typescript, header: header(model.source), declared: checks.map(({ name }) => name) })
  const compiled = createOperationChecks(model, document, typescriptDialect(pieces, RUNTIME), report)
  const roots: Piece[] = operations.map((operation, index) => {
    const name = checks[index]?.name ?? ''
    return { name, code: printCheck(pieces, identifier(name), compiled.checkOf(operation)) }
  })
  const all = [...roots, ...compiled.declarations()]
  const names = new Set(all.map(({ name }) => name))
  const words = new Map(all.map(({ name, code }) => [name, wordsIn(code)]))
  const uses = new Map([...words].map(([name, all]) => [name, [...all].filter((word) => word !== name && names.has(word))]))
  const homes = homesOf(
    roots.map(({ name }) => name),
    uses,
  )
  const modules = modulesOf(checks, new Set(homes.values()))
  const byHome = new Map<string, Piece[]>([...modules.keys()].map((home) => [home, []]))
  for (const piece of all) byHome.get(homes.get(piece.name) ?? '')?.push(piece)
  for (const [home, module] of modules) {
    const members = byHome.get(home) ?? []
    const file = pieces.beside(
      members.map(({ name }) => name),
      new Set(members.flatMap(({ name }) => [...(words.get(name) ?? [])])),
    )
    const isHere = new Set(members.map(({ name }) => name))
    const foreign = new Set(members.flatMap(({ name }) => (uses.get(name) ?? []).filter((used) => !isHere.has(used))))
    for (const name of foreign) file.use(symbol(name, `./${modules.get(homes.get(name) ?? '')}.js`))
    for (const { name, code } of members) file.blank().print`${name === home ? file.code`export ${code}` : code}`
    yield { path: `generated/checks/${module}.ts`, text: file.toString(), owner: 'apigen' }
  }
  yield { path: 'generated/validators.ts', text: printRoof(model, checks), owner: 'apigen' }
}

/** The modules of homes, by their names: a check's is called as its operation is. */
function modulesOf(checks: readonly { readonly module: string; readonly name: string }[], homes: ReadonlySet<string>): Map<string, string> {
  const operations = new Map(checks.map(({ module, name }) => [name, module]))
  const shared = [...homes].filter((home) => !operations.has(home)).map((home) => ({ key: home, wish: home }))
  return new Map([...operations, ...allocateNames(shared, new Set([...DEVICE_NAMES, ...operations.values()]))])
}

/** All checks under one roof. */
function printRoof(model: ApiModel, checks: readonly { readonly module: string; readonly name: string }[]): string {
  const file = new CodeFile({ syntax: typescript, header: header(model.source) })
  file.print`export type { CheckedRequest, Violation } from ${literal('./validation/check.js')}`
  for (const { module, name } of checks) file.print`export { ${identifier(name)} } from ${literal(`./checks/${module}.js`)}`
  return file.toString()
}
