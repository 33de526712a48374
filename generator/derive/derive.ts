import type { Report } from '../base/diagnostic.ts'
import { asArray, asObject, asString, isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { cut, kebabCase } from '../base/names.ts'
import type { ApiModel, ApiSurface, GatewayResponse, OperationSurface, Server, Validator } from '../model/api-model.ts'
import type { SpecDocument } from '../model/document.ts'
import type { FunctionSettings } from '../model/settings.ts'
import { type Context, tell, textOf } from './context.ts'
import { eventReader } from './event/read-event.ts'
import { type DerivedEvent, deriveEvents } from './events.ts'
import { type DerivedFunctions, deriveFunctions } from './functions.ts'
import { flatten } from './lambda-uri.ts'
import { deriveSchemas, nameSchemas } from './named-schemas.ts'
import { type DerivedOperation, deriveOperationSurfaces, deriveOperations } from './operations.ts'
import { readAuthorizer, readSchemes, securityScheme } from './security.ts'

/** How a model is derived: how functions are formed, and what people call the spec file. */
export interface DeriveOptions {
  /** The config's `functions`. */
  readonly functions: FunctionSettings
  /** The config's `stages.S.functions`, for what is about a stage. */
  readonly stageFunctions?: FunctionSettings
  readonly source: string
}

/** The model of a document. Total: whatever the document holds, there is a model, and what it leaves out is reported. */
export function derive(document: SpecDocument, options: DeriveOptions, report: Report): ApiModel {
  const context = contextOf(document, report)
  const schemes = readSchemes(context)
  const operations = deriveOperations(context, new Map(schemes.map((scheme) => [scheme.name, scheme])))
  const schemas = deriveSchemas(context)
  const withEvent = eventReader(context, schemas)
  const { head, served, tail } = surfaceParts(context, options, schemes, operations)
  return {
    ...head,
    operations: served.map((operation) => (operation.function === undefined ? operation : withEvent(operation))),
    schemas,
    ...tail,
  }
}

/** The same without schemas and all that is made of them, for those who compare the document itself. */
export function deriveSurface(document: SpecDocument, options: DeriveOptions, report: Report): ApiSurface {
  const context = contextOf(document, report)
  const schemes = readSchemes(context)
  const operations = deriveOperationSurfaces(context, new Map(schemes.map((scheme) => [scheme.name, scheme])))
  const { head, served, tail } = surfaceParts(context, options, schemes, operations)
  return { ...head, operations: served, ...tail }
}

function contextOf(document: SpecDocument, report: Report): Context {
  return { document, root: document.root, report, schemaNames: nameSchemas(document.root), known: new Map() }
}

type Head = Pick<ApiModel, 'kind' | 'name' | 'title' | 'version' | 'description' | 'source' | 'servers'>

/** Everything but the operations and schemas, and the operations with their functions. */
function surfaceParts<O extends OperationSurface>(
  context: Context,
  options: DeriveOptions,
  schemes: ReturnType<typeof readSchemes>,
  operations: readonly DerivedOperation<O>[],
): { readonly head: Head; readonly served: readonly O[]; readonly tail: Omit<ApiModel, keyof Head | 'operations' | 'schemas'> } {
  const { root, document } = context
  const info = asObject(own(root, 'info'))
  const extension = asObject(own(root, 'x-apigen'))
  const title = textOf(info, 'title') ?? 'API'
  const name = apiName(extension, title)
  const authorizers = schemes.flatMap((scheme) => readAuthorizer(scheme) ?? [])
  const events = deriveEvents(context, own(extension, 'events'), new Set(operations.map(({ operation }) => operation.id)))
  const functions = deriveFunctions(context, {
    api: name,
    operations,
    authorizers,
    events,
    settings: { general: options.functions, stage: options.stageFunctions ?? {} },
  })
  tellOfForeignEvents(context, events, functions)
  const description = textOf(info, 'description')
  const policy = own(root, 'x-amazon-apigateway-policy')
  return {
    head: {
      kind: document.kind,
      name,
      title,
      version: versionOf(own(info, 'version')),
      ...(description !== undefined && { description }),
      source: options.source,
      servers: readServers(own(root, 'servers')),
    },
    served: operations.map(({ operation }) => {
      const served = functions.byOperation.get(operation.id)
      return served === undefined ? operation : { ...operation, function: served }
    }),
    tail: {
      functions: functions.functions,
      events: events.map(({ event }) => ({ ...event, function: functions.byEvent.get(event.id) ?? event.id })),
      authorizers: authorizers.map((authorizer) => {
        const served = functions.byAuthorizer.get(authorizer.name)
        return served === undefined ? authorizer : { ...authorizer, function: served }
      }),
      securitySchemes: schemes.map(securityScheme),
      validators: readValidators(own(root, 'x-amazon-apigateway-request-validators')),
      gatewayResponses: readGatewayResponses(own(root, 'x-amazon-apigateway-gateway-responses')),
      binaryMediaTypes: asArray(own(root, 'x-amazon-apigateway-binary-media-types')).filter(
        (type): type is string => typeof type === 'string',
      ),
      apiKeySource: flatten(own(root, 'x-amazon-apigateway-api-key-source')).toUpperCase() === 'AUTHORIZER' ? 'AUTHORIZER' : 'HEADER',
      ...(isObject(policy) && { policy }),
    },
  }
}

function apiName(extension: JsonObject, title: string): string {
  const said = asString(own(extension, 'name'))
  if (said !== undefined && /^[a-z][a-z0-9-]{0,31}$/.test(said)) return said
  const made = cut(kebabCase(said ?? title), 32)
  return /^[a-z]/.test(made) ? made : cut(`api${made === '' ? '' : `-${made}`}`, 32)
}

/** Another language's code is the user's own; without a handler there would be nothing to call. */
function tellOfForeignEvents(context: Context, events: readonly DerivedEvent[], { functions, byEvent }: DerivedFunctions): void {
  for (const { event } of events) {
    const { runtime = 'nodejs', handler } = functions.find(({ id }) => id === byEvent.get(event.id)) ?? {}
    if (/^(nodejs|python|java)/.test(runtime) || handler !== undefined) continue
    const message = `No code is generated for \`${event.id}\` on \`${runtime}\`, and no \`handler\` is named.`
    tell(context, 'derive/events-not-supported', message, event.pointer)
  }
}

function versionOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Variables of a server's URL take their default. */
function readServers(value: Json | undefined): Server[] {
  return asArray(value).flatMap((item): Server[] => {
    const server = asObject(item)
    const url = asString(own(server, 'url'))
    if (url === undefined) return []
    const variables = asObject(own(server, 'variables'))
    const description = textOf(server, 'description')
    const bound = url.replace(/(?<!\$)\{([^{}]+)\}/g, (placeholder, name: string) => {
      return asString(own(asObject(own(variables, name)), 'default')) ?? placeholder
    })
    return [{ url: bound, ...(description !== undefined && { description }) }]
  })
}

function readValidators(value: Json | undefined): Validator[] {
  const validators = asObject(value)
  return Object.keys(validators).map((name) => {
    const validator = asObject(validators[name])
    return { name, body: isTrue(own(validator, 'validateRequestBody')), parameters: isTrue(own(validator, 'validateRequestParameters')) }
  })
}

function isTrue(value: Json | undefined): boolean {
  return value === true || value === 'true'
}

function readGatewayResponses(value: Json | undefined): GatewayResponse[] {
  const responses = asObject(value)
  return Object.keys(responses).map((type) => {
    const response = asObject(responses[type])
    const status = own(response, 'statusCode')
    return {
      type,
      ...((typeof status === 'string' || typeof status === 'number') && { statusCode: String(status) }),
      headers: texts(own(response, 'responseParameters'), (name) => name.replace(/^gatewayresponse\.header\./, '')),
      templates: texts(own(response, 'responseTemplates'), (name) => name),
    }
  })
}

function texts(value: Json | undefined, rename: (name: string) => string): Record<string, string> {
  const object = asObject(value)
  const found: Record<string, string> = {}
  for (const name of Object.keys(object)) {
    const text = asString(object[name])
    if (text !== undefined) put(found, rename(name), text)
  }
  return found
}
