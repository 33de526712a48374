import { asObject, isObject, type Json, own } from '../base/json.ts'
import { isIntrinsic } from '../base/late-bound.ts'
import { oneOfEach } from '../base/names.ts'
import { join } from '../base/pointer.ts'
import type { Response, ResponseHeader } from '../model/api-model.ts'
import { examplesOf, jsonOf, onlyContent, readContents } from './contents.ts'
import { type Context, readOnce, resolve, tell, textOf } from './context.ts'
import { readSchema } from './schemas.ts'

/** The responses of an operation in order; where none is declared, any answer of any status is one. */
export function readResponses(context: Context, value: Json | undefined, pointer: string): Response[] {
  const responses = isIntrinsic(value) ? {} : asObject(value)
  const found: Response[] = []
  for (const key of oneOfEach(Object.keys(responses), (key) => statusOf(key) ?? key)) {
    if (key.startsWith('x-')) continue
    const status = statusOf(key)
    if (status === undefined)
      tell(context, 'derive/response-status', `\`${key}\` is no status of a response; it is left out.`, join(pointer, key), 'key')
    else found.push(readResponse(context, status, responses[key], join(pointer, key)))
  }
  if (found.length > 0) return found
  const content = { mediaType: 'application/json', form: 'json', schema: { kind: 'unknown' }, json: {}, examples: [], pointer } as const
  return [{ status: 'default', description: '', headers: [], contents: [content], pointer }]
}

function statusOf(key: string): string | undefined {
  if (/^[1-5]\d\d$/.test(key)) return key
  if (/^[1-5]xx$/i.test(key)) return key.toUpperCase()
  return key.toLowerCase() === 'default' ? 'default' : undefined
}

function readResponse(context: Context, status: string, value: Json | undefined, pointer: string): Response {
  const { value: found, pointer: at } = resolve(context, value, pointer)
  return readOnce(context, `response ${status}`, at, () => {
    const response = asObject(found)
    return {
      status,
      description: textOf(response, 'description') ?? '',
      headers: readHeaders(context, own(response, 'headers'), join(at, 'headers')),
      contents: readContents(context, own(response, 'content'), join(at, 'content')),
      pointer: at,
    }
  })
}

/** Names of headers are told apart without case; the media type is the content's to say. */
function readHeaders(context: Context, value: Json | undefined, pointer: string): ResponseHeader[] {
  const headers = isIntrinsic(value) ? {} : asObject(value)
  const found: ResponseHeader[] = []
  for (const name of oneOfEach(Object.keys(headers), (name) => name.toLowerCase())) {
    if (name.toLowerCase() === 'content-type') continue
    const { value: header, pointer: at } = resolve(context, headers[name], join(pointer, name))
    if (!isObject(header)) continue
    const content = onlyContent(header)
    const json = jsonOf(content ? own(content.media, 'schema') : own(header, 'schema'))
    const description = textOf(header, 'description')
    found.push({
      name,
      required: own(header, 'required') === true,
      ...(description !== undefined && { description }),
      schema: readSchema(context, json, content ? join(at, 'content', content.mediaType, 'schema') : join(at, 'schema')),
      json,
      examples: examplesOf(context, content?.media ?? header, json, at),
    })
  }
  return found
}
