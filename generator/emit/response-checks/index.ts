import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { SpecDocument } from '../../model/document.ts'
import { type Code, CodeFile, joinCode, type Syntax, symbol } from '../code.ts'
import * as python from '../languages/python.ts'
import * as typescript from '../languages/typescript.ts'
import type { Dialect } from '../languages/validation/dialect.ts'
import { pythonDialect } from '../languages/validation/python-dialect.ts'
import { createResponseChecks, type ResponseCheck } from '../languages/validation/response-checks.ts'
import { typescriptDialect } from '../languages/validation/typescript-dialect.ts'
import { runtimeSources } from '../runtime-sources.ts'

/** A language whose handlers can check their responses. */
export type CheckingLanguage = 'typescript' | 'python'

/** A file in a folder of its own. */
export interface CheckFile {
  readonly path: string
  readonly text: string
}

interface Input {
  readonly model: ApiModel
  readonly document: SpecDocument
  readonly operations: readonly Operation[]
}

/** What differs between the languages: a table of functions is written alike in both. */
interface Printer {
  /** The folder and the module of the checks in it, as the run time looks for them. */
  readonly folder: string
  readonly module: string
  readonly syntax: Syntax
  readonly header: (source: string) => Code
  readonly literal: (value: string | null) => Code
  readonly dialect: (file: CodeFile) => Dialect
  /** The modules of the run time, and what is imported from them. */
  readonly create: readonly [name: string, from: string]
  readonly violations: readonly [name: string, from: string]
  readonly declare: (file: CodeFile, value: Code) => Code
  /** Sources of the run time that the module needs. */
  readonly needs: readonly string[]
}

const PRINTERS: Readonly<Record<CheckingLanguage, Printer>> = {
  typescript: {
    folder: '',
    module: 'checks.ts',
    syntax: typescript.typescript,
    header: typescript.header,
    literal: typescript.literal,
    dialect: typescriptDialect,
    create: ['createFaults', './development/check-response.js'],
    violations: ['violationsOf', './validation/check.js'],
    declare: (file, value) => file.code`export const faultsOf = ${value}`,
    needs: ['development', 'validation', 'handler/content.ts'],
  },
  python: {
    folder: 'apigen_response_checks/',
    module: 'checks.py',
    syntax: python.python,
    header: python.header,
    literal: python.literal,
    dialect: pythonDialect,
    create: ['create_faults', '.development.check_response'],
    violations: ['violations_of', '.validation.check'],
    declare: (file, value) => file.code`faults_of = ${value}`,
    needs: ['development', 'validation', 'handler/content.py', 'handler/json_text.py'],
  },
}

/**
 * What the responses of operations must be, as a module of a language with everything that it needs. The embedded gateway hands it to the
 * functions that it runs; it is no part of what is generated, for nothing that is deployed checks responses.
 */
export function responseCheckFiles(input: Input, language: CheckingLanguage): readonly CheckFile[] {
  const printer = PRINTERS[language]
  const sources = printer.needs.flatMap((name) =>
    runtimeSources(`${language}/${name}`).map(({ path, text }) => {
      const below = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : name
      return { path: `${printer.folder}${below}/${path}`, text }
    }),
  )
  return [{ path: `${printer.folder}${printer.module}`, text: printChecks(input, printer) }, ...sources]
}

function printChecks({ model, document, operations }: Input, printer: Printer): string {
  const { syntax, header, literal, dialect, create, violations, declare } = printer
  const file = new CodeFile({ syntax, header: header(model.source), declared: ['faultsOf', 'faults_of'] })
  const compiled = createResponseChecks(model, document, dialect(file))
  const c = file.code.bind(file)
  const response = ({ status, headers, bodies }: ResponseCheck): Code => {
    const checks = bodies.map((body) => body ?? literal(null))
    const parts = [...(headers === undefined ? [] : [c`"headers": ${headers}`]), c`"bodies": [${joinCode(checks, ', ')}]`]
    return c`${literal(status)}: {${joinCode(parts, ', ')}},`
  }
  const table = operations.map((operation) => {
    return c`${literal(operation.id)}: {${joinCode(compiled.checksOf(operation).map(response), ' ')}},`
  })
  // Python knows only what stands above.
  for (const declaration of compiled.declarations()) file.print`${declaration}`.blank()
  file.print`${declare(file, c`${symbol(...create)}(${symbol(...violations)}, {${joinCode(table, '\n')}})`)}`
  return file.toString()
}
