import { asArray, asString, isObject, type Json, own } from '../base/json.ts'
import { isIntrinsic, likelyBranch } from '../base/late-bound.ts'

/** The Lambda function that a text of a spec names, as far as it can be read. */
export interface LambdaTarget {
  /** The same for two URIs that invoke the same function, whatever the alias. */
  readonly key: string
  /** The name, where it is written out. */
  readonly name?: string
  /** What a name can be made of, where it is not. */
  readonly wish: string
  /** The late-bound value that stands for the function (`Handler.Arn`), where one does. */
  readonly lateBound?: string
  /** The account, where it is written out. */
  readonly account?: string
  readonly streaming: boolean
}

/** A value as one text: intrinsics become the `${…}` that `Fn::Sub` would read. Empty for what has no text. */
export function flatten(value: Json | undefined, depth = 0): string {
  if (typeof value === 'string') return value
  if (!isIntrinsic(value) || depth > 8) return ''
  const [key = ''] = Object.keys(value)
  const inner = own(value, key)
  switch (key) {
    case 'Ref':
      return `\${${asString(inner) ?? ''}}`
    case 'Fn::GetAtt':
      return `\${${
        typeof inner === 'string'
          ? inner
          : asArray(inner)
              .map((part) => asString(part) ?? '')
              .join('.')
      }}`
    case 'Fn::Join': {
      const [separator, items] = asArray(inner)
      return asArray(items)
        .map((item) => flatten(item, depth + 1))
        .join(asString(separator) ?? '')
    }
    case 'Fn::Sub': {
      const [text, variables] = Array.isArray(inner) ? inner : [inner, undefined]
      const template = asString(text) ?? ''
      if (!isObject(variables)) return template
      return template.replace(
        /\$\{([^{}!]*)\}/g,
        (placeholder, name: string) => flatten(own(variables, name.trim()), depth + 1) || placeholder,
      )
    }
    case 'Fn::If':
      return flatten(likelyBranch(value) === value ? undefined : likelyBranch(value), depth + 1)
    case 'Fn::ImportValue':
      return `\${${flatten(inner, depth + 1).replace(/[{}$]/g, '')}}`
    default:
      return ''
  }
}

/** No URI that AWS takes is longer; what is, is not searched. */
const LONGEST = 2048
const INVOCATION = /:lambda:path\/[^/]*\/functions\/([\s\S]+?)\/(response-streaming-)?invocations\s*$/
const SINGLE = /^\s*\$?\$\{([^{}]+)\}(?::[\w$-]+|:\$?\$\{[^{}]*\})?\s*$/
const FUNCTION_ARN = /^\s*arn:[^\s]*?:lambda:[\s\S]*?:function:([\s\S]+)$/

/** The Lambda function that an integration URI (or a function ARN, or a single late-bound value) invokes; undefined for anything else. */
export function lambdaTarget(uri: Json | undefined, single: 'a-function' | 'unknown' = 'unknown'): LambdaTarget | undefined {
  const text = flatten(uri)
  if (text.length > LONGEST) return undefined
  const invocation = INVOCATION.exec(text)
  const written = invocation?.[1] ?? (FUNCTION_ARN.test(text) || (single === 'a-function' && SINGLE.test(text)) ? text : undefined)
  if (written === undefined) return undefined
  const streaming = invocation?.[2] !== undefined
  const arn = FUNCTION_ARN.exec(written)
  const account = /:(\d{12}):function:/.exec(written)?.[1]
  const bare = withoutQualifier(arn?.[1] ?? written)
  const lateBound = arn ? undefined : SINGLE.exec(bare)?.[1]?.trim()
  return {
    key: bare,
    ...(/^[A-Za-z0-9_-]{1,64}$/.test(bare) && { name: bare }),
    wish: wishFrom(bare),
    ...(lateBound !== undefined && { lateBound }),
    ...(account !== undefined && { account }),
    streaming,
  }
}

/** `Name` of `Name:alias`; colons inside `${AWS::Region}` are no ends. */
function withoutQualifier(text: string): string {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const char = text[index]
    if (char === '{') depth++
    else if (char === '}') depth--
    else if (char === ':' && depth <= 0) return text.slice(0, index).trim()
  }
  return text.trim()
}

/** What is left of a late-bound name when the words that every one has are gone: `Handler` of `${Handler.Arn}`. */
function wishFrom(text: string): string {
  return text
    .replace(/\$?\$\{\s*(stageVariables\.)?/g, ' ')
    .replace(/\.(Arn|Alias|Outputs)\b/g, ' ')
    .replace(/(_invoke)?_arn\b|(?<=[a-z])(Invoke)?Arn\b/g, ' ')
    .replace(/[{}]/g, ' ')
}

/** The AWS service and action of an integration URI such as `arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem`. */
export function serviceTarget(uri: Json | undefined): { readonly service: string; readonly action: string } | undefined {
  const text = flatten(uri)
  if (text.length > LONGEST) return undefined
  const found = /^\s*arn:[\s\S]*?:apigateway:[\s\S]*?:([A-Za-z0-9.-]+):(action|path)\/([\s\S]*)$/.exec(text)
  if (!found) return undefined
  const [, host = '', kind, rest = ''] = found
  const action = kind === 'action' ? (rest.split(/[&?]/)[0] ?? '') : rest
  return { service: (host.split('.').at(-1) ?? '').toLowerCase(), action: action.replace(/^\/+/, '') }
}
