/**
 * How API Gateway calls each service. Sources: [G] the developer guide's tutorials and re:Post articles of AWS; [M] the service
 * models of AWS's SDKs (botocore 1.44.8) for targets, versions of the protocol, required members and names of errors; [A] assumed:
 * common in public templates, not recorded against AWS.
 *
 * Assumed for all: `${AWS::Region}`, `${AWS::AccountId}` and `${AWS::Partition}` are filled in in `credentials`, `requestParameters` and
 * templates as they are in URIs; a JSON service answers an error with a status of 4xx or 5xx and its name at the end of `__type`.
 */
export interface ServiceFact {
  /** What stands behind `arn:…:apigateway:REGION:` in the URI; S3 and SQS are called by a path. */
  readonly host: string
  /** The action of the service, and of IAM. */
  readonly action: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  /** Members that the call cannot do without [M]. */
  readonly required: readonly string[]
}

const DYNAMODB = { host: 'dynamodb', method: 'POST', headers: {} } as const
const STATES = { host: 'states', method: 'POST', headers: {}, required: ['stateMachineArn'] } as const
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' } as const
const S3 = { host: 's3', headers: {}, required: ['Bucket', 'Key'] } as const

/** By service and action of the short form. */
export const SERVICE_FACTS: Readonly<Record<string, ServiceFact>> = {
  // [G] "Using Amazon API Gateway as a proxy for DynamoDB": POST, `dynamodb:action/…`, no header of its own.
  'dynamodb get': { ...DYNAMODB, action: 'GetItem', required: ['TableName', 'Key'] },
  'dynamodb query': { ...DYNAMODB, action: 'Query', required: ['TableName'] },
  'dynamodb put': { ...DYNAMODB, action: 'PutItem', required: ['TableName', 'Item'] },
  'dynamodb update': { ...DYNAMODB, action: 'UpdateItem', required: ['TableName', 'Key'] },
  'dynamodb delete': { ...DYNAMODB, action: 'DeleteItem', required: ['TableName', 'Key'] },
  // [G] re:Post "integrate an API Gateway REST API with Amazon SQS", query protocol: path `ACCOUNT/QUEUE`, `Action=SendMessage&MessageBody=…`.
  'sqs send': { host: 'sqs', action: 'SendMessage', method: 'POST', headers: FORM, required: ['Action', 'MessageBody'] },
  // [G] re:Post "Use API Gateway as a proxy for another AWS service"; the action in the form instead of the query [A].
  'sns publish': { host: 'sns', action: 'Publish', method: 'POST', headers: FORM, required: ['Action', 'TopicArn', 'Message'] },
  // [G] "Creating a Step Functions API using API Gateway"; an answer of 200 says nothing about how an execution ended [M].
  'states start': { ...STATES, action: 'StartExecution' },
  'states start-sync': { ...STATES, action: 'StartSyncExecution' },
  // [M] the target and the version of the protocol; API Gateway sets no target by itself for `events` [A].
  'events put': {
    host: 'events',
    action: 'PutEvents',
    method: 'POST',
    headers: { 'X-Amz-Target': 'AWSEvents.PutEvents', 'Content-Type': 'application/x-amz-json-1.1' },
    required: ['Entries'],
  },
  // [G] "Create a REST API as an Amazon Kinesis proxy".
  'kinesis put': {
    host: 'kinesis',
    action: 'PutRecord',
    method: 'POST',
    headers: { 'Content-Type': 'application/x-amz-json-1.1' },
    required: ['StreamName', 'Data', 'PartitionKey'],
  },
  // [G] "Create a REST API as an Amazon S3 proxy": path `BUCKET/KEY`, the verb is the action.
  's3 get': { ...S3, action: 'GetObject', method: 'GET' },
  's3 put': { ...S3, action: 'PutObject', method: 'PUT' },
  's3 delete': { ...S3, action: 'DeleteObject', method: 'DELETE' },
}
