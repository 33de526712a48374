import { type Json, type JsonObject, put } from '../../../base/json.ts'
import { percentEncode } from '../../../base/percent.ts'
import type { Value } from '../../../model/service-call.ts'
import { vtl } from '../vtl.ts'
import { successOf } from '../vtl-responses.ts'
import { NOTHING } from './answers.ts'
import { assembleIntegration, errorName, type ServiceIntegration } from './service-integration.ts'
import type { CallContext } from './values.ts'

/** Reads, writes or removes an object of a bucket. Bytes go through as they are: there are no templates but those of errors. */
export function s3Integration(context: CallContext): ServiceIntegration {
  const { call, operation } = context
  const key = call.values.key ?? { kind: 'constant', value: '' }
  const { path, parameters } = keyPath(key)
  const success = successOf(operation)
  const reads = call.action === 'get'
  const headers: Record<string, Json> = {}
  for (const { name } of success.response?.headers ?? []) {
    if (PASSED.has(name.toLowerCase())) put(headers, `method.response.header.${name}`, `integration.response.header.${name}`)
  }
  if (reads) put(headers, 'method.response.header.Content-Type', 'integration.response.header.Content-Type')
  return assembleIntegration(context, {
    target: `path/${encoded(call.names.bucket ?? '')}/${path}`,
    parameters,
    ...(!reads && { success: () => NOTHING }),
    headers,
    errors: {
      begin: vtl`#set($error = $input.body.replaceFirst('(?s)^.*?<Code>([A-Za-z0-9]*)</Code>.*$', '$1'))`,
      is: (name) => vtl`$error == ${errorName(name)}`,
      outcomes: [
        ['not-found', ['NoSuchKey']],
        ['throttled', ['SlowDown', 'ServiceUnavailable']],
        ['invalid', ['EntityTooLarge', 'KeyTooLongError', 'BadDigest', 'InvalidArgument']],
      ],
      otherwise: 'failed',
    },
    problems: binaryProblems(context),
  })
}

/** Headers of an object that an answer may declare. */
const PASSED = new Set([
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'etag',
  'expires',
  'last-modified',
  'x-amz-version-id',
])

/** The key as a path: text as it is, every value of the request as a variable of the URI. */
function keyPath(key: Value): { readonly path: string; readonly parameters: JsonObject } {
  const parameters: Record<string, Json> = {}
  const parts = key.kind === 'text' ? key.parts : [key]
  const path = parts.map((part, index) => {
    if (part.kind === 'constant') return encoded(String(part.value))
    const source = mappingOf(part)
    if (source === undefined) return ''
    const name = `key${index}`
    put(parameters, `integration.request.path.${name}`, source)
    return `{${name}}`
  })
  return { path: path.join(''), parameters }
}

function mappingOf(value: Value): string | undefined {
  if (value.kind === 'context') return `context.${value.path.join('.')}`
  if (value.kind !== 'parameter') return undefined
  return `method.request.${value.in === 'query' ? 'querystring' : value.in}.${value.name}`
}

/** Late-bound names stay, slashes too; what else has a meaning in a URI is encoded. */
function encoded(text: string): string {
  return text
    .split(/(\$\{[^{}]*\})/)
    .map((part, index) => (index % 2 === 1 ? part : percentEncode(part).replaceAll('%2F', '/')))
    .join('')
}

/** What is not declared as binary is read as UTF-8 on its way, which breaks bytes. */
function binaryProblems({ operation, model, call }: CallContext): string[] {
  const contents =
    call.action === 'put' ? (operation.body?.contents ?? []) : call.action === 'get' ? (successOf(operation).response?.contents ?? []) : []
  const types = model.binaryMediaTypes.map((type) => type.toLowerCase().replaceAll('~1', '/'))
  const isBinary = (type: string): boolean =>
    types.some((known) => known === '*/*' || known === type || (known.endsWith('/*') && type.startsWith(known.slice(0, -1))))
  return contents
    .filter(({ form }) => form === 'binary')
    .map(({ mediaType }) => (mediaType.split(';')[0] ?? '').trim().toLowerCase())
    .filter((type) => !isBinary(type))
    .map((type) => `\`${type}\` is none of \`x-amazon-apigateway-binary-media-types\`, so bytes would be read as text`)
}
