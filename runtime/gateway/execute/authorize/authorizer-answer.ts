import { LIMITS } from '../../facts.ts'
import { isObject, own, put } from '../../json.ts'
import { resourcesOf } from './policy.ts'

/** What an authorizer's function answers, checked. Its policy is evaluated for every request, cached or not. */
export interface AuthorizerAnswer {
  readonly principalId: string
  readonly policyDocument: unknown
  readonly context: Readonly<Record<string, string>>
  readonly usageIdentifierKey?: string
}

/** Reads an answer; a text says what is wrong with it. */
export function readAuthorizerAnswer(answer: unknown): AuthorizerAnswer | string {
  if (!isObject(answer)) return 'its answer is no object'
  const principalId = own(answer, 'principalId')
  if (typeof principalId !== 'string') return 'its answer has no principalId'
  const policyDocument = own(answer, 'policyDocument')
  if (!isObject(policyDocument)) return 'its answer has no policyDocument with statements'
  const long = resourcesOf(policyDocument).find((resource) => resource.length > LIMITS.policyResourceCharacters)
  if (long !== undefined)
    return `a Resource of its policy is longer than ${LIMITS.policyResourceCharacters} characters: ${long.slice(0, 80)}…`
  const context = contextOf(own(answer, 'context'))
  if (typeof context === 'string') return context
  const usageIdentifierKey = own(answer, 'usageIdentifierKey')
  return { principalId, policyDocument, context, ...(typeof usageIdentifierKey === 'string' && { usageIdentifierKey }) }
}

/** Texts, numbers and booleans only; all become texts. */
function contextOf(value: unknown): Readonly<Record<string, string>> | string {
  const context: Record<string, string> = {}
  if (value === undefined || value === null) return context
  if (!isObject(value)) return 'the context of its answer is no object'
  for (const [name, item] of Object.entries(value)) {
    if (typeof item === 'object' && item !== null)
      return `the value of ${JSON.stringify(name)} in its context is no text, number or boolean`
    if (item !== null) put(context, name, String(item))
  }
  return context
}
