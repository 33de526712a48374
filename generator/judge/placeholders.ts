import { draft } from '../base/draft.ts'
import { isObject, type Json, type JsonObject, put } from '../base/json.ts'
import { isIntrinsic, isLateBound, likelyBranch, placeholders } from '../base/late-bound.ts'
import { join } from '../base/pointer.ts'

/** A document that can be judged, and where its places stood before. */
export interface Judgeable {
  readonly document: JsonObject
  /** Pointer of the judged document → pointer of the given one, by nearest ancestor. */
  readonly pointers: Readonly<Record<string, string>>
}

const FUNCTION_URI =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:late-bound/invocations'
const ROLE = 'arn:aws:iam::000000000000:role/late-bound'

/** What stands in for a late-bound value under a key, where it matters what it looks like. */
const BY_KEY: Readonly<Record<string, Json>> = {
  authorizerUri: FUNCTION_URI,
  credentials: ROLE,
  authorizerCredentials: ROLE,
  connectionId: 'latebound',
  integrationTarget: 'arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/late-bound/0000000000000000/0000000000000000',
  httpMethod: 'POST',
  timeoutInMillis: 29_000,
  authorizerResultTtlInSeconds: 300,
  statusCode: '200',
  title: 'late-bound',
  version: 'late-bound',
  description: 'late-bound',
  url: 'https://late-bound.example',
}

/** API Gateway fills these in itself while it imports. */
const OWN = new Set(['AWS::Region', 'AWS::AccountId', 'AWS::Partition'])

/** What a template prints is no business of an importer. */
const TEMPLATES = new Set(['requestTemplates', 'responseTemplates'])

/** What a mapping reads is what the deployment says, which may be anything that API Gateway takes. */
const MAPPINGS = new Set(['requestParameters', 'responseParameters'])

const MAXIMUM_DEPTH = 300

/**
 * The document with every late-bound value replaced by one that API Gateway would take there, because nobody knows yet what will
 * stand in its place; pure, and what holds none is shared. A choice becomes its likely branch; what has no plausible value is left out.
 */
export function withPlaceholders(document: JsonObject): Judgeable {
  const pointers: Record<string, string> = { '': '' }
  const value = replace(document, { key: '', parent: {}, depth: 0 }, pointers)
  return { document: isObject(value) ? value : {}, pointers }
}

interface Place {
  readonly key: string
  readonly parent: JsonObject
  readonly depth: number
  /** The place of what holds this one, and the tokens that lead from there to here, before and after. */
  readonly up?: Place
  readonly from?: readonly (string | number)[]
  readonly to?: string | number
}

/** Pointers are made only where something moved: in most documents nothing does. */
function pointerOf(place: Place, side: 'from' | 'to'): string {
  if (!place.up) return ''
  const step = place[side]
  return step === undefined
    ? pointerOf(place.up, side)
    : join(pointerOf(place.up, side), ...(Array.isArray(step) ? step : [step as string | number]))
}

function replace(value: Json, place: Place, pointers: Record<string, string>): Json | undefined {
  if (typeof value === 'string') return replaceText(value, place)
  if (place.depth > MAXIMUM_DEPTH) return value
  if (Array.isArray(value)) return replaceList(value as readonly Json[], place, pointers)
  if (!isObject(value)) return value
  if (isIntrinsic(value)) {
    const branch = likelyBranch(value)
    if (branch === undefined || isIntrinsic(branch)) return standIn(place)
    const inside: Place = { key: place.key, parent: place.parent, depth: place.depth + 1, up: place, from: branchSteps(value) }
    pointers[pointerOf(place, 'to')] = pointerOf(inside, 'from')
    return replace(branch, inside, pointers)
  }
  const isPaths = place.depth === 1 && place.key === 'paths'
  const names = Object.keys(value)
  let copy: Record<string, Json> | undefined
  for (const [index, name] of names.entries()) {
    const key = isPaths ? withoutNames(name) : name
    const member = name.startsWith('Fn::') ? undefined : replaceMember(value, name, key, place, pointers)
    if (copy === undefined && key === name && member === value[name]) continue
    copy ??= Object.fromEntries(names.slice(0, index).map((before) => [before, value[before] as Json]))
    if (member !== undefined && !Object.hasOwn(copy, key)) put(copy, key, member)
  }
  return copy ?? value
}

function replaceMember(object: JsonObject, name: string, key: string, place: Place, pointers: Record<string, string>): Json | undefined {
  const member = object[name] as Json
  if (TEMPLATES.has(name) && isObject(member) && !isIntrinsic(member)) return withoutLateTemplates(member)
  if (MAPPINGS.has(name) && isObject(member) && !isIntrinsic(member)) return withoutLateMappings(member)
  if (!mayBeLate(member) && key === name) return member
  const inside: Place = { key, parent: object, depth: place.depth + 1, up: place, from: [name], to: key }
  if (key !== name) pointers[pointerOf(inside, 'to')] = pointerOf(inside, 'from')
  return replace(member, inside, pointers)
}

/** Most values are numbers and plain texts: they need no place. */
function mayBeLate(value: Json): boolean {
  return typeof value === 'string' ? value.includes('${') : typeof value === 'object' && value !== null
}

function withoutLateTemplates(templates: JsonObject): JsonObject {
  const edit = draft(templates)
  for (const type of Object.keys(templates)) if (isIntrinsic(templates[type])) edit.set(type, '')
  return edit.finish()
}

function withoutLateMappings(mappings: JsonObject): JsonObject {
  const edit = draft(mappings)
  for (const [name, source] of Object.entries(mappings)) {
    if (isLateBound(name)) edit.remove(name)
    else if (isLateBound(source)) edit.set(name, "'late-bound'")
  }
  return edit.finish()
}

function replaceList(list: readonly Json[], place: Place, pointers: Record<string, string>): readonly Json[] {
  const copy: Json[] = []
  let isSame = true
  list.forEach((item, index) => {
    const inside: Place = { key: place.key, parent: place.parent, depth: place.depth + 1, up: place, from: [index], to: copy.length }
    if (copy.length !== index) pointers[pointerOf(inside, 'to')] = pointerOf(inside, 'from')
    const kept = mayBeLate(item) ? replace(item, inside, pointers) : item
    if (kept !== undefined) copy.push(kept)
    if (kept !== item) isSame = false
  })
  return isSame ? list : copy
}

function replaceText(text: string, place: Place): Json | undefined {
  const unknown = placeholders(text).some((name) => !OWN.has(name))
  if (!unknown) return text
  if (place.key === 'uri') return uriFor(place.parent)
  if (Object.hasOwn(BY_KEY, place.key) && !['title', 'description', 'version'].includes(place.key)) return BY_KEY[place.key]
  if (place.key === 'providerARNs') return providerArn()
  return withoutNames(text)
}

/** An intrinsic in place of a whole value. */
function standIn(place: Place): Json | undefined {
  if (place.key === 'uri') return uriFor(place.parent)
  if (place.key === 'type') return 'uri' in place.parent || 'httpMethod' in place.parent ? 'aws_proxy' : undefined
  if (place.key === 'providerARNs') return Array.isArray(place.parent.providerARNs) ? providerArn() : [providerArn()]
  return Object.hasOwn(BY_KEY, place.key) ? BY_KEY[place.key] : undefined
}

function providerArn(): string {
  return 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_LateBound'
}

/** A URI that fits the type of its integration; the variables of the path that it names are kept. */
function uriFor(integration: JsonObject): string {
  const type = typeof integration.type === 'string' ? integration.type.toLowerCase() : 'aws_proxy'
  return type === 'http' || type === 'http_proxy' ? 'https://late-bound.example' : FUNCTION_URI
}

function withoutNames(text: string): string {
  return text.replace(/\$\{([^{}]*)\}/g, (whole, name: string) =>
    OWN.has(name.trim()) || name.trim().startsWith('stageVariables') ? whole : 'latebound',
  )
}

/** The way from an intrinsic to its likely branch. */
function branchSteps(value: JsonObject): (string | number)[] {
  const steps: (string | number)[] = []
  let current: Json = value
  while (isIntrinsic(current) && Array.isArray(current['Fn::If'])) {
    const branches = (current['Fn::If'] as readonly Json[]).slice(1)
    const index = branches.findIndex((branch) => !(isObject(branch) && branch.Ref === 'AWS::NoValue'))
    if (index < 0) return steps
    steps.push('Fn::If', index + 1)
    current = branches[index] as Json
  }
  return steps
}
