import type { Verb } from '../definition/rest-api.ts'
import { lastValues } from '../execute/exchange.ts'
import { execute } from '../execute/execute.ts'
import { testInvokeLog } from '../execute/execution-log.ts'
import type { ExecutionPorts } from '../execute/ports.ts'
import type { ExecutionTarget } from '../execute/target.ts'
import { beginTrace, type Trace, type TraceSink } from '../execute/trace.ts'
import { VERBS } from '../facts.ts'
import { bytesResponse, type HttpResponse, toBytes, toText, type UnsentAnswer } from '../http.ts'
import { own, put, withEntry } from '../json.ts'
import { collectPieces } from '../pieces.ts'
import type { Operation } from './call.ts'
import { notFound, unsupportedOperation } from './errors.ts'
import { findApi, findResource } from './find.ts'
import { param, text } from './input.ts'
import { testHeaders, testTarget } from './test-call.ts'

/** Headers that a test does not answer (recorded). */
const NOT_SHOWN: ReadonlySet<string> = new Set(['x-amzn-requestid', 'x-amz-apigw-id'])

/** Executes a method as it is now, deployed or not: any path will do, and nobody is asked who calls (recorded). */
export const testInvokeMethod: Operation = async (call) => {
  const { execution: ports } = call
  const resource = findResource(call)
  const verb = param(call, 'httpMethod')
  const method = own(resource.methods, verb as Verb) ?? (VERBS.some((known) => known === verb) ? resource.methods.ANY : undefined)
  if (method === undefined) throw notFound('Invalid Method identifier specified')
  if (ports === undefined) throw unsupportedOperation('TestInvokeMethod')
  // Without a path it is that of the resource, with its variables for values (recorded).
  const [path = '', query = ''] = (text(call.body, 'pathWithQueryString') ?? resource.path).split('?')
  const tested = { resource, method, pathParameters: pathParameters(resource.path, path) }
  const target: ExecutionTarget = { ...testTarget(call, findApi(call), path), tested }
  const request = {
    method: verb,
    path,
    query,
    headers: testHeaders(call),
    body: toBytes(text(call.body, 'body') ?? ''),
    sourceIp: 'test-invoke-source-ip',
  }
  let begun: { readonly trace: Trace; readonly sink: TraceSink } | undefined
  const start = ports.now()
  const answer = await execute(request, target, {
    ...ports,
    trace: (subject) => {
      begun = beginTrace(subject)
      return begun.sink
    },
  })
  const response = await buffered(answer, ports.after)
  const rejected = begun?.trace.steps.some(({ kind }) => kind === 'rejected') === true
  // A refusal shows no type of its body (recorded).
  const shown = response.headers.filter(
    ([name]) => !NOT_SHOWN.has(name.toLowerCase()) && !(rejected && name.toLowerCase() === 'content-type'),
  )
  let multiValueHeaders: Readonly<Record<string, readonly string[]>> = {}
  for (const [name, value] of shown)
    multiValueHeaders = withEntry(multiValueHeaders, name, [...(own(multiValueHeaders, name) ?? []), value])
  return {
    body: {
      status: response.status,
      body: toText(response.body),
      headers: lastValues(multiValueHeaders),
      multiValueHeaders,
      // Of a stream there is none (guide).
      log: begun === undefined || 'pieces' in answer ? '' : testInvokeLog(begun.trace),
      latency: ports.now() - start,
    },
  }
}

/** A whole answer; of one that is streamed what came within 35 seconds, or until it was more than 1 MB (guide: troubleshoot response streaming). */
async function buffered(answer: UnsentAnswer, after: ExecutionPorts['after']): Promise<HttpResponse> {
  if (!('pieces' in answer)) return bytesResponse(answer)
  const forget = after(35_000, answer.cancel)
  try {
    return { status: answer.status, headers: answer.headers, body: await collectPieces(answer, 1_048_576) }
  } finally {
    forget()
  }
}

/** The values of a resource's variables in a path; none where the path is not the resource's (recorded). */
function pathParameters(resourcePath: string, path: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {}
  const segments = path.split('/')
  const parts = resourcePath.split('/')
  for (const [index, part] of parts.entries()) {
    const [, name, greedy] = /^\{(.+?)(\+?)\}$/.exec(part) ?? []
    if (name === undefined ? segments[index] !== part : segments[index] === undefined) return {}
    if (name !== undefined) put(values, name, greedy === '+' ? segments.slice(index).join('/') : (segments[index] ?? ''))
    if (greedy === '+') return values
  }
  return segments.length === parts.length ? values : {}
}
