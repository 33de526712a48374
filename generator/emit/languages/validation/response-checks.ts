import { cut, snakeCase } from '../../../base/names.ts'
import { join } from '../../../base/pointer.ts'
import type { ApiModel, Content, Operation, ResponseHeader } from '../../../model/api-model.ts'
import type { SpecDocument } from '../../../model/document.ts'
import type { Code } from '../../code.ts'
import { isScalarHeader } from '../operation-schemas.ts'
import { createCompiler, type Declaration } from './compile-schema.ts'
import type { Dialect } from './dialect.ts'
import { contextOf, wordsOf } from './operation-checks.ts'

/** What is checked of a declared response, as names of functions. */
export interface ResponseCheck {
  readonly status: string
  /** Of the headers, by their names in lower case; absent where none is declared. */
  readonly headers?: Code
  /** One for each media type, in order; none where any body is right, or its type alone says what it is. */
  readonly bodies: readonly (Code | undefined)[]
}

/** What is checked of all that an operation may answer. */
export interface CheckedOperation {
  readonly operation: Operation
  readonly responses: readonly ResponseCheck[]
}

/** The checks of responses, in the making. */
export interface ResponseChecks {
  checksOf(operation: Operation): readonly ResponseCheck[]
  /** All functions and constants that the checks made so far need; call it once, last. */
  declarations(): Declaration[]
}

/** Compiles what responses must be. They are checked in development alone, so what cannot be checked is not reported a second time. */
export function createResponseChecks(model: ApiModel, document: SpecDocument, dialect: Dialect): ResponseChecks {
  const compiler = createCompiler(
    contextOf(model, document, 'response', () => {}),
    dialect,
  )
  const headersOf = (name: string, headers: readonly ResponseHeader[], pointer: string): Code =>
    compiler.membersOf(
      name,
      headers.map((header) => ({
        name: header.name.toLowerCase(),
        required: header.required,
        // What is no scalar is given as the text that stands there.
        schema: isScalarHeader(header.schema) ? header.json : true,
        pointer: join(pointer, 'headers', header.name, 'schema'),
      })),
    )
  const bodyOf = (name: string, { form, schema, json, pointer }: Content): Code | undefined => {
    const isText = form === 'text' && (schema.kind === 'string' || schema.kind === 'enum')
    const isChecked = (form === 'json' && schema.kind !== 'unknown') || form === 'form' || isText
    return isChecked ? compiler.checkOf(name, { schema: json, pointer: join(pointer, 'schema') }) : undefined
  }
  return {
    checksOf: ({ id, responses }) =>
      responses.map(({ status, headers, contents, pointer }) => {
        const name = `${id}_${snakeCase(status)}`
        const bodies = contents.map((content, index) => {
          return bodyOf(contents.length > 1 ? cut(`${name}_${index}_${wordsOf(content.mediaType)}`, 64, '_') : `${name}_body`, content)
        })
        return { status, ...(headers.length > 0 && { headers: headersOf(`${name}_headers`, headers, pointer) }), bodies }
      }),
    declarations: compiler.declarations,
  }
}
