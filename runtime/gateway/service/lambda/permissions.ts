import { type JsonObject, own, withEntry, withoutEntry } from '../../json.ts'
import type { FunctionPermission, LambdaFunction } from '../../store/state.ts'
import type { Call, Operation } from '../call.ts'
import { ServiceError } from '../errors.ts'
import { param, text } from '../input.ts'
import { findFunction, findVersion, functionArn, withFunction } from './find.ts'

/** A permission as a statement of the function's policy. */
function statement(call: Call, name: string, qualifier: string | undefined, permission: FunctionPermission): JsonObject {
  const { sid, action, principal, sourceArn, sourceAccount } = permission
  const condition = {
    ...(sourceAccount !== undefined && { StringEquals: { 'AWS:SourceAccount': sourceAccount } }),
    ...(sourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': sourceArn } }),
  }
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : principal.includes('.amazonaws.com') ? { Service: principal } : { AWS: principal },
    Action: action,
    Resource: functionArn(call, name, qualifier),
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  }
}

function permissionsOf(found: LambdaFunction, qualifier: string | undefined): readonly FunctionPermission[] {
  return own(found.permissions, qualifier ?? '') ?? []
}

export const addPermission: Operation = (call) => {
  const { body } = call
  const { found, qualifier } = findFunction(call)
  if (qualifier !== undefined) findVersion(call, found, qualifier)
  const sid = text(body, 'StatementId') ?? ''
  const before = permissionsOf(found, qualifier)
  if (before.some((permission) => permission.sid === sid)) {
    throw new ServiceError(
      'ResourceConflictException',
      `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      409,
    )
  }
  const sourceArn = text(body, 'SourceArn')
  const sourceAccount = text(body, 'SourceAccount')
  const permission: FunctionPermission = {
    sid,
    action: text(body, 'Action') ?? '',
    principal: text(body, 'Principal') ?? '',
    ...(sourceArn !== undefined && { sourceArn }),
    ...(sourceAccount !== undefined && { sourceAccount }),
  }
  const permissions = withEntry(found.permissions, qualifier ?? '', [...before, permission])
  return {
    body: { Statement: JSON.stringify(statement(call, found.name, qualifier, permission)) },
    next: withFunction(call.state, { ...found, permissions }),
  }
}

export const getPolicy: Operation = (call) => {
  const { found, qualifier } = findFunction(call)
  const permissions = permissionsOf(found, qualifier)
  if (permissions.length === 0) throw new ServiceError('ResourceNotFoundException', 'The resource you requested does not exist.', 404)
  const policy = {
    Version: '2012-10-17',
    Id: 'default',
    Statement: permissions.map((item) => statement(call, found.name, qualifier, item)),
  }
  return { body: { Policy: JSON.stringify(policy), RevisionId: findVersion(call, found, qualifier).revisionId } }
}

export const removePermission: Operation = (call) => {
  const { found, qualifier } = findFunction(call)
  const sid = param(call, 'StatementId')
  const before = permissionsOf(found, qualifier)
  const left = before.filter((permission) => permission.sid !== sid)
  if (left.length === before.length) {
    throw new ServiceError('ResourceNotFoundException', `Statement ${sid} is not found in resource policy.`, 404)
  }
  const key = qualifier ?? ''
  const permissions = left.length > 0 ? withEntry(found.permissions, key, left) : withoutEntry(found.permissions, key)
  return { next: withFunction(call.state, { ...found, permissions }) }
}
