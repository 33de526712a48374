import type { ApiDocumentation, DocumentedOperation, DocumentedParameter, StageAddress } from '../../runtime/gateway/index.ts'
import { type Json, printJson } from '../base/json.ts'
import { schemaNames } from '../emit/languages/type-names.ts'
import { identifier } from '../emit/languages/typescript.ts'
import { declareSchema, type TypeOptions, typeOf } from '../emit/languages/typescript-types.ts'
import type { ApiModel, Content, Operation, Parameter } from '../model/api-model.ts'
import type { Spec } from '../pipeline.ts'
import { type Examples, examplesOf } from './console-examples.ts'
import { credentialParameters, securityWords } from './console-security.ts'

/** How things are printed: types as a server answers them and as a client sends them, and values to begin with. */
interface Printers {
  readonly read: TypeOptions
  readonly write: TypeOptions
  /** A type's text with the names of the document where TypeScript has to have others. */
  readonly named: (text: string) => string
  readonly examples: Examples
}

/** What the console shows of an API: the contract as the spec has it, types as a TypeScript client sees them. */
export function consoleDocumentation({ model, document }: Pick<Spec, 'model' | 'document'>, stage: StageAddress): ApiDocumentation {
  const names = schemaNames(model)
  const printers: Printers = {
    read: { view: 'read', names },
    write: { view: 'write', names },
    named: withNames(model),
    examples: examplesOf(model, document),
  }
  return {
    title: model.title,
    version: model.version,
    ...(model.description !== undefined && { description: model.description }),
    place: `stage ${stage.stageName}`,
    empty: 'The spec has no operations yet. Add one under paths: it appears here when you save.',
    operations: model.operations.map((operation) => ({ ...documentedOperation(model, operation, printers), stage, base: '' })),
    types: model.schemas.flatMap((named) =>
      (names.differs(named.name) ? [printers.read, printers.write] : [printers.read]).map((options) => ({
        name: printers.named(identifier(names.of(named.name, options.view))),
        text: printers.named(declareSchema(named, options)).replace(/^export /m, ''),
      })),
    ),
  }
}

function documentedOperation(
  model: ApiModel,
  operation: Operation,
  { read, write, named, examples }: Printers,
): Omit<DocumentedOperation, 'stage' | 'base'> {
  const { id, method, path, summary, description, deprecated, body, responses, integration } = operation
  const typed = ({ mediaType, schema }: Content, options: TypeOptions) => ({ mediaType, type: named(typeOf(schema, options)) })
  return {
    id,
    method,
    path,
    group: groupOf(model, operation),
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    deprecated,
    parameters: [
      ...operation.parameters.map((parameter) => documentedParameter(parameter, { write, named, examples })),
      ...credentialParameters(model, operation),
    ],
    ...(body && {
      body: {
        required: body.required,
        ...(body.description !== undefined && { description: body.description }),
        contents: body.contents.map((content) => {
          const example = content.form === 'binary' ? undefined : (content.examples[0]?.value ?? examples.of(content.json))
          return { ...typed(content, write), ...(example !== undefined && { example: bodyText(content, example) }) }
        }),
      },
    }),
    responses: responses.map((response) => ({
      status: response.status,
      description: response.description,
      contents: response.contents.map((content) => typed(content, read)),
    })),
    security: securityWords(model, operation),
    integration: integration.kind,
  }
}

/** The first tag; without one, that of the path's other operations, else the first part of the path. */
function groupOf({ operations }: ApiModel, { path, tags }: Operation): string {
  return tags[0] ?? operations.find((one) => one.path === path && one.tags.length > 0)?.tags[0] ?? `/${path.split('/')[1] ?? ''}`
}

function documentedParameter(parameter: Parameter, { write, named, examples }: Omit<Printers, 'read'>): DocumentedParameter {
  const { name, in: place, required, description, schema } = parameter
  const values = examples.valuesOf(schema)
  const example = examples.ofParameter(parameter)
  return {
    name,
    in: place,
    required,
    ...(description !== undefined && { description }),
    type: named(typeOf(schema, write)),
    ...(values !== undefined && { values: values.map(parameterText) }),
    ...(example !== undefined && { example: parameterText(example) }),
  }
}

/** `Error` is `Error_` in TypeScript, where the name is taken; whoever reads the contract looks for the name that it has there. */
function withNames({ schemas }: ApiModel): (text: string) => string {
  const written = new Map(schemas.map(({ name }): [string, string] => [identifier(name), name]))
  return (text) => text.replace(/[\p{L}\p{N}_$]+/gu, (word) => written.get(word) ?? word)
}

/** As it stands in a request, where a list is written with commas. */
function parameterText(value: Json): string {
  if (Array.isArray(value)) return (value as readonly Json[]).map(parameterText).join(',')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function bodyText({ form }: Content, example: Json): string {
  if (typeof example === 'string' && form !== 'json') return example
  if (form === 'form' && typeof example === 'object' && example !== null)
    return new URLSearchParams(
      Object.entries(example).map(([name, value]): [string, string] => [name, parameterText(value as Json)]),
    ).toString()
  return printJson(example).trimEnd()
}
