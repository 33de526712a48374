import { parseText } from '../../base/expression.ts'
import { isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { join } from '../../base/pointer.ts'
import { type MemberKind, SHORT_FORMS, type ShortForm } from '../../base/short-form.ts'
import { suggest } from '../../base/suggest.ts'
import type { OperationNode, Rule, Say } from '../rule.ts'

const EXTENSION = 'x-apigen-integration'
const WORDS = ['lambda', 'lambda-async', 'mock']

/** What people call services otherwise. */
const ALIASES: Readonly<Record<string, string>> = {
  stepfunctions: 'states',
  'step-functions': 'states',
  eventbridge: 'events',
  dynamo: 'dynamodb',
  queue: 'sqs',
  topic: 'sns',
}

/** A short form of an integration that says too little, or something that nothing is known of. */
export const shortForm: Rule = {
  code: 'contract/short-form',
  visit: {
    operation(node, say) {
      const value = own(node.value, EXTENSION)
      if (value === undefined) return
      const pointer = join(node.pointer, EXTENSION)
      if (typeof value === 'string') {
        if (!WORDS.includes(value)) say(`\`${value}\` is no short form${nearest(value, WORDS)}`, pointer)
      } else if (isObject(value) && !isIntrinsic(value)) checkObject({ node, say, pointer, value })
      else say('The short form is `lambda`, `lambda-async`, `mock`, or an object that names a `service`.', pointer)
    },
  },
}

interface Checked {
  readonly node: OperationNode
  readonly say: Say
  readonly pointer: string
  readonly value: JsonObject
}

function nearest(word: string, candidates: readonly string[]): string {
  const near = suggest(word, candidates)
  return near === undefined ? `; there are ${candidates.map((candidate) => `\`${candidate}\``).join(', ')}.` : `; did you mean \`${near}\`?`
}

function checkObject(checked: Checked): void {
  const { say, pointer, value } = checked
  const services = Object.keys(SHORT_FORMS)
  const service = own(value, 'service')
  if (typeof service !== 'string') {
    const named = Object.keys(value).find((key) => services.includes(key))
    say(`The short form names no \`service\`${named === undefined ? '.' : `; did you mean \`service: ${named}\`?`}`, pointer)
    return
  }
  const name = service.toLowerCase()
  const actions = Object.hasOwn(SHORT_FORMS, name) ? SHORT_FORMS[name] : undefined
  if (!actions) {
    const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined
    say(
      `apigen knows no service \`${service}\`${alias === undefined ? nearest(service, services) : `; did you mean \`${alias}\`?`}`,
      join(pointer, 'service'),
    )
    return
  }
  const action = own(value, 'action') ?? Object.keys(actions)[0] ?? ''
  const form = typeof action === 'string' && Object.hasOwn(actions, action) ? actions[action] : undefined
  if (form) checkMembers(checked, form, `\`${name}: ${String(action)}\``)
  else say(`\`${name}\` has no action \`${String(action)}\`${nearest(String(action), Object.keys(actions))}`, join(pointer, 'action'))
}

function checkMembers(checked: Checked, form: ShortForm, label: string): void {
  const { say, pointer, value } = checked
  const known = Object.keys(form.members)
  for (const [key, member] of Object.entries(value)) {
    const kind = Object.hasOwn(form.members, key) ? form.members[key] : undefined
    const at = join(pointer, key)
    if (kind === undefined) say(`${label} has no member \`${key}\`${nearest(key, known)}`, at, { on: 'key', severity: 'warning' })
    else if (key !== 'service' && key !== 'action') checkMember(checked, key, kind, member, at)
  }
  const missing = form.required.filter((key) => !Object.hasOwn(value, key))
  if (missing.length > 0) say(`${label} needs ${missing.map((key) => `\`${key}\``).join(' and ')}.`, pointer)
}

function checkMember(checked: Checked, key: string, kind: MemberKind, value: Json, at: string): void {
  const { say } = checked
  switch (kind) {
    case 'name':
      if (!(typeof value === 'string' && value.trim() !== '') && !isIntrinsic(value)) say(`\`${key}\` is a name or an ARN.`, at)
      return
    case 'value':
      checkValue(checked, value, at, key)
      return
    case 'values':
      if (!isObject(value)) say(`\`${key}\` is an object of values.`, at)
      else if (key === 'range') checkRange(checked, value, at)
      else for (const [name, inner] of Object.entries(value)) checkValue(checked, inner, join(at, name), key)
      return
    case 'errors':
      if (!isObject(value)) say('`errors` is an object: the name of an error, and the status it is answered with.', at)
      else
        for (const [name, status] of Object.entries(value))
          if (!/^[45]\d\d$/.test(String(status))) say(`The error \`${name}\` is answered with a status such as 404.`, join(at, name))
      return
    default:
      if (!kind.words.includes(String(value))) say(`\`${key}\` is ${kind.words.map((word) => `\`${word}\``).join(' or ')}.`, at)
  }
}

const RANGE = ['attribute', 'from', 'to', 'prefix']

function checkRange(checked: Checked, range: JsonObject, at: string): void {
  if (typeof own(range, 'attribute') !== 'string') checked.say('`range` names in `attribute` the sort key that it is about.', at)
  for (const [name, value] of Object.entries(range)) {
    if (!RANGE.includes(name))
      checked.say(`\`range\` has no member \`${name}\`${nearest(name, RANGE)}`, join(at, name), { on: 'key', severity: 'warning' })
    else if (name !== 'attribute') checkValue(checked, value, join(at, name), 'range')
  }
}

function checkValue(checked: Checked, value: Json, at: string, member: string): void {
  if (typeof value === 'string') checkText(checked, value, at, member)
  else if (isObject(value) && !isIntrinsic(value))
    for (const [name, inner] of Object.entries(value)) checkValue(checked, inner as Json, join(at, name), member)
  else if (Array.isArray(value)) for (const [index, inner] of value.entries()) checkValue(checked, inner as Json, join(at, index), member)
}

function checkText({ node, say, value: short }: Checked, text: string, at: string, member: string): void {
  const parts = parseText(text)
  if (typeof parts === 'string') {
    say(`${parts}.`, at)
    return
  }
  const isObjectKey = own(short, 'service') === 's3' && member === 'key'
  for (const part of parts) {
    if (part.kind === 'body') {
      if (isObjectKey) say('The key of an object cannot come from the body, which goes through unread.', at)
      else if (!Object.hasOwn(node.value, 'requestBody')) say(`\`${node.name}\` declares no body.`, at)
    }
    if (part.kind !== 'parameter') continue
    const declared = node.parameters.filter(({ location }) => location === part.in)
    const same = (name: string): boolean => name === part.name || (part.in === 'header' && name.toLowerCase() === part.name.toLowerCase())
    const found = declared.find(({ name }) => same(name))
    if (!found) {
      const near = suggest(
        part.name,
        declared.map(({ name }) => name),
      )
      say(
        `\`${node.name}\` declares no ${part.in} parameter \`${part.name}\`${near === undefined ? '.' : `; did you mean \`${near}\`?`}`,
        at,
      )
    } else if (isObjectKey && part.in !== 'path' && own(found.value, 'required') !== true) {
      say(`The ${part.in} parameter \`${part.name}\` may be missing, and an object has no key then: make it required.`, at)
    }
  }
}
