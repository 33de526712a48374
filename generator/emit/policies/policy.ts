import type { Json, JsonObject } from '../../base/json.ts'

/** One statement of an IAM policy. */
export interface Statement {
  readonly Sid?: string
  readonly Effect: 'Allow'
  readonly Principal?: JsonObject
  readonly Action: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly Condition?: JsonObject
}

/** A policy document: an object from the first to the last, so that no text of a spec can change its structure. */
export function policy(statements: readonly Statement[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements as unknown as Json }
}

/**
 * An ARN in this account and region. The names in `${…}` are late-bound values, the same that API Gateway and CloudFormation use:
 * nothing that is generated names an account, a region or an API.
 */
export function arn(service: string, resource: string, scope: 'regional' | 'global' | 'none' = 'regional'): string {
  const place = scope === 'regional' ? '${AWS::Region}:${AWS::AccountId}' : scope === 'global' ? ':${AWS::AccountId}' : ':'
  return `arn:\${AWS::Partition}:${service}:${place}:${resource}`
}

/** Text for the literal part of a resource: what IAM would read as a wildcard or a variable stands for itself. */
export function literalResource(text: string): string {
  return text.replace(/[*?$]/g, (char) => `\${${char}}`)
}

/** A statement's name: letters and digits. */
export function sid(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, '')
}
