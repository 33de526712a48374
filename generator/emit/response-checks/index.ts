import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { SpecDocument } from '../../model/document.ts'
import { type Code, CodeFile, joinCode, type Syntax, symbol } from '../code.ts'
import { header, java, RUNTIME } from '../languages/java.ts'
import * as python from '../languages/python.ts'
import * as typescript from '../languages/typescript.ts'
import type { Dialect } from '../languages/validation/dialect.ts'
import { javaDialect, VALIDATION } from '../languages/validation/java-dialect.ts'
import { pythonDialect } from '../languages/validation/python-dialect.ts'
import { type CheckedOperation, createResponseChecks, type ResponseCheck } from '../languages/validation/response-checks.ts'
import { typescriptDialect } from '../languages/validation/typescript-dialect.ts'
import { runtimeSources } from '../runtime-sources.ts'
import { CLASS, PACKAGE, printClass } from './java-class.ts'

/** A language whose handlers can check their responses. */
export type CheckingLanguage = 'typescript' | 'python' | 'java'

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

/** What differs between the languages. */
interface Printer {
  /** The folder and the module of the checks in it, as the run time looks for them. */
  readonly folder: string
  readonly module: string
  readonly syntax: Syntax
  readonly header: (source: string) => Code
  readonly dialect: (file: CodeFile) => Dialect
  readonly print: (file: CodeFile, checked: readonly CheckedOperation[], declarations: readonly Code[]) => void
  /** Sources of the run time that the module needs. */
  readonly needs: readonly string[]
  /** What leads the run time to the module, where its name does not. */
  readonly more?: readonly CheckFile[]
}

const PRINTERS: Readonly<Record<CheckingLanguage, Printer>> = {
  typescript: {
    folder: '',
    module: 'checks.ts',
    syntax: typescript.typescript,
    header: typescript.header,
    dialect: (file) => typescriptDialect(file, './validation'),
    print: tablePrinter({
      literal: typescript.literal,
      create: ['createCheck', './development/check-response.js'],
      violations: ['violationsOf', './validation/check.js'],
      declare: (file, value) => file.code`export const checkResponse = ${value}`,
    }),
    needs: ['development', 'validation', 'handler/content.ts'],
  },
  python: {
    folder: 'apigen_response_checks/',
    module: 'checks.py',
    syntax: python.python,
    header: python.header,
    dialect: pythonDialect,
    print: tablePrinter({
      literal: python.literal,
      create: ['create_faults', '.development.check_response'],
      violations: ['violations_of', '.validation.check'],
      declare: (file, value) => file.code`faults_of = ${value}`,
    }),
    needs: ['development', 'validation', 'handler/content.py', 'handler/json_text.py'],
  },
  java: {
    folder: '',
    module: `${CLASS}.java`,
    syntax: java,
    header: (source) => header(source, PACKAGE, `${VALIDATION}.Checks`),
    dialect: javaDialect,
    print: printClass,
    // Everything else is among the project's own classes.
    needs: ['development'],
    more: [{ path: `META-INF/services/${RUNTIME}.ResponseFaults`, text: `${PACKAGE}.${CLASS}\n` }],
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
  return [{ path: `${printer.folder}${printer.module}`, text: printChecks(input, printer) }, ...sources, ...(printer.more ?? [])]
}

function printChecks({ model, document, operations }: Input, { syntax, header, dialect, print }: Printer): string {
  const file = new CodeFile({ syntax, header: header(model.source), declared: ['checkResponse', 'faults_of', CLASS] })
  const compiled = createResponseChecks(model, document, dialect(file))
  const checked = operations.map((operation) => ({ operation, responses: compiled.checksOf(operation) }))
  print(
    file,
    checked,
    compiled.declarations().map(({ code }) => code),
  )
  return file.toString()
}

/** What differs where a table of functions is all there is to print. */
interface TableWords {
  readonly literal: (value: string | null) => Code
  /** The modules of the run time, and what is imported from them. */
  readonly create: readonly [name: string, from: string]
  readonly violations: readonly [name: string, from: string]
  readonly declare: (file: CodeFile, value: Code) => Code
}

/** A table is written alike in TypeScript and Python. */
function tablePrinter({ literal, create, violations, declare }: TableWords): Printer['print'] {
  return (file, checked, declarations) => {
    const c = file.code.bind(file)
    const response = ({ status, headers, bodies }: ResponseCheck): Code => {
      const checks = bodies.map((body) => body ?? literal(null))
      const parts = [...(headers === undefined ? [] : [c`"headers": ${headers}`]), c`"bodies": [${joinCode(checks, ', ')}]`]
      return c`${literal(status)}: {${joinCode(parts, ', ')}},`
    }
    const table = checked.map(({ operation, responses }) => {
      return c`${literal(operation.id)}: {${joinCode(responses.map(response), ' ')}},`
    })
    // Python knows only what stands above.
    for (const declaration of declarations) file.print`${declaration}`.blank()
    file.print`${declare(file, c`${symbol(...create)}(${symbol(...violations)}, {${joinCode(table, '\n')}})`)}`
  }
}
