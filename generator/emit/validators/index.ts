import { diagnose, type Report } from '../../base/diagnostic.ts'
import { isObject } from '../../base/json.ts'
import { allocateNames, cut, hashSuffix, snakeCase } from '../../base/names.ts'
import { originOf } from '../../base/origin.ts'
import { follow, join, localPointer, tokens } from '../../base/pointer.ts'
import type { ApiModel, Operation } from '../../model/api-model.ts'
import type { SpecDocument } from '../../model/document.ts'
import type { Emitter } from '../../model/emitter.ts'
import { type Code, CodeFile, joinCode, symbol } from '../code.ts'
import { pascal } from '../languages/type-names.ts'
import { header, identifier, literal, typescript } from '../languages/typescript.ts'
import { runtimeSources } from '../runtime-sources.ts'
import { CHECK } from './compilation.ts'
import { createCompiler, type SchemaCompiler } from './compile-schema.ts'
import type { Target } from './schema-context.ts'

/** One check for every operation, and the few functions that the checks are made of. */
export const validators: Emitter = {
  name: 'validators',
  *emit({ model, document }, report) {
    yield { path: 'generated/validators.ts', text: printValidators(model, document, report), owner: 'apigen' }
    for (const { path, text } of runtimeSources('typescript/validation')) {
      yield { path: `generated/validation/${path}`, text, owner: 'apigen' }
    }
  },
}

function printValidators(model: ApiModel, document: SpecDocument, report: Report): string {
  const operations = model.operations.filter((operation) => !operation.preflight)
  const file = new CodeFile({
    syntax: typescript,
    header: header(model.source),
    declared: operations.map((operation) => `check${pascal(operation.id)}`),
  })
  const schemas = new Map(model.schemas.map((named) => [named.key, named]))
  const compiler = createCompiler({
    file,
    direction: 'request',
    resolve: (ref) => resolve(ref, schemas),
    unchecked(what, pointer, why) {
      const code = what === 'pattern' ? 'emit/pattern-not-checked' : 'emit/reference-not-checked'
      report(diagnose(code, `The ${what} is not checked: ${why}.`, originOf(document.origins, pointer)))
    },
  })
  const checks = operations.map((operation) => printCheck(file, compiler, operation))
  // `Violation` stands in every signature, and whoever uses a check may want to name it.
  file.print`export type { Violation } from ${literal(CHECK)}`.blank()
  file.print`
    /** A request to check: declared values by their declared names; headers by theirs, in any case. */
    export interface CheckedRequest {
      readonly path: unknown
      readonly query: unknown
      readonly headers: unknown
      readonly body: unknown
      /** The media type of the body, where an operation takes several. */
      readonly contentType?: unknown
    }`
  for (const check of checks) file.blank().print`${check}`
  for (const declaration of compiler.declarations()) file.blank().print`${declaration}`
  return file.toString()
}

/** The schema that a `$ref` leads to: a named one, or a part of one. */
function resolve(ref: string, schemas: ReadonlyMap<string, ApiModel['schemas'][number]>): Target | undefined {
  const pointer = localPointer(ref)
  const [first, second, key = '', ...rest] = pointer === undefined ? [] : tokens(pointer)
  const named = first === 'components' && second === 'schemas' ? schemas.get(key) : undefined
  if (pointer === undefined || !named) return undefined
  if (rest.length === 0) return { key: pointer, name: `schema${named.name}`, schema: named.json }
  const part = follow(named.json, pointer.slice(join('', 'components', 'schemas', key).length))
  if (!isObject(part) && typeof part !== 'boolean') return undefined
  return { key: pointer, name: `schema${named.name}_${hashSuffix(pointer)}`, schema: part }
}

/** Parameters arrive in three objects; cookies are the handler's own matter. */
const PLACES = [
  { place: 'path', member: 'path' },
  { place: 'query', member: 'query' },
  { place: 'header', member: 'headers' },
] as const

function printCheck(file: CodeFile, compiler: SchemaCompiler, operation: Operation): Code {
  const c = file.code.bind(file)
  const { id, body } = operation
  const parts: Code[] = []
  for (const { place, member } of PLACES) {
    const members = operation.parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, required, json, pointer }) => ({ name, required, schema: json, pointer: join(pointer, 'schema') }))
    if (members.length === 0) continue
    const check = compiler.membersOf(`${id}_${member}`, members)
    parts.push(c`...${symbol('violationsOf', CHECK)}(${literal(place)}, request.${identifier(member)}, "", ${check}),`)
  }
  if (body) {
    // Named by what they are of, so that a media type that is added renames no other.
    const names = allocateNames(body.contents.map(({ mediaType }) => ({ key: mediaType, wish: `${id}_body_${wordsOf(mediaType)}` })))
    const checks = body.contents.map(({ mediaType, form, json, pointer }) => {
      // Handlers get multipart and binary bodies as bytes: their schemas describe something else.
      const checked = form !== 'multipart' && form !== 'binary'
      const part = { schema: json, pointer: join(pointer, 'schema') }
      const name = body.contents.length > 1 ? (names.get(mediaType) ?? '') : `${id}_body`
      return { mediaType, check: checked ? compiler.checkOf(name, part) : undefined }
    })
    const [only] = checks
    const check =
      checks.length === 1
        ? only?.check
        : c`${symbol('byMediaType', CHECK)}(request.contentType, [
            ${joinCode(
              checks.map(({ mediaType, check }) => c`[${literal(mediaType)}, ${check ?? literal(null)}],`),
              '\n',
            )}
          ])`
    if (check) parts.push(c`...${symbol('bodyViolations', CHECK)}(request.body, ${literal(body.required)}, ${check}),`)
  }
  const name = identifier(`check${pascal(id)}`)
  const violation = symbol('Violation', CHECK, 'type')
  if (parts.length === 0) return c`export function ${name}(_request: CheckedRequest): readonly ${violation}[] {\n  return []\n}`
  return c`
    export function ${name}(request: CheckedRequest): readonly ${violation}[] {
      return [
        ${joinCode(parts, '\n')}
      ]
    }`
}

/** `json` of `application/json`, `any` of `*` on both sides. */
function wordsOf(mediaType: string): string {
  return cut(snakeCase(mediaType.replace(/^application\//, '')), 64, '_') || 'any'
}
