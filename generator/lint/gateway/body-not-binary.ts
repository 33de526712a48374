import { asArray, asObject, isObject, type Json, own } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { join } from '../../base/pointer.ts'
import type { Rule, View } from '../rule.ts'

/** A request whose body is bytes, of a media type that API Gateway was not told to leave alone. */
export const bodyNotBinary: Rule = {
  code: 'gateway/body-not-binary',
  visit: {
    document(view, say) {
      const declared = own(view.root, 'x-amazon-apigateway-binary-media-types')
      if (isIntrinsic(declared)) return
      const binary = asArray(declared).filter((type) => typeof type === 'string')
      // A late-bound type may be any.
      if (view.document.kind === 'http' || binary.some((type) => type.includes('${'))) return
      for (const { value, pointer, name, integration } of view.operations) {
        if (Object.hasOwn(value, 'x-apigen-integration') || integration?.type === 'mock') continue
        if (integration && Object.hasOwn(integration.value, 'contentHandling')) continue
        const content = asObject(own(view.resolve(own(value, 'requestBody')), 'content'))
        for (const [type, media] of Object.entries(content)) {
          if (!isBytes(type, own(asObject(media), 'schema'), view) || binary.some((pattern) => covers(pattern, type))) continue
          const plain = bare(type)
          say(
            `\`${name}\` takes \`${plain}\`, which is none of \`x-amazon-apigateway-binary-media-types\`, so its bytes are read as text.`,
            join(pointer, 'requestBody', 'content', type),
            { on: 'key', help: `Add \`${plain}\` to \`x-amazon-apigateway-binary-media-types\` at the root.` },
          )
        }
      }
    },
  },
}

/** Media types of nothing but bytes. */
const BYTES = /^((image|audio|video|font)\/|application\/(octet-stream|pdf|zip|gzip|x-tar|x-protobuf|protobuf|wasm)$)/
/** Images that are text. */
const TEXT = /\+(xml|json)$/

function isBytes(type: string, schema: Json | undefined, view: View): boolean {
  const plain = bare(type)
  if (BYTES.test(plain)) return !TEXT.test(plain)
  if (!plain.startsWith('multipart/')) return isFile(schema, view)
  const properties = asObject(own(view.resolve(schema), 'properties'))
  return Object.values(properties).some((part) => {
    const { items } = view.resolve(part as Json)
    return isFile(part as Json, view) || isFile(items, view)
  })
}

function isFile(schema: Json | undefined, view: View): boolean {
  return isObject(schema) && own(view.resolve(schema), 'format') === 'binary'
}

function bare(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase()
}

/** Whether an entry of the list means a media type: itself, `image/*`, or `*\/*`. Exports of API Gateway write `~1` for the slash. */
function covers(pattern: string, type: string): boolean {
  const wanted = bare(pattern.replaceAll('~1', '/'))
  return wanted === '*/*' || wanted === bare(type) || (wanted.endsWith('/*') && bare(type).startsWith(wanted.slice(0, -1)))
}
