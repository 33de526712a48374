import { allocateNames, hashSuffix, pascalCase } from '../../base/names.ts'
import type { Body, Content, Operation, Response, ResponseHeader } from '../../model/api-model.ts'
import { type Code, joinCode, trusted } from '../code.ts'
import { partsOf, partsSchema } from './handlers/parts.ts'
import { headersSchema, parameterPlaces, type Statuses, seenOf, statusesOf } from './operation-schemas.ts'
import { identifier, literal } from './python.ts'
import type { Field, PythonTypes } from './python-types.ts'
import type { View } from './type-names.ts'

/** What an operation's types are printed with. Their module declares `Headers_` and the statuses of `statusAliases` too: no name made from a spec ends so. */
export interface OperationPrinter {
  readonly types: PythonTypes
  /** Names of statuses that are used, by name: their declarations come last. */
  readonly statuses: Map<string, Code>
}

/** The classes of a request: a `TypedDict` of `path`, `query`, `headers`, `cookies` and `body`, each only where it is declared. */
export function declareRequest(name: string, operation: Operation, printer: OperationPrinter): Code {
  const classes: Code[] = []
  const about = `What \`${operation.method} ${operation.path}\` is asked.`
  const places = parameterPlaces(operation).map(({ name: place, schema }): Field => {
    const own = `${name}_${pascalCase(place)}`
    classes.push(printer.types.declare(own, schema, 'write'))
    return { name: place, type: identifier(own), required: true }
  })
  const contents = operation.body?.contents ?? []
  if (contents.length < 2) {
    const body = contents.map((content): Field => {
      const type = bodyType(operation, content, `${name}_Body`, printer, classes)
      return { name: 'body', type, required: operation.body?.required === true }
    })
    return joined([printer.types.declareFields(name, [...places, ...body], about), ...classes])
  }
  const variants = bodyVariants(operation.body, name).map(({ own, content }) => {
    const fields: Field[] = content
      ? [
          { name: 'contentType', type: literalType(content.mediaType), required: true },
          { name: 'body', type: bodyType(operation, content, `${own}_Body`, printer, classes), required: true },
        ]
      : []
    return { own, code: printer.types.declareFields(own, [...places, ...fields], about) }
  })
  return joined([unionAlias(name, variants), ...variants.map(({ code }) => code), ...classes])
}

function bodyVariants(body: Body | undefined, name: string): { readonly own: string; readonly content?: Content }[] {
  const contents = body?.contents ?? []
  const names = contentNames(contents)
  const variants = contents.map((content) => ({ own: `${name}_${names.get(content.mediaType) ?? ''}`, content }))
  return body?.required ? variants : [...variants, { own: `${name}_Without` }]
}

/** The classes of a response: a union told apart by `status`, and by `contentType` where one has several. */
export function declareResponse(name: string, operation: Operation, printer: OperationPrinter): Code {
  const classes: Code[] = []
  const { responses } = operation
  const declared = responses.map(({ status }) => status)
  const variants = responses.flatMap((response) => {
    const status = statusType(statusesOf(response.status, declared), printer)
    const base = `${name}_${response.status}`
    const about = response.description
    const headers = headersField(response.headers, `${base}_Headers`, printer, classes)
    const fields: Field[] = [{ name: 'status', type: status, required: true }, headers]
    if (response.contents.length === 0) return [{ own: base, code: printer.types.declareFields(base, fields, about) }]
    const names = contentNames(response.contents)
    return response.contents.map((content) => {
      const own = response.contents.length > 1 ? `${base}_${names.get(content.mediaType) ?? ''}` : base
      const body = seenType(content, `${own}_Body`, 'read', printer, classes)
      const all = [...fields, ...chosen(content, response), { name: 'body', type: body, required: body !== 'typing.Any' }]
      return { own, code: printer.types.declareFields(own, all, about) }
    })
  })
  return joined([unionAlias(name, variants), ...variants.map(({ code }) => code), ...classes])
}

function chosen({ mediaType }: Content, { contents }: Response): Field[] {
  if (mediaType.includes('*')) return [{ name: 'contentType', type: trusted('str'), required: false }]
  return contents.length > 1 ? [{ name: 'contentType', type: literalType(mediaType), required: true }] : []
}

/** `Json` of `application/json`; what several wish for is told apart by the whole media type. */
function contentNames(contents: readonly Content[]): Map<string, string> {
  return allocateNames(
    contents.map(({ mediaType }) => ({
      key: mediaType,
      wish: pascalCase(mediaType.replace(/^application\//, '')) || `Any${mediaType === '*/*' ? '' : hashSuffix(mediaType)}`,
    })),
    new Set(['Without']),
  )
}

function literalType(text: string): Code {
  return trusted(`typing.Literal[${literal(text)}]`)
}

/** What a handler is given of a body: of a multipart one its parts. */
function bodyType(operation: Operation, content: Content, owner: string, printer: OperationPrinter, classes: Code[]): Code {
  const parts = partsOf(operation, content)
  if (!parts) return seenType(content, owner, 'write', printer, classes)
  const { schema, files } = partsSchema(parts)
  classes.push(printer.types.declare(owner, schema, 'write', files))
  return identifier(owner)
}

/** The declaration behind `File_`. A class could not name its field `bytes` as its type is named. */
export const fileType: Code =
  trusted(`# A part of a multipart body that is a file. What its sender says of it, nobody checked; its name has no folders.
File_ = typing.TypedDict(
    "File_",
    {"bytes": typing.Required[bytes], "fileName": typing.NotRequired[str], "contentType": typing.NotRequired[str]},
)`)

function seenType(content: Content, owner: string, view: View, { types }: OperationPrinter, classes: Code[]): Code {
  const seen = seenOf(content)
  if (seen === 'bytes') return trusted('bytes')
  const printed = types.fieldType(seen, owner, view)
  classes.push(...printed.classes)
  return printed.type
}

/** A class cannot allow fields that it does not name: where no header must be there, any may. */
function headersField(headers: readonly ResponseHeader[], own: string, { types }: OperationPrinter, classes: Code[]): Field {
  if (headers.length === 0) return { name: 'headers', type: types.refer('Headers_'), required: false }
  classes.push(types.declare(own, headersSchema(headers), 'read'))
  if (headers.some(({ required }) => required)) return { name: 'headers', type: identifier(own), required: true }
  return { name: 'headers', type: trusted(`${identifier(own)} | ${types.refer('Headers_')}`), required: false }
}

function statusType(statuses: Statuses, { types, statuses: used }: OperationPrinter): Code {
  if (statuses.kind === 'one') return trusted(`typing.Literal[${statuses.status}]`)
  const names = statuses.digits.map((digit) => {
    const except = statuses.except.filter((status) => String(status).startsWith(digit))
    const name = identifier([`Status_${digit}XX`, ...(except.length === 0 ? [] : ['without', ...except.map(String)])].join('_'))
    const all = Array.from({ length: 100 }, (_, index) => Number(digit) * 100 + index).filter((status) => !except.includes(status))
    used.set(name, trusted(`${name}: typing.TypeAlias = typing.Literal[\n    ${rows(all)},\n]`))
    return types.refer(name)
  })
  return names.length === 0 ? trusted('typing.Never') : joinCode(names, ' | ')
}

function rows(statuses: readonly number[]): string {
  const lines = Array.from({ length: Math.ceil(statuses.length / 20) }, (_, row) => statuses.slice(row * 20, row * 20 + 20).join(', '))
  return lines.join(',\n    ')
}

function unionAlias(name: string, variants: readonly { readonly own: string }[]): Code {
  const names = variants.map(({ own }) => `"${identifier(own)}"`)
  const type = names.length === 1 ? names[0] : `typing.Union[\n    ${names.join(',\n    ')},\n]`
  return trusted(`${identifier(name)}: typing.TypeAlias = ${type}`)
}

function joined(declarations: readonly Code[]): Code {
  return joinCode(declarations, '\n\n\n')
}

/** The type behind `Headers_`. */
export const headersAlias: Code = trusted(`# Values of headers; lists are sent as several headers of one name.
HeaderValue_: typing.TypeAlias = typing.Union[str, float, bool, typing.Sequence[typing.Union[str, float, bool]], None]
# Headers that the document does not declare.
Headers_: typing.TypeAlias = typing.Mapping[str, HeaderValue_]`)
