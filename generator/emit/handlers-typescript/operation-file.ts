import { asObject, canonicalJson, isObject, type Json, type JsonObject } from '../../base/json.ts'
import type { ApiModel, Content, Operation, Parameter } from '../../model/api-model.ts'
import { type Code, type CodeFile, type FileMaker, joinCode, symbol } from '../code.ts'
import type { Authorized } from '../languages/handlers/authorized.ts'
import { bodySpec, contentSpec, parameterSpec } from '../languages/handlers/contract.ts'
import type { ErrorBodies } from '../languages/handlers/error-bodies.ts'
import { partsOf } from '../languages/handlers/parts.ts'
import type { PlannedOperation } from '../languages/handlers/plan.ts'
import { parameterShape, type Schemas } from '../languages/handlers/shape.ts'
import { parameterDefaults } from '../languages/operation-schemas.ts'
import { type OperationTypeNames, pascal } from '../languages/type-names.ts'
import { docComment, identifier, key, literal } from '../languages/typescript.ts'
import { proxyHeaders } from '../languages/vtl-headers.ts'
import { authorizedType } from './authorized-type.ts'
import { list } from './list.ts'

const RUNTIME = './runtime/operation.js'
const TYPES = '../../types.js'
const CHECKS = '../../checks'
const ERRORS = '../../errors.js'
/** What the run time has a name for. */
const JSON_ALONE = canonicalJson({ mediaType: 'application/json', form: 'json' })

/** What the files of a model share. */
export interface FileContext {
  readonly newFile: FileMaker
  readonly schemas: Schemas
  readonly names: ReadonlyMap<string, OperationTypeNames>
  readonly authorizedBy: (operation: Operation) => Authorized | undefined
  readonly errors: ErrorBodies
  readonly model: ApiModel
}

/** `generated/handlers/typescript/<operation>.ts`: the contract of an operation as data, bound to its types. */
export function operationFile(planned: PlannedOperation, context: FileContext): string {
  const { operation, event, success } = planned
  const file = context.newFile(['operation'])
  const code = file.code.bind(file)
  const names = context.names.get(operation.id)
  if (event === 'templated') {
    file.print`
      ${about(planned)}
      export const operation: ${symbol('TemplatedOperation', RUNTIME, 'type')}<${symbol(identifier(names?.event ?? ''), TYPES, 'type')}> = ${symbol('defineTemplated', RUNTIME)}({
        id: ${literal(operation.id)},
        method: ${literal(operation.method)},
        path: ${literal(operation.path)},
      })`
    return file.toString()
  }
  const request = symbol(identifier(names?.request ?? ''), TYPES, 'type')
  const response = symbol(identifier(names?.response ?? ''), TYPES, 'type')
  const authorized = authorizedType(context.authorizedBy(operation), file)
  const types = joinCode(
    [request, ...(event === 'async' ? [] : [response]), ...(authorized ? [authorized] : [])].map((one) => code`${one}`),
    ', ',
  )
  const [maker, made, from] = makerOf(planned)
  const type = code`${symbol(made, from, 'type')}<${types}>`
  const given = proxyHeaders(operation, context.model)
  const headers = Object.keys(given).length === 0 ? [] : [code`headers: ${literal(given)},`]
  const check = code`${symbol(`check${pascal(operation.id)}`, `${CHECKS}/${operation.id}.js`)}`
  const defaults = parameterDefaults(operation)
  const errors = context.errors.of(operation).map(([status, { name }]) => [status, symbol(name, ERRORS)] as const)
  const isSaid = errors.some(([status]) => status === 'default')
  const all = [...errors, ...(isSaid ? [] : [['default', symbol('problem', './runtime/problem.js')] as const])]
  file.print`
    ${about(planned)}
    export const operation: ${type} = ${symbol(maker, from)}({
      id: ${literal(operation.id)},
      method: ${literal(operation.method)},
      path: ${literal(operation.path)},
      event: ${literal(event)},
      parameters: ${list(
        operation.parameters.map((parameter) => shaped(parameterSpec(parameter, context.schemas), file)),
        file,
      )},
      ${readers(operation, context.schemas, file)}
      bodies: ${contents(
        (operation.body?.contents ?? []).map((content) => bodySpec(operation, content, context.schemas)),
        file,
      )},
      responses: {
        ${joinCode(
          operation.responses.map(({ status, contents: specs }) => code`${key(status)}: ${contents(specs.map(contentSpec), file)},`),
          '\n',
        )}
      },
      ${joinCode(
        [
          ...(operation.responses.every((response) => isJson(response.contents))
            ? []
            : [code`writeBody: ${symbol('writeBody', './runtime/write-body.js')},`]),
          ...headers,
          code`errors: { ${joinCode(
            all.map(([status, body]) => code`${key(status)}: ${body}`),
            ', ',
          )} },`,
          code`success: ${success},`,
        ],
        '\n',
      )}
      check: ${defaults ? code`${symbol('withDefaults', './runtime/defaults.js')}(${check}, ${literal(defaults)})` : check},
    })`
  return file.toString()
}

/** Declared media types; one name for what most bodies are. */
function contents(specs: readonly JsonObject[], file: CodeFile): Code {
  const [only] = specs
  if (specs.length === 1 && canonicalJson(only ?? null) === JSON_ALONE) return file.code`${symbol('json', './runtime/content.js')}`
  return list(
    specs.map((spec) => shaped(spec, file)),
    file,
  )
}

function isJson(all: readonly Content[]): boolean {
  return all.every(({ form }) => form === 'json')
}

/** The functions that read a request: those that know just what it may hold, so that a function carries no other. */
function readers(operation: Operation, schemas: Schemas, file: CodeFile): Code {
  const { parameters, body } = operation
  const plain = parameters.every((parameter) => isPlain(parameter, schemas))
  const ofParameters = plain ? symbol('readParameters', './runtime/parameters.js') : symbol('readStyledParameters', './runtime/styles.js')
  const inParts = body?.contents.some((content) => partsOf(operation, content) !== undefined)
  const ofBody = isJson(body?.contents ?? [])
    ? symbol('readJsonBody', './runtime/json-body.js')
    : inParts
      ? symbol('readPartsBody', './runtime/parts.js')
      : symbol('readBody', './runtime/bodies.js')
  return joinCode(
    [...(parameters.length > 0 ? [file.code`readParameters: ${ofParameters},`] : []), ...(body ? [file.code`readBody: ${ofBody},`] : [])],
    '\n',
  )
}

/** Whether a parameter is a text or a list of texts, written as its place has it by default. */
function isPlain(parameter: Parameter, schemas: Schemas): boolean {
  const { in: place, style } = parameter
  const shape = parameterShape(parameter, schemas)
  const isList = typeof shape === 'object' && 'list' in shape && typeof shape.list === 'string'
  return place !== 'cookie' && style === (place === 'query' ? 'form' : 'simple') && (typeof shape === 'string' || isList)
}

/** What makes the operation, the type of what it makes, and the module of both. */
function makerOf(planned: PlannedOperation): readonly [maker: string, type: string, from: string] {
  if (planned.event === 'async') return ['defineAsync', 'AsyncOperation', RUNTIME]
  if (isStreamed(planned)) return ['defineStreaming', 'StreamingOperation', './runtime/stream.js']
  return ['defineOperation', 'Operation', RUNTIME]
}

/** Whether an operation's responses are sent while they are made. */
export function isStreamed({ operation: { integration } }: PlannedOperation): boolean {
  return integration.kind === 'lambda-proxy' && integration.streaming
}

function about({ operation }: PlannedOperation): Code {
  const { method, path, summary, description, deprecated } = operation
  const text = summary ?? description
  return docComment([`\`${method} ${path}\`${text === undefined ? '' : `: ${text}`}`, ...(deprecated ? ['@deprecated'] : [])].join('\n'))
}

/** Where a field is called `toString`, TypeScript takes its shape for a method of all objects and widens the word to any text. */
function shaped(spec: JsonObject, file: CodeFile): Code {
  const { fields = {} } = asObject(innermost(spec.shape))
  return Object.keys(asObject(fields)).some((name) => name in Object.prototype) ? file.code`${literal(spec)} as const` : literal(spec)
}

function innermost(shape: Json | undefined): Json | undefined {
  return isObject(shape) && shape.list !== undefined ? innermost(shape.list) : shape
}
