import type { Permission } from '../../model/api-model.ts'
import { arn, type Statement, sid } from './policy.ts'

/** What a service's verb allows, and on which resources of a name. */
interface Service {
  readonly verbs: Readonly<Partial<Record<Permission['verb'], readonly string[]>>>
  resources(name: string, verb: Permission['verb']): readonly string[]
  /** The resources of an ARN that the author wrote. */
  within?(given: string, verb: Permission['verb']): readonly string[]
}

/**
 * The services that have verbs. A verb allows what it says and no more: `dynamodb: write` puts and updates but does not delete, for
 * which reason it leaves out `BatchWriteItem`, whose permission covers both.
 */
const SERVICES: Readonly<Record<string, Service>> = {
  dynamodb: {
    verbs: {
      read: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'],
      write: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
      put: ['dynamodb:PutItem'],
      delete: ['dynamodb:DeleteItem'],
    },
    resources: (name) => [arn('dynamodb', `table/${name}`), arn('dynamodb', `table/${name}/index/*`)],
    within: (given) => (/\/index\/|\*$/.test(given) ? [given] : [given, `${given}/index/*`]),
  },
  s3: {
    verbs: {
      read: ['s3:GetObject', 's3:ListBucket'],
      write: ['s3:PutObject'],
      put: ['s3:PutObject'],
      delete: ['s3:DeleteObject'],
    },
    resources: (name, verb) => objectsOf(`arn:\${AWS::Partition}:s3:::${name}`, verb),
    within: objectsOf,
  },
  sqs: {
    verbs: {
      send: ['sqs:SendMessage'],
      receive: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
    },
    resources: (name) => [arn('sqs', name)],
  },
  sns: { verbs: { publish: ['sns:Publish'], send: ['sns:Publish'] }, resources: (name) => [arn('sns', name)] },
  states: { verbs: { start: ['states:StartExecution'] }, resources: (name) => [arn('states', `stateMachine:${name}`)] },
  events: {
    verbs: { put: ['events:PutEvents'], publish: ['events:PutEvents'], send: ['events:PutEvents'] },
    resources: (name) => [arn('events', `event-bus/${name}`)],
  },
  kinesis: {
    verbs: {
      put: ['kinesis:PutRecord', 'kinesis:PutRecords'],
      write: ['kinesis:PutRecord', 'kinesis:PutRecords'],
      read: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards', 'kinesis:DescribeStreamSummary'],
    },
    resources: (name) => [arn('kinesis', `stream/${name}`)],
  },
  firehose: {
    verbs: { put: ['firehose:PutRecord', 'firehose:PutRecordBatch'], write: ['firehose:PutRecord', 'firehose:PutRecordBatch'] },
    resources: (name) => [arn('firehose', `deliverystream/${name}`)],
  },
  lambda: {
    verbs: { invoke: ['lambda:InvokeFunction'] },
    resources: (name) => [arn('lambda', `function:${name}`), arn('lambda', `function:${name}:*`)],
    within: (given) => [given, `${given}:*`],
  },
  // The service appends six random characters to the name of a secret.
  secretsmanager: {
    verbs: { read: ['secretsmanager:GetSecretValue'] },
    resources: (name) => [arn('secretsmanager', `secret:${name}-??????`)],
  },
  ssm: {
    verbs: { read: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'] },
    resources: (name) => [arn('ssm', `parameter/${name.replace(/^\//, '')}`)],
  },
}

/** Objects of a bucket, or below a part of it. A list of them is asked of the bucket itself, and of nothing else. */
function objectsOf(given: string, verb: Permission['verb']): readonly string[] {
  if (given.endsWith('*')) return [given]
  return verb === 'read' || given.includes('/') ? [given, `${given}/*`] : [`${given}/*`]
}

/** Other names under which people know a service. */
const ALIASES: Readonly<Record<string, string>> = { stepfunctions: 'states', eventbridge: 'events', secrets: 'secretsmanager' }

/** The statement of a permission; a text that says why there is none. */
export function permissionStatement(permission: Permission): Statement | string {
  const name = permission.service.toLowerCase()
  const key = Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? name) : name
  const service = Object.hasOwn(SERVICES, key) ? SERVICES[key] : undefined
  if (!service) return `the service is not one of ${Object.keys(SERVICES).join(', ')}`
  const actions = service.verbs[permission.verb]
  if (!actions) return `\`${key}\` knows the verbs ${Object.keys(service.verbs).join(', ')}`
  const { resource } = permission
  const isArn = resource.startsWith('arn:') || resource.startsWith('${')
  if (!isArn && !/^[A-Za-z0-9._/+=@-]+$/.test(resource)) return 'the resource is neither a name nor an ARN'
  const resources = isArn ? (service.within?.(resource, permission.verb) ?? [resource]) : service.resources(resource, permission.verb)
  return {
    Sid: sid(`${key} ${permission.verb} ${resource}`.replace(/\b[a-z]/g, (char) => char.toUpperCase())),
    Effect: 'Allow',
    Action: actions.length === 1 ? (actions[0] ?? '') : actions,
    Resource: resources.length === 1 ? (resources[0] ?? '') : resources,
  }
}
