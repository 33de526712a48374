import { ApigenFailure } from '../../base/diagnostic.ts'
import type { JsonObject } from '../../base/json.ts'

/** Where functions are deployed, as ARNs spell it. */
export interface Place {
  readonly partition: string
  readonly region: string
  /** Undefined as long as nobody told it. */
  readonly account: string | undefined
}

/** The partition of a region (https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html). */
export function partitionOf(region: string): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

/** The ARN of a role that is named by ARN or by name; undefined where only the account is missing for that. Throws for what is no name of a role. */
export function roleArn(role: string, { partition, account }: Place): string | undefined {
  if (role.startsWith('arn:')) return role
  if (!/^[\w+=,.@-]{1,64}$/.test(role))
    throw new ApigenFailure('usage', `\`${role}\` is no name of an IAM role.`, {
      help: 'Letters, digits and `_+=,.@-`, at most 64; or its ARN.',
    })
  return account === undefined ? undefined : `arn:${partition}:iam::${account}:role/${role}`
}

/** What a function's role has to hold; its texts are bound. */
export interface RoleNeeds {
  readonly function: string
  /** By name or ARN. */
  readonly role: string
  readonly trust: JsonObject
  readonly policy: JsonObject
}

/** The commands that make a role, on one line for a shell: apigen names roles and makes none. */
export function roleCommands({ function: name, role, trust, policy }: RoleNeeds): string {
  const roleName = role.slice(role.lastIndexOf('/') + 1)
  const create = ['aws', 'iam', 'create-role', '--role-name', roleName, '--assume-role-policy-document', JSON.stringify(trust)]
  const allow = [
    'aws',
    'iam',
    'put-role-policy',
    '--role-name',
    roleName,
    '--policy-name',
    name,
    '--policy-document',
    JSON.stringify(policy),
  ]
  return [create, allow].map((words) => words.map(quoted).join(' ')).join(' && ')
}

/** A word as a shell of the Bourne family takes it. */
function quoted(word: string): string {
  return /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** Whether Lambda refused a function because of its role: it is not there, or Lambda may not take it. */
export function refusesRole(error: unknown): boolean {
  return error instanceof ApigenFailure && /\brole\b[^.]*\b(assumed|exist|found)\b/i.test(error.message)
}
