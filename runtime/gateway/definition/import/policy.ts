import { isObject, type Json, type JsonObject, own, put } from '../../json.ts'
import type { ImportContext } from './context.ts'

/** The resource policy of the document as the API stores it, short resource names written out; undefined where there is none. */
export function importPolicy(context: ImportContext): string | undefined {
  const value = own(context.root, 'x-amazon-apigateway-policy')
  if (typeof value === 'string') return readText(context, value)
  return isObject(value) ? JSON.stringify(expandPolicy(value, apiArn(context))) : undefined
}

function readText(context: ImportContext, text: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    if (isObject(parsed)) return JSON.stringify(expandPolicy(parsed, apiArn(context)))
  } catch {
    // Falls through to the refusal below.
  }
  context.fail(
    'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
    '/x-amazon-apigateway-policy',
  )
  return undefined
}

function apiArn(context: ImportContext): string {
  const { partition, region, accountId } = context.options
  return `arn:${partition}:execute-api:${region}:${accountId}:${context.apiId}`
}

/** A policy whose `execute-api:/…` resources are written out as ARNs of one API (guide). */
export function expandPolicy(policy: JsonObject, arn: string): JsonObject {
  const statements = own(policy, 'Statement')
  if (statements === undefined) return policy
  const expanded = Array.isArray(statements)
    ? statements.map((statement: Json) => expandStatement(statement, arn))
    : expandStatement(statements, arn)
  const copy: Record<string, Json> = { ...policy }
  copy.Statement = expanded
  return copy
}

function expandStatement(statement: Json, arn: string): Json {
  if (!isObject(statement)) return statement
  const copy: Record<string, Json> = {}
  for (const [key, value] of Object.entries(statement)) {
    put(copy, key, key === 'Resource' || key === 'NotResource' ? expandResource(value, arn) : value)
  }
  return copy
}

function expandResource(value: Json, arn: string): Json {
  if (Array.isArray(value)) return value.map((item: Json) => expandResource(item, arn))
  return typeof value === 'string' && value.startsWith('execute-api:/') ? `${arn}/${value.slice('execute-api:/'.length)}` : value
}
