import { JAVA_LONGEST } from '../../base/java-names.ts'
import { allocateNames, cut, hashSuffix, pascalCase } from '../../base/names.ts'
import type { Content, Operation, Response } from '../../model/api-model.ts'
import type { Schema } from '../../model/schema.ts'
import { type Code, type CodeFile, joinCode, symbol, trusted } from '../code.ts'
import { partsOf, partsSchema } from './handlers/parts.ts'
import { isConstant, javadoc, RUNTIME, textLiteral } from './java.ts'
import { block, type JavaField, type JavaType, listed, printRecord } from './java-fields.ts'
import type { JavaTypes } from './java-types.ts'
import { headersSchema, parameterPlaces, type Statuses, seenOf, statusesOf } from './operation-schemas.ts'

/** What the declarations within an operation's interface are printed with. */
export interface OperationPrinter {
  readonly file: CodeFile
  readonly types: JavaTypes
  /** The names of the operation's own types. */
  readonly names: OperationNames
}

/** What the types of a request and its answers are called: always the same, whatever schemas are called. */
export interface OperationNames {
  readonly own: readonly string[]
  /** By status and media type. */
  readonly answers: ReadonlyMap<string, string>
}

/** What the file of an operation names beside its own types. */
export const IMPORTED: readonly string[] = ['Answer', 'ContentSpec', 'Defaults', 'FilePart', 'ParameterSpec', 'Shape']

const STATUS_NAMES: Readonly<Record<string, string>> = {
  ...{ 200: 'Ok', 201: 'Created', 202: 'Accepted', 203: 'NonAuthoritative', 204: 'NoContent', 205: 'ResetContent', 206: 'PartialContent' },
  ...{ 300: 'MultipleChoices', 301: 'MovedPermanently', 302: 'Found', 303: 'SeeOther', 304: 'NotModified', 307: 'TemporaryRedirect' },
  ...{ 308: 'PermanentRedirect', 400: 'BadRequest', 401: 'Unauthorized', 402: 'PaymentRequired', 403: 'Forbidden', 404: 'NotFound' },
  ...{ 405: 'MethodNotAllowed', 406: 'NotAcceptable', 408: 'RequestTimeout', 409: 'Conflict', 410: 'Gone', 412: 'PreconditionFailed' },
  ...{ 413: 'ContentTooLarge', 415: 'UnsupportedMediaType', 422: 'UnprocessableContent', 423: 'Locked', 424: 'FailedDependency' },
  ...{ 428: 'PreconditionRequired', 429: 'TooManyRequests', 500: 'InternalServerError', 501: 'NotImplemented', 502: 'BadGateway' },
  ...{ 503: 'ServiceUnavailable', 504: 'GatewayTimeout', '1XX': 'Informational', '2XX': 'Success', '3XX': 'Redirection' },
  ...{ '4XX': 'ClientError', '5XX': 'ServerError', default: 'Default' },
}

/** Names the types of an operation. */
export function operationNames(operation: Operation): OperationNames {
  const wishes = operation.responses.flatMap(({ status, contents }) => {
    const name = STATUS_NAMES[status] ?? `Status${status}`
    const several = contents.length > 1
    return (contents.length === 0 ? [undefined] : contents).map((content) => ({
      key: answerKey(status, content),
      wish: content && several ? `${name}${contentName(content)}` : name,
    }))
  })
  const own = ['Request', 'Response', 'Event', 'Body', 'Path', 'Query', 'Headers', 'Cookies']
  return { own, answers: allocateNames(wishes, new Set([...own, ...IMPORTED])) }
}

function answerKey(status: string, content: Content | undefined): string {
  return `${status} ${content?.mediaType ?? ''}`
}

/** `Json` of `application/json`. */
function contentName({ mediaType }: Content): string {
  return (
    cut(pascalCase(mediaType.replace(/^application\//, '')), JAVA_LONGEST, '') || `Any${mediaType === '*/*' ? '' : hashSuffix(mediaType)}`
  )
}

/** The records of a request. */
export function declareRequest(operation: Operation, { file, types }: OperationPrinter): Code[] {
  const c = file.code.bind(file)
  const fields: JavaField[] = parameterPlaces(operation).map(({ name, schema }) => {
    const record = types.declareObject(pascalCase(name), schema, '', 'write')
    return { name: trusted(name), member: name, kind: 'required', type: typeOfRecord(file, record), doc: '' }
  })
  const contents = operation.body?.contents ?? []
  const [only] = contents
  const bodies: Code[] = []
  if (only && contents.length === 1) {
    const type = bodyType(operation, only, 'BodyContent', file, types)
    const reader = type.nullable ? c`${symbol('Read', RUNTIME)}.nullable(${type.reader})` : type.reader
    const kind = operation.body?.required ? 'required' : type.nullable ? 'field' : 'optional'
    fields.push({ name: trusted('body'), member: 'body', kind, type: { ...type, reader }, doc: '' })
  } else if (contents.length > 1) bodies.push(declareBodies(operation, contents, file, types))
  const about = `What \`${operation.method} ${operation.path}\` is asked.`
  if (bodies.length === 0)
    return [
      printRecord(file, { name: trusted('Request'), doc: about, fields, implemented: [], closed: false, modifier: 'nested', nested: [] }),
    ]
  return [requestOfSeveral(file, fields, about, operation.body?.required === true), ...bodies]
}

/** The record of an event that mapping templates of an author's own make; what is no object is held by one. */
export function declareEvent(schema: Schema, file: CodeFile, types: JavaTypes): Code[] {
  const c = file.code.bind(file)
  if (schema.kind === 'object') {
    types.declareObject('Event', schema, 'What the mapping templates make.', 'read')
    return []
  }
  const type = types.typeOf(schema, 'EventValue', 'read')
  const reader = type.nullable ? c`${symbol('Read', RUNTIME)}.nullable(${type.reader})` : type.reader
  return [
    c`/** What the mapping templates make. */\n${block(c`record Event(${type.boxed} value) {`, [
      block(c`public static Event read(Object value, ${symbol('Reading', RUNTIME)} in) {`, [c`return new Event(in.as(value, ${reader}));`]),
    ])}`,
  ]
}

function typeOfRecord(file: CodeFile, name: Code): JavaType {
  return { boxed: name, plain: name, reader: file.code`${name}::read`, nullable: false }
}

/** A request whose body is one of several media types: `body` says which, and is null where there is none. */
function requestOfSeveral(file: CodeFile, fields: readonly JavaField[], about: string, required: boolean): Code {
  const c = file.code.bind(file)
  const components = listed([...fields.map(({ name, type }) => c`${type.plain} ${name}`), trusted('Body body')])
  const values = listed([
    ...fields.map(({ member, type }) => c`in.required(from, ${textLiteral(member)}, ${type.reader})`),
    c`from.containsKey("body") ? Body.read(from, in) : null`,
  ])
  const puts = joinCode(
    fields.map(({ member, name }) => c`.put(${textLiteral(member)}, ${name})`),
    '',
  )
  return c`${javadoc(about)}\n${block(c`record Request(${components}) implements ${symbol('JsonValue', RUNTIME)} {`, [
    block(c`public static Request read(Object value, ${symbol('Reading', RUNTIME)} in) {`, [
      c`${symbol('Map', 'java.util')}<String, Object> from = in.object(value);`,
      ...(required ? [c`if (!from.containsKey("body")) throw new ${symbol('Unfit', RUNTIME)}("must have a body");`] : []),
      c`return new Request(${values});`,
    ]),
    trusted(''),
    trusted('@Override'),
    block(c`public ${symbol('Map', 'java.util')}<String, Object> json() {`, [
      c`return new ${symbol('Members', RUNTIME)}()${puts}.others(body == null ? ${symbol('Map', 'java.util')}.of() : body.json()).map();`,
    ]),
  ])}`
}

function declareBodies(operation: Operation, contents: readonly Content[], file: CodeFile, types: JavaTypes): Code {
  const c = file.code.bind(file)
  const names = allocateNames(contents.map((content) => ({ key: content.mediaType, wish: `${contentName(content)}Body` })))
  const variants = contents.map((content) => {
    const name = trusted(types.claim(names.get(content.mediaType) ?? ''))
    const type = bodyType(operation, content, `${name}Content`, file, types)
    return { content, name, type }
  })
  // No header is as long as a media type that cannot be a label.
  const labelled = variants.filter(({ content }) => isConstant(content.mediaType))
  const cases = labelled.map(({ content, name, type }) => {
    const reader = type.nullable ? c`${symbol('Read', RUNTIME)}.nullable(${type.reader})` : type.reader
    return c`case ${textLiteral(content.mediaType)} -> new ${name}(in.required(from, "body", ${reader}));`
  })
  const records = variants.map(({ content, name, type }) => {
    const json = c`return new ${symbol('Members', RUNTIME)}().put("contentType", ${textLiteral(content.mediaType)}).put("body", value).map();`
    return c`${javadoc(`A body of type \`${content.mediaType}\`.`)}\n${block(
      c`record ${name}(${type.nullable ? type.boxed : type.plain} value) implements Body {`,
      [trusted('@Override'), block(c`public ${symbol('Map', 'java.util')}<String, Object> json() {`, [json])],
    )}`
  })
  return c`/** A body, as one of the declared media types. */\n${block(c`sealed interface Body extends ${symbol('JsonValue', RUNTIME)} {`, [
    joinCode(
      [
        c`@Override\n${symbol('Map', 'java.util')}<String, Object> json();`,
        block(c`private static Body read(${symbol('Map', 'java.util')}<String, Object> from, ${symbol('Reading', RUNTIME)} in) {`, [
          joinCode(
            [
              block(c`return switch (in.tag(from, "contentType")) {`, [
                ...cases,
                c`default -> throw new ${symbol('Unfit', RUNTIME)}("must be of a declared media type");`,
              ]),
              trusted(';'),
            ],
            '',
          ),
        ]),
        ...records,
      ],
      '\n\n',
    ),
  ])}`
}

/** The sealed interface of all answers, and a record for each. */
export function declareResponse(operation: Operation, printer: OperationPrinter): Code[] {
  const { file } = printer
  const declared = operation.responses.map(({ status }) => status)
  const records = operation.responses.flatMap((response) =>
    (response.contents.length === 0 ? [undefined] : response.contents).map((content) =>
      declareAnswer(response, content, declared, printer),
    ),
  )
  const head = file.code`/** What the operation may answer. */\nsealed interface Response extends ${symbol('Answer', RUNTIME)} {}`
  return [head, ...records]
}

function declareAnswer(
  response: Response,
  content: Content | undefined,
  declared: readonly string[],
  { file, types, names }: OperationPrinter,
): Code {
  const c = file.code.bind(file)
  const { status, contents, description } = response
  const name = trusted(names.answers.get(answerKey(status, content)) ?? '')
  const statuses = statusesOf(status, declared)
  const map = c`${symbol('Map', 'java.util')}<String, ?>`
  const first = statuses.kind === 'several' ? [c`int status`] : []
  const chosen = content?.mediaType.includes('*') ? [c`String contentType`] : []
  const body = content ? seenType(content, `${name}Body`, 'read', file, types) : undefined
  const bodies = body ? [c`${body.nullable ? body.boxed : body.plain} body`] : []
  const typed = response.headers.length > 0
  const headers = typed ? types.declareObject(types.claim(`${name}Headers`), headersSchema(response.headers), '', 'read') : undefined
  const needed = response.headers.some(({ required }) => required)
  const given = [...first, ...chosen, ...bodies]
  const argument = (component: Code): Code => trusted(component.slice(component.lastIndexOf(' ') + 1))
  const all = headers ? [...given, c`${headers} headers`, c`${map} otherHeaders`] : [...given, c`${map} headers`]
  const empty = c`${symbol('Map', 'java.util')}.of()`
  const another = (some: readonly Code[], rest: readonly Code[]): Code =>
    block(c`public ${name}(${listed(some)}) {`, [c`this(${joinCode([...some.map(argument), ...rest], ', ')});`])
  const constructors = headers
    ? [another([...given, c`${headers} headers`], [empty]), ...(needed ? [] : [another(given, [trusted('null'), empty])])]
    : [another(given, [empty])]
  const steps = [
    c`${symbol('Reply', RUNTIME)}.of(${statuses.kind === 'one' ? trusted(String(statuses.status)) : trusted('status')})`,
    ...(chosen.length > 0 ? [c`.as(contentType)`] : content && contents.length > 1 ? [c`.as(${textLiteral(content.mediaType)})`] : []),
    ...(headers
      ? [
          needed
            ? c`.headers(headers.json()).headers(otherHeaders)`
            : c`.headers(headers == null ? null : headers.json()).headers(otherHeaders)`,
        ]
      : [c`.headers(headers)`]),
    ...(body ? [c`.body(body)`] : []),
  ]
  const checked = [
    ...(statuses.kind === 'several' ? [c`${symbol('Reply', RUNTIME)}.status(${statusArguments(statuses)});`] : []),
    ...(needed ? [c`${symbol('Objects', 'java.util')}.requireNonNull(headers, "headers");`] : []),
    ...(body && !body.nullable && body.plain === body.boxed ? [c`${symbol('Objects', 'java.util')}.requireNonNull(body, "body");`] : []),
  ]
  const parts = [
    ...(checked.length > 0 ? [block(c`public ${name} {`, checked)] : []),
    ...constructors,
    c`@Override\n${block(c`public ${symbol('Reply', RUNTIME)} reply() {`, [c`return ${joinCode(steps, '')};`])}`,
  ]
  return c`${javadoc(`${status}: ${description}`)}\n${block(c`record ${name}(${listed(all)}) implements Response {`, [joinCode(parts, '\n\n')])}`
}

function statusArguments(statuses: Extract<Statuses, { kind: 'several' }>): Code {
  return joinCode(
    [trusted('status'), textLiteral(statuses.digits.join('')), ...statuses.except.map((status) => trusted(String(status)))],
    ', ',
  )
}

/** What a handler is given of a body: of a multipart one its parts. */
function bodyType(operation: Operation, content: Content, wish: string, file: CodeFile, types: JavaTypes): JavaType {
  const parts = partsOf(operation, content)
  if (!parts) return seenType(content, wish, 'write', file, types)
  const { schema, files } = partsSchema(parts)
  return types.typeOfParts(schema, files, wish)
}

function seenType(content: Content, wish: string, view: 'read' | 'write', file: CodeFile, types: JavaTypes): JavaType {
  const seen = seenOf(content)
  if (seen !== 'bytes') return types.typeOf(seen, wish, view)
  const bytes = trusted('byte[]')
  return { boxed: bytes, plain: bytes, reader: file.code`${symbol('Read', RUNTIME)}::bytes`, nullable: false }
}
